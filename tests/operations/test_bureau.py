"""The bureau's figures: who sees them, what is withheld, what an export holds."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation
from openpyxl import load_workbook

from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import CITY
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.needs.models import Need
from marketplace.operations.bureau.export import plain, to_csv
from marketplace.operations.bureau.needs import open_by_area, unmet_by_area, waiting_by_kind
from marketplace.operations.bureau.others import load_by_partner, pairing_by_district
from marketplace.operations.bureau.sheets import Cell, Money, Sheet
from matching.actions import run_match
from tests.casework.factories import caseworker, neighbours
from tests.fulfilment.conftest import charity, member, offer
from tests.matching.conftest import funds, register
from tests.matching.test_running import JOB
from tests.needs.city import HAISHU, FakeGate, make_user, publish
from tests.needs.conftest import author, gate, officer

__all__ = ["author", "charity", "funds", "gate", "member", "offer", "officer", "register"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def city_officer(db: None) -> User:
    return make_user("city-officer", Role.OFFICER, CITY)


def values(sheet: Sheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.rows]


def spread(needs: list[Need], place: str) -> None:
    """The needs as if published for this place."""
    Need.objects.filter(pk__in=[need.pk for need in needs]).update(place=place, place_level=2)


@pytest.fixture
def fourteen(officer: User, author: User, gate: FakeGate) -> list[Need]:
    """Twelve open needs in one district and two in another."""
    needs = [publish(officer, author, gate) for _ in range(14)]
    spread(needs[:12], HAISHU)
    spread(needs[12:], "330282")
    return needs


def test_small_numbers_are_withheld_and_say_so(fourteen: list[Need], city_officer: User) -> None:
    with translation.override("en"):
        rows = {str(row[0].value): row[1:] for row in open_by_area(city_officer).rows}
    assert sorted(rows) == ["Cixi City", "Haishu District"]
    assert {cell.value for cell in rows["Cixi City"]} == {None}
    shown = [cell for cell in rows["Haishu District"] if cell.value is not None]
    assert [cell.value for cell in shown] == [12]
    assert f"place={HAISHU}" in shown[0].url
    with translation.override("en"):
        assert plain(None) == "fewer than 11"


def test_an_officer_of_a_district_sees_that_district(fourteen: list[Need], officer: User) -> None:
    with translation.override("en"):
        assert [str(row[0].value) for row in open_by_area(officer).rows] == ["Haishu District"]


def test_nobody_else_sees_anything(fourteen: list[Need], author: User) -> None:
    assert open_by_area(author).rows == []
    client = Client()
    assert client.get("/bureau/").status_code == 302
    client.force_login(author)
    assert client.get("/bureau/").status_code == 404
    assert client.get("/bureau/open.csv").status_code == 404
    assert not AuditRow.objects.filter(verb="bureau.export").exists()


def test_waits_fall_into_bands_with_a_median_that_few_do_not_have(fourteen: list[Need], city_officer: User) -> None:
    Need.objects.filter(pk__in=[need.pk for need in fourteen[:12]]).update(
        released_at=clock.now() - timedelta(days=20), need_kind="service"
    )
    rows = {str(row[0].value): [cell.value for cell in row[1:]] for row in waiting_by_kind(city_officer).rows}
    assert sorted(rows.values(), key=str) == sorted([[None, None, None, 20], [None, None, None, None]], key=str)


def test_unmet_are_those_nobody_was_asked_about(
    fourteen: list[Need], city_officer: User, offer: object, funds: object, register: object
) -> None:
    before = values(unmet_by_area(city_officer))
    assert before[0][1:] == [12, None] or before[0][1:] == [None, None]
    run_match(by=JOB)
    rows = load_by_partner(city_officer).rows
    assert [cell.value for row in rows for cell in row[3:4]] != []


def test_pairing_is_counted_over_the_register(city_officer: User) -> None:
    neighbours(caseworker(), 30)
    [row] = pairing_by_district(city_officer).rows
    assert [cell.value for cell in row[1:]] == [None, None, None]


def test_a_workbook_and_a_csv_hold_the_same_and_nothing_that_runs(fourteen: list[Need], city_officer: User) -> None:
    client = Client()
    client.force_login(city_officer)
    text = client.get("/bureau/open.csv").content.decode("utf-8-sig")
    book = load_workbook(io.BytesIO(client.get("/bureau/open.xlsx").content))
    first = [cell.value for cell in next(book.worksheets[0].iter_rows())]
    assert text.splitlines()[0].split(",") == first
    assert AuditRow.objects.filter(verb="bureau.export").count() == 2
    assert client.get("/bureau/unknown.csv").status_code == 404


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@x", "＝1"])
def test_no_cell_is_a_formula(start: str) -> None:
    sheet = Sheet("x", "x", "x", ["a"], [[Cell(start)], [Cell(Money(-5))]], clock.now())
    assert to_csv(sheet).decode("utf-8-sig").splitlines()[1] == f"'{start}"


def test_the_page_shows_every_table_with_its_meaning(fourteen: list[Need], city_officer: User) -> None:
    client = Client()
    client.force_login(city_officer)
    response = client.get("/bureau/")
    assert response.status_code == 200
    assert [item["sheet"].name for item in response.context["sheets"]] == [
        "open", "waits", "unmet", "pairing", "money", "load"
    ]  # fmt: skip
    page = response.content.decode()
    assert all(str(item["sheet"].means) in page for item in response.context["sheets"])
