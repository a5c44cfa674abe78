"""A household through the pages, without a script: register, correct, assess, find, erase."""

from __future__ import annotations

import re
from datetime import date

import pytest

from marketplace.accounts.models import User
from marketplace.casework.models import Assessment, Case
from marketplace.common.audit.models import AuditRow
from tests.casework.factories import (
    HEAD_ID,
    NANMEN,
    caseworker,
    member,
    officer,
    registered,
    resident_id,
)
from tests.casework.sites import Site

pytestmark = pytest.mark.django_db
SPOUSE = resident_id(date(1960, 2, 29), 2)


def entry(**own: str | list[str]) -> dict[str, object]:
    """The form of a household as a browser sends it."""
    fields: dict[str, object] = {
        "case_number": "N-1",
        "township": NANMEN,
        "address": "示例村1组",
        "phone": "13800138000",
        "registers": ["dibao", "other"],
        "residency": "local",
        "annual_income": "12000.50",
        "annual_spending": "",
        "members-TOTAL_FORMS": "2",
        "members-INITIAL_FORMS": "0",
        "members-0-relation": "户主",
        "members-0-name": "样本甲",
        "members-0-identity": HEAD_ID,
        "members-0-health": "chronic",
        "members-1-relation": "孙子",
        "members-1-name": "样本丙",
        "members-1-identity": "20180215",
        "members-1-health": "healthy",
    }
    return fields | own


def test_a_household_is_registered_with_its_members(site: Site) -> None:
    answer = site.sends("/casework/new/", **entry())
    case = Case.objects.get()
    assert answer.headers["Location"] == f"/casework/{case.reference}/"
    assert (case.head_name, case.head_id, case.registers) == ("样本甲", HEAD_ID, ["dibao", "other"])
    assert (case.annual_income_fen, case.annual_spending_fen) == (1_200_050, None)
    assert [(m.relation, m.birth.year) for m in case.members.all()] == [("户主", 1956), ("孙子", 2018)]
    text = site.shows(answer.headers["Location"])
    assert "样本甲" in text
    assert HEAD_ID not in text
    assert HEAD_ID[-4:] in text


def test_another_row_keeps_everything_that_was_typed_and_judges_nothing(site: Site) -> None:
    typed = entry(**{"case_number": "", "members-1-identity": "falsch", "add_row": "1"})
    text = site.sends("/casework/new/", 200, **typed).content.decode()
    assert text.count('-identity"') >= 3
    assert 'name="members-2-identity"' in text
    assert 'value="falsch"' in text
    assert 'value="12000.50"' in text
    assert re.search(r'value="dibao"[^>]*checked', text)
    assert "必填" not in text
    assert "请填写" not in text
    assert not Case.objects.exists()


def test_every_fault_is_named_at_its_field_and_in_the_summary(site: Site) -> None:
    wrong = entry(
        **{
            "township": "330212004",
            "annual_income": "1,5",
            "members-0-identity": HEAD_ID[:-1] + "0",
            "members-1-identity": "20991231",
        }
    )
    text = site.sends("/casework/new/", 422, **wrong).content.decode()
    for target in ("id_township", "id_annual_income", "id_members-0-identity", "id_members-1-identity"):
        assert f'href="#{target}"' in text
    assert 'value="13800138000"' in text
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("change", "target"),
    [
        ({"members-0-relation": "儿子"}, "id_members-1-relation"),
        ({"members-1-relation": "户主"}, "id_members-1-relation"),
        ({"members-0-identity": "19560303"}, "id_members-0-identity"),
        ({"members-1-identity": HEAD_ID}, "id_members-1-identity"),
    ],
)
def test_one_head_with_a_number_and_nobody_twice(site: Site, change: dict[str, str], target: str) -> None:
    text = site.sends("/casework/new/", 422, **entry(**change)).content.decode()
    assert f'href="#{target}"' in text
    assert not Case.objects.exists()


def test_an_empty_row_is_nobody(site: Site) -> None:
    empty = {"members-1-relation": "", "members-1-name": "", "members-1-identity": ""}
    site.sends("/casework/new/", **entry(**empty))
    assert Case.objects.get().size == 1


def test_a_number_that_is_taken_is_refused_in_place(site: Site, worker: User) -> None:
    registered(worker, case_number="N-1")
    text = site.sends("/casework/new/", 409, **entry()).content.decode()
    assert "案件编号已被使用" in text
    assert 'value="样本甲"' in text
    assert Case.objects.count() == 1


