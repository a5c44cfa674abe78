"""Whoever reads gets the export line of what may be read, and nothing beside it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import Reader
from marketplace.common import clock
from marketplace.needs import actions
from marketplace.needs.export import COLUMNS, FORMULA_STARTS, export_line, safe_cell, to_csv
from marketplace.needs.models import Need
from marketplace.needs.queries import needs_shown_to, needs_visible_to, reason_sentence, status_sentence
from marketplace.needs.states import NeedStatus
from marketplace.organisations.models import (
    Capability,
    CapabilityKind,
    MemberRole,
    Membership,
    Organisation,
    OrganisationKind,
)
from tests.needs.city import CLOCKWORK, OPEN, PARTNERS, STEPS, FakeGate, bring_to, make_user, publish

PROMISED = [
    "reference", "need_kind", "aid_type", "place", "place_level", "age_band", "family", "health", "urgency_band",
    "quantity_band", "deadline_band", "month", "title", "text", "status",
]  # fmt: skip


def partner(name: str = "partner", capability: str = "verified", organisation: str = "active") -> User:
    user = make_user(name)
    charity = Organisation.objects.create(
        name=name, kind=OrganisationKind.values[0], credit_code=name[:18], district="330203", status=organisation
    )
    Membership.objects.create(organisation=charity, user=user, role=MemberRole.COORDINATOR)
    Capability.objects.create(
        organisation=charity, kind=CapabilityKind.CHARITY, valid_from=clock.today(), status=capability
    )
    return user


@pytest.mark.django_db
def test_each_reader_sees_what_the_audience_admits(
    officer: User, far_officer: User, author: User, gate: FakeGate
) -> None:
    everybody, partners = publish(officer, author, gate), publish(officer, author, gate, PARTNERS)
    bring_to(NeedStatus.PRIVATE_MATCH, officer, author, gate)
    readers: dict[str, Reader] = {
        "visitor": AnonymousUser(),
        "stranger": make_user("stranger"),
        "author": author,
        "editor": make_user("editor", Role.EDITOR),
        "claims only": partner("claims", capability="claimed"),
        "suspended": partner("suspended", organisation="suspended"),
        "partner": partner(),
        "officer": officer,
        "officer elsewhere": far_officer,
    }
    seen = {name: {need.pk for need in needs_visible_to(reader)} for name, reader in readers.items()}
    both, one = {everybody.pk, partners.pk}, {everybody.pk}
    assert seen == {name: both if name in ("partner", "officer", "officer elsewhere") else one for name in readers}


@pytest.mark.django_db
@pytest.mark.parametrize("status", STEPS)
def test_only_four_statuses_are_seen_by_anybody(
    status: NeedStatus, officer: User, author: User, gate: FakeGate
) -> None:
    bring_to(status, officer, author, gate)
    shown = {NeedStatus.PUBLISHED, NeedStatus.MATCHED, NeedStatus.DELIVERING, NeedStatus.DELIVERED}
    assert needs_shown_to("partner").count() == (1 if status in shown else 0)


@pytest.mark.django_db
def test_the_line_has_the_promised_columns_in_their_order(officer: User, author: User, gate: FakeGate) -> None:
    line = export_line(publish(officer, author, gate))
    assert list(line) == PROMISED == list(COLUMNS)
    assert line["place_level"] == 2
    assert line["status"] == "published"


@pytest.mark.django_db
def test_a_row_with_every_column_filled_shows_no_more_than_its_line(
    officer: User, author: User, gate: FakeGate
) -> None:
    need = publish(officer, author, gate)
    filled = {
        "hold_code": "canary-hold",
        "search_text": "canary-search",
        "search_tokens": "canary-tokens",
        "helpers": 77,
    }
    Need.objects.filter(pk=need.pk).update(**filled, version=987654)
    need.refresh_from_db()
    shown = json.dumps(export_line(need), ensure_ascii=False)
    assert "canary" not in shown
    assert "77" not in shown
    assert "987654" not in shown
    columns = {field.name for field in Need._meta.concrete_fields}
    assert set(PROMISED) <= columns
    assert {type(value) for value in export_line(need).values()} <= {str, int, type(None)}


def exported(*arguments: str) -> str:
    out = io.StringIO()
    call_command("export_needs", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("reader", ["public", "partner"])
def test_the_command_writes_the_lines_of_what_the_reader_sees(
    reader: str, officer: User, author: User, gate: FakeGate, tmp_path: Path
) -> None:
    publish(officer, author, gate)
    publish(officer, author, gate, PARTNERS, title="=1+1 的标题", quantity_band=None)
    actions.hold_need(by=CLOCKWORK, need=publish(officer, author, gate), code="REPORTED")
    lines = [export_line(need) for need in needs_shown_to(reader)]
    assert len(lines) == (1 if reader == "public" else 2)

    assert [json.loads(line) for line in exported("--as", reader).splitlines()] == lines
    out = tmp_path / "needs.csv"
    assert exported("--as", reader, "--format", "csv", "--out", str(out)) == ""
    rows = list(csv.DictReader(io.StringIO(out.read_bytes().decode(), newline="")))
    assert rows == [{column: safe_cell(value) for column, value in line.items()} for line in lines]
    assert all(not cell.startswith("=") for row in rows for cell in row.values())


@pytest.mark.django_db
def test_without_arguments_it_writes_what_everybody_may_see(officer: User, author: User, gate: FakeGate) -> None:
    publish(officer, author, gate)
    publish(officer, author, gate, PARTNERS)
    assert exported() == exported("--as", "public", "--format", "jsonl")
    assert len(exported().splitlines()) == 1


@pytest.mark.django_db
def test_a_withheld_value_is_null(officer: User, author: User, gate: FakeGate) -> None:
    publish(officer, author, gate, replace(OPEN, health=None, age_band=None), quantity_band=None)
    line = json.loads(exported())
    assert [name for name, value in line.items() if value is None] == ["age_band", "health", "quantity_band"]


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [["--as", "officer"], ["--format", "xlsx"], ["--out", "/nowhere/needs.csv"], ["--x"]])
def test_what_it_cannot_do_it_refuses(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as refusal:
        exported(*wrong)
    assert refusal.value.code == 2


@given(st.text(max_size=8))
def test_no_cell_is_a_formula(text: str) -> None:
    line: Any = dict.fromkeys(COLUMNS) | {"title": text}
    row = next(csv.DictReader(io.StringIO(to_csv([line]), newline="")))
    assert not row["title"].startswith(FORMULA_STARTS)
    assert row["title"] in (text, f"'{text}")


def test_starts_of_formulas_are_quoted_and_other_text_is_left_alone() -> None:
    assert [safe_cell(text) for text in ("=1", "＝1", "+a", "-a", "@a", "\ta", "\ra")] == [
        "'=1", "'＝1", "'+a", "'-a", "'@a", "'\ta", "'\ra",
    ]  # fmt: skip
    assert [safe_cell(value) for value in ("取暖器", "a=b", 2, None)] == ["取暖器", "a=b", "2", ""]


@pytest.mark.django_db
def test_a_withdrawn_need_disappears_at_once(officer: User, author: User, gate: FakeGate) -> None:
    need = publish(officer, author, gate)
    assert needs_shown_to("public").count() == 1
    actions.withdraw_need(by=author, need=need, because="CONSENT_WITHDRAWN")
    assert (needs_shown_to("partner").count(), exported("--as", "partner")) == (0, "")


@pytest.mark.django_db
def test_listing_costs_the_same_for_one_and_for_three(
    officer: User, author: User, gate: FakeGate, django_assert_num_queries: Any
) -> None:
    for expected in (1, 3):
        while needs_shown_to("public").count() < expected:
            publish(officer, author, gate)
        with django_assert_num_queries(1):
            assert len([export_line(need) for need in needs_shown_to("public")]) == expected


@pytest.mark.django_db
def test_sentences_for_status_and_reason(officer: User, author: User, gate: FakeGate) -> None:
    need = publish(officer, author, gate)
    with translation.override("en"):
        assert status_sentence(need) == "Help is wanted."
        assert reason_sentence("NO_CONSENT") == "The household has not agreed to publication."
        assert reason_sentence("LATER_CODE") == "LATER_CODE"
    with translation.override("zh-hans"):
        assert status_sentence(need) == "等待帮助。"
