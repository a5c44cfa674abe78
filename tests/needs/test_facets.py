"""The kept counts are always true, and no small number can be derived from what is shown of them."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from itertools import product

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.places import district_of, place_level
from marketplace.needs import actions, facets
from marketplace.needs.codes import AidType, DeadlineBand, NeedKind, UrgencyBand
from marketplace.needs.facets import Facets, facets_for, may_be_derived, withhold
from marketplace.needs.filters import NeedFilters
from marketplace.needs.models import FacetCount, Need
from marketplace.needs.queries import find_needs, needs_shown_to
from marketplace.needs.search import search_columns
from tests.needs.city import CLOCKWORK, STEPS, FakeGate, bring_to, publish

PLACES = ["330203001", "330203", "330282002", "330282", "330205", "urban", "county", "330200"]
SUM = 11


def kept() -> dict[tuple[str, ...], int]:
    columns = ("audience", "status", "need_kind", "aid_type", "area", "urgency_band", "deadline_band")
    rows = FacetCount.objects.filter(needs__gt=0).values_list(*columns, "needs")
    return {row[:-1]: row[-1] for row in rows}


def counted() -> dict[tuple[str, ...], int]:
    return dict(
        Counter(
            (
                need.audience,
                need.status,
                need.need_kind,
                need.aid_type or "",
                area(need.place or ""),
                need.urgency_band or "",
                need.deadline_band or "",
            )
            for need in Need.objects.filter(live=True)
        )
    )


def area(place: str) -> str:
    return district_of(place) if place_level(place) <= 2 else place


@pytest.fixture
def crowd(author: User) -> list[Need]:
    """Four hundred shown needs of every kind and place."""
    chance = random.Random(20261123)
    now = clock.now()
    rows = []
    for number in range(400):
        place = chance.choice(PLACES)
        title = f"{chance.choice(['轮椅', '棉被', '陪诊'])}{number}"
        rows.append(
            Need(
                need_kind=chance.choice(NeedKind.values),
                aid_type=chance.choice(AidType.values[:3]),
                place=place,
                place_level=place_level(place),
                age_band=chance.choice([None, "60+", "70-74", "18-59"]),
                urgency_band=chance.choice(UrgencyBand.values),
                deadline_band=chance.choice([None, *DeadlineBand.values]),
                month="2026-11",
                title=title,
                audience=chance.choice(["open", "open", "partners"]),
                status=chance.choice(["published", "published", "matched", "delivering", "delivered"]),
                author=author,
                released_at=now,
                live=True,
                **search_columns(title, ""),
            )
        )
    return Need.objects.bulk_create(rows)


def ask(address: str) -> NeedFilters:
    return NeedFilters.read(QueryDict(address))


ADDRESSES = [
    "", "need_kind=goods", "need_kind=goods&need_kind=service&urgency_band=high", "place=330203", "place=330203001",
    "place=urban&aid_type=dibao", "place=330200", "q=轮椅", "q=轮椅&place=330282&need_kind=goods", "age_band=60%2B",
    "status=published&deadline_band=later&place=county", "age_band=18-59&place=330205", "q=nothing",
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "address"), list(product(["public", "partner"], ADDRESSES)))
def test_every_facet_is_what_its_filter_would_show(
    kind: str, address: str, crowd: list[Need], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets, "withhold", dict)
    asked = ask(address)
    answer = facets_for(kind, asked)
    listed = list(find_needs(needs_shown_to(kind), asked))
    assert (answer.total, answer.wider) == (len(listed), sum(need.is_wider for need in listed))
    for name in ("need_kind", "urgency_band", "aid_type", "status"):
        for code, number in answer.counts[name].items():
            alone = replace(asked, codes={**asked.codes, name: (code,)})
            assert number == find_needs(needs_shown_to(kind), alone).count()
    everywhere = find_needs(needs_shown_to(kind), asked.without("place"))
    areas = Counter(area(need.place) for need in everywhere)
    assert {code: number for code, number in answer.counts["area"].items() if number} == dict(areas)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["", "need_kind=goods", "place=330203", "q=轮椅"])
def test_facets_cost_one_query(address: str, crowd: list[Need], django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(1):
        facets_for("public", ask(address))


@pytest.mark.django_db
def test_kept_counts_follow_every_change_of_a_row(crowd: list[Need]) -> None:
    assert kept() == counted()
    chance = random.Random(3)
    for need in chance.sample(crowd, 120):
        change = chance.choice(
            [
                {"live": False},
                {"live": False, "status": "held"},
                {"status": "matched"},
                {"audience": "partners"},
                {"place": "330206", "place_level": 2},
                {"need_kind": "goods", "deadline_band": None},
                {"title": "改了"},
            ]
        )
        Need.objects.filter(pk=need.pk).update(**change)
    Need.objects.filter(pk__in=[need.pk for need in crowd[:20]]).delete()
    assert kept() == counted()


@pytest.mark.django_db
@pytest.mark.parametrize("status", sorted(STEPS))
def test_kept_counts_follow_a_need_through_its_life(status: str, officer: User, author: User, gate: FakeGate) -> None:
    bring_to(status, officer, author, gate)  # type: ignore[arg-type]
    assert kept() == counted()


@pytest.mark.django_db
def test_small_counts_do_not_leave_the_house(officer: User, author: User, gate: FakeGate) -> None:
    publish(officer, author, gate)
    answer: Facets = facets_for("public", NeedFilters())
    assert {number for count in answer.counts.values() for number in count.values()} == {None}


COUNTS = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 40), max_size=9)


@given(COUNTS)
def test_what_is_withheld_cannot_be_derived_from_the_total(counts: dict[str, int]) -> None:
    shown = withhold(counts)
    hidden = [counts[code] for code, number in shown.items() if number is None]
    assert all(number is None or number == counts[code] >= SUM for code, number in shown.items())
    if hidden and len(hidden) < len(counts):
        assert not may_be_derived(hidden, SUM)


@given(COUNTS)
def test_no_more_is_withheld_than_protects(counts: dict[str, int]) -> None:
    hidden = {code for code, number in withhold(counts).items() if number is None}
    small = {code for code, number in counts.items() if number < SUM}
    assert small <= hidden
    if not small:
        assert not hidden


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 20, "b": 30}, {"a": 20, "b": 30}),
        ({"a": 3, "b": 30, "c": 12}, {"a": None, "b": 30, "c": None}),
        ({"a": 3, "b": 4, "c": 12, "d": 50}, {"a": None, "b": None, "c": None, "d": 50}),
        ({"a": 9, "b": 8, "c": 12}, {"a": None, "b": None, "c": 12}),
        ({"a": 10, "b": 10, "c": 12, "d": 13}, {"a": None, "b": None, "c": None, "d": 13}),
        ({"a": 0, "b": 15, "c": 16}, {"a": None, "b": None, "c": 16}),
        ({"a": 5}, {"a": None}),
        ({}, {}),
    ],
)
def test_examples(counts: dict[str, int], shown: dict[str, int | None]) -> None:
    assert withhold(counts) == shown


@pytest.mark.django_db
def test_a_hidden_need_is_counted_no_more(officer: User, author: User, gate: FakeGate) -> None:
    need = publish(officer, author, gate)
    assert sum(kept().values()) == 1
    actions.hold_need(by=CLOCKWORK, need=need, code="REPORTED")
    assert kept() == {}
