"""A question has one address, and an address asks only what is known."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.needs.ages import STAGES, bands_touching, bounds_of
from marketplace.needs.export import COLUMNS
from marketplace.needs.filters import CHOICES, NeedFilters
from marketplace.needs.models import Need
from marketplace.needs.queries import find_needs, needs_after, needs_shown_to


def read(address: str) -> NeedFilters:
    return NeedFilters.read(QueryDict(address))


def test_an_address_and_its_question_are_one() -> None:
    address = "q=%E8%BD%AE%E6%A4%85&place=330203&order=urgent&need_kind=goods&need_kind=service&status=published"
    assert read(address).address() == address


@given(st.text(max_size=60))
def test_any_text_can_be_read_as_an_address(text: str) -> None:
    asked = read(text)
    assert read(asked.address()) == asked


def test_what_is_not_known_is_left_out() -> None:
    asked = read(
        "place=999999&need_kind=gold&status=withdrawn&order=author&author=3&live=0&hold_code=x&audience=private"
    )
    assert asked == NeedFilters()
    assert asked.is_empty


def test_conditions_can_be_taken_away_one_by_one() -> None:
    asked = read("q=a&place=330203&need_kind=goods&need_kind=service")
    assert asked.without("q").address() == "place=330203&need_kind=goods&need_kind=service"
    assert asked.without("place").address() == "q=a&need_kind=goods&need_kind=service"
    assert asked.without("need_kind", "goods").address() == "q=a&place=330203&need_kind=service"
    assert asked.without("need_kind").without("place").without("q") == NeedFilters()


def test_a_long_question_is_cut() -> None:
    assert len(read("q=" + "a" * 5000).words) == 200


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_of_life_asks_for_every_band_that_touches_it(stage: str) -> None:
    first, last = STAGES[stage]
    for band in bands_touching(stage):
        low, high = bounds_of(band)
        assert low <= last
        assert high >= first
    years = {year for band in bands_touching(stage) for year in range(bounds_of(band)[0], bounds_of(band)[1] + 1)}
    assert set(range(first, last + 1)) <= years


def shown(author: User, **values: object) -> Need:
    usual = {
        "need_kind": "goods",
        "aid_type": "housing",
        "place": "330203",
        "place_level": 2,
        "urgency_band": "low",
        "month": "2026-11",
        "status": "published",
        "released_at": clock.now(),
    }
    return Need.objects.create(audience="open", live=True, author=author, **(usual | values))


@pytest.mark.django_db
def test_a_place_also_finds_what_is_published_for_a_wider_area_and_marks_it(author: User) -> None:
    levels = {"330203001": 1, "330203002": 1, "330203": 2, "330205": 2, "urban": 3, "county": 3, "330200": 4}
    needs = {place: shown(author, place=place, place_level=level) for place, level in levels.items()}

    def asked(place: str) -> dict[str, bool]:
        found = find_needs(needs_shown_to("public"), NeedFilters(place=place))
        return {each.place: each.is_wider for each in found}

    assert len(needs) == 7
    assert asked("330203001") == {"330203001": False, "330203": True, "urban": True, "330200": True}
    assert asked("330203") == {
        "330203001": False, "330203002": False, "330203": False, "urban": True, "330200": True,
    }  # fmt: skip
    assert asked("county") == {"county": False, "330200": True}
    assert asked("330200") == dict.fromkeys(levels, False)
    assert asked("") == dict.fromkeys(levels, False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("need_kind", "service", "service"),
        ("aid_type", "medical", "medical"),
        ("urgency_band", "high", "high"),
        ("deadline_band", "two_weeks", "two_weeks"),
        ("quantity_band", "gt10000", "gt10000"),
        ("age_band", "70-74", "60+"),
        ("age_band", "60-69", "60+"),
        ("age_band", "60+", "60+"),
        ("family", "with_minors", "with_minors"),
        ("health", "chronic", "chronic"),
        ("health", "chronic", "health_related"),
        ("status", "matched", "matched"),
    ],
)
def test_each_column_can_be_asked_for(column: str, value: str, code: str, author: User) -> None:
    wanted, _other = shown(author, **{column: value}), shown(author)
    found = find_needs(needs_shown_to("public"), NeedFilters(codes={column: (code,)}))
    assert [need.pk for need in found] == [wanted.pk]


def test_every_column_of_the_filter_is_in_the_export_line() -> None:
    assert set(CHOICES) <= set(COLUMNS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("order", "expected"), [("urgent", ["high", "medium", "low", None]), ("newest", ["low", None, "high", "medium"])]
)
def test_the_most_pressing_come_first(order: str, expected: list[str | None], author: User) -> None:
    now = clock.now()
    for number, urgency in enumerate(["medium", "high", None, "low"]):
        shown(author, urgency_band=urgency, released_at=now + timedelta(days=number))
    found = find_needs(needs_shown_to("public"), NeedFilters(order=order))
    assert [need.urgency_band for need in found] == expected


@pytest.mark.django_db
def test_the_list_can_be_read_to_its_end_page_by_page(author: User) -> None:
    now = clock.now()
    for number in range(23):
        shown(author, released_at=now - timedelta(days=number // 5))
    whole = [need.reference for need in needs_shown_to("public")]
    seen: list[str] = []
    while page := needs_after(needs_shown_to("public"), seen[-1] if seen else "")[:4]:
        seen += [need.reference for need in page]
    assert seen == whole


@pytest.mark.django_db
def test_a_page_goes_on_although_its_last_need_has_disappeared(author: User) -> None:
    needs = sorted(
        (shown(author, released_at=clock.start_of(clock.today())) for _ in range(5)), key=lambda n: n.reference
    )
    Need.objects.filter(pk=needs[2].pk).update(live=False, status="withdrawn")
    rest = needs_after(needs_shown_to("public"), needs[2].reference)
    assert [need.pk for need in rest] == [needs[3].pk, needs[4].pk]


@pytest.mark.django_db
def test_the_first_page_and_every_later_one_are_read_off_an_index(author: User) -> None:
    first = shown(author)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # With one row any plan is cheap: ask whether an index can give the order, not whether it pays here.
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    for kind in ("public", "partner"):
        for page in (needs_shown_to(kind)[:20], needs_after(needs_shown_to(kind), first.reference)[:20]):
            assert "needs_in_the_order_of_lists" in page.explain()