def test_a_correction_keeps_number_and_dimensions_and_recounts(site: Site, worker: User) -> None:
    case = registered(worker, dimensions={"economic": 70})
    address = f"/casework/{case.reference}/edit/"
    assert f'value="{case.head_id}"' in site.shows(address)
    site.sends(address, **entry(**{"members-0-identity": case.head_id, "phone": "0574-20000000"}))
    case = Case.objects.get()
    assert (case.case_number != "N-1", case.phone, case.economic, case.size) == (True, "0574-20000000", 70, 2)


def test_a_member_can_be_taken_out_by_emptying_the_row(site: Site, worker: User) -> None:
    case = registered(worker, others=(member(), member()))
    assert 'name="members-2-name"' in site.shows(f"/casework/{case.reference}/edit/")
    empty = {"members-1-name": "", "members-1-identity": "", "members-1-relation": ""}
    site.sends(f"/casework/{case.reference}/edit/", **entry(**{"members-0-identity": case.head_id, **empty}))
    assert Case.objects.get().size == 1


def test_a_household_sent_without_a_single_row_is_refused_in_place(site: Site, worker: User) -> None:
    case = registered(worker)
    answer = site.post(f"/casework/{case.reference}/edit/", {})
    assert answer.status_code == 422
    assert Case.objects.get().members.count() == case.members.count()


def test_an_assessment_through_the_page_is_drawn_and_tabled(site: Site, worker: User) -> None:
    case = registered(worker)
    address = f"/casework/{case.reference}/assessment/"
    site.sends(address, visited_on="2026-11-01", economic="80", health="", note="走访")
    assert Assessment.objects.get().scores == {"economic": 80}
    text = site.shows(f"/casework/{case.reference}/")
    assert "<svg" in text
    assert 'class="area"' in text
    assert re.search(r"经济</th>\s*<td class=\"n\">80", text)


@pytest.mark.parametrize(
    "wrong", [{"economic": "101"}, {"economic": ""}, {"economic": "5", "visited_on": "2999-01-01"}]
)
def test_an_assessment_that_cannot_be_is_refused(site: Site, worker: User, wrong: dict[str, str]) -> None:
    case = registered(worker)
    site.sends(f"/casework/{case.reference}/assessment/", 422, **{"visited_on": "2026-11-01", **wrong})
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("number", ["case", "head", "spouse"])
def test_an_exact_number_leads_to_the_case_and_never_into_an_address(site: Site, worker: User, number: str) -> None:
    spouse = member("妻子", date(1960, 2, 29), id_number=SPOUSE)
    case = registered(worker, case_number="FIND-1", others=(spouse,))
    said = {"case": "FIND-1", "head": f" {case.head_id.lower()} ", "spouse": SPOUSE}[number]
    answer = site.sends("/casework/find/", number=said)
    assert answer.headers["Location"] == f"/casework/{case.reference}/"
    line = AuditRow.objects.get(verb="case.search")
    assert line.detail == {"found": True}


def test_a_number_of_elsewhere_or_of_nobody_is_not_found_and_the_asking_is_logged(site: Site) -> None:
    elsewhere = registered(caseworker("330212"), township="330212004", case_number="ELSE-1")
    for number in (elsewhere.head_id, "ELSE-1", "FIND", "%", ""):
        text = site.sends("/casework/find/", 404, number=number).content.decode()
        assert elsewhere.reference not in text
    assert AuditRow.objects.filter(verb="case.search", detail={"found": False}).count() == 4
    assert site.get("/casework/find/?number=ELSE-1").status_code == 405


def test_an_officer_erases_a_file_on_a_page_of_its_own(worker: User) -> None:
    case = registered(worker)
    site, address = Site(officer("330203")), f"/casework/{case.reference}/erase/"
    assert "无法撤销" in site.shows(address)
    site.sends(address, 422, because="RETENTION_ENDED")
    assert Case.objects.get().head_name
    site.sends(address, because="RETENTION_ENDED", certain="on")
    assert Case.objects.get().status == "shredded"
    site.shows(f"/casework/{case.reference}/", 404)


def test_a_caseworker_reads_why_she_cannot_erase(site: Site, worker: User) -> None:
    case = registered(worker)
    assert "只有该地区的民政部门工作人员可以销毁档案" in site.shows(f"/casework/{case.reference}/erase/")
    site.sends(f"/casework/{case.reference}/erase/", 409, because="RETENTION_ENDED", certain="on")
    assert Case.objects.get().head_name
