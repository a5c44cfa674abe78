"""Who finds which page: what is not the reader's does not exist, no cache keeps a page, every opening is logged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from marketplace.accounts.models import Role, User
from marketplace.casework import urls
from marketplace.casework.actions import release_contact
from marketplace.casework.importing.uploads import try_upload
from marketplace.casework.models import Case, NeedDraft
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.fulfilment.models import Assignment
from tests.casework.factories import (
    MEIXU,
    as_csv,
    caseworker,
    draft,
    neighbours,
    officer,
    person,
    published,
    registered,
    row,
    staff,
)
from tests.casework.importing.test_contract import whole_database, without_audit
from tests.casework.promises import charity, member_of, promised
from tests.casework.sites import Site

pytestmark = pytest.mark.django_db


@dataclass
class City:
    worker: User
    case: Case
    draft: NeedDraft
    assignment: Assignment
    addresses: dict[str, str]


@pytest.fixture
def city() -> City:
    worker = caseworker()
    neighbours(worker, 20)
    case = registered(worker, head_name="样本壬", phone="13800138000")
    need = published(worker, case)
    made = draft(worker, case)
    assignment = promised(need)
    release_contact(by=worker, assignment=assignment, fields=["phone"], until=clock.now() + timedelta(days=2))
    upload = try_upload(by=worker, data=as_csv([row()]))
    addresses = {
        "list": "/casework/",
        "new": "/casework/new/",
        "import": "/casework/import/",
        "template": "/casework/import/template.xlsx",
        "preview": f"/casework/import/{upload.reference}/",
        "errors": f"/casework/import/{upload.reference}/errors.csv",
        "case": f"/casework/{case.reference}/",
        "edit": f"/casework/{case.reference}/edit/",
        "assessment": f"/casework/{case.reference}/assessment/",
        "erase": f"/casework/{case.reference}/erase/",
        "new draft": f"/casework/{case.reference}/drafts/new/",
        "draft": f"/casework/drafts/{made.reference}/",
        "published draft": f"/casework/drafts/{NeedDraft.objects.get(need=need).reference}/",
        "hand over": f"/casework/hand-over/{assignment.reference}/",
        "spoken": f"/casework/spoken/{assignment.reference}/",
        "contact": f"/casework/contact/{assignment.reference}/",
    }
    return City(worker, case, made, assignment, addresses)


FOR_CASEWORKERS = {"new", "import", "template"}
OWN_UPLOADS = {"preview", "errors"}
WRITING = {"edit", "assessment", "new draft"}


def status_of(site: Site, address: str) -> int:
    answer = site.get(address)
    if answer.status_code != 302:
        assert answer.headers["Cache-Control"] == "no-store, private", address
    return answer.status_code


def test_every_address_of_the_package_is_in_this_test(city: City) -> None:
    gets = {pattern.name for pattern in urls.urlpatterns} - {
        "casework_find",
        "casework_upload_give_up",
        "casework_draft_facts",
        "casework_draft_submit",
        "casework_draft_consent",
        "casework_draft_withdraw",
        "casework_window",
        "casework_revoke",
        "casework_slip",
        "casework_slip_end",
    }
    gets -= {"slip_code", "slip", "slip_step"}  # the household's own, behind its code: test_slips.py
    found = {get_resolver().resolve(address).url_name for address in city.addresses.values()}
    assert found == gets


def test_the_caseworker_of_the_township_finds_every_page_but_the_helper_s(city: City) -> None:
    site = Site(city.worker)
    answers = {name: status_of(site, address) for name, address in city.addresses.items()}
    assert answers == {name: 404 if name == "contact" else 200 for name in city.addresses}


def test_an_officer_of_the_place_reads_and_does_not_write(city: City) -> None:
    site = Site(officer("330203"))
    answers = {name: status_of(site, address) for name, address in city.addresses.items()}
    hidden = FOR_CASEWORKERS | OWN_UPLOADS | {"contact"}
    assert answers == {name: 404 if name in hidden else 409 if name in WRITING else 200 for name in city.addresses}


STRANGERS: dict[str, Callable[[], User]] = {
    "caseworker of another district": lambda: caseworker("330212"),
    "officer of another district": lambda: officer("330212"),
    "caseworker of another township": lambda: caseworker("330203002"),
}


@pytest.mark.parametrize("who", STRANGERS)
def test_out_of_scope_does_not_exist(city: City, who: str) -> None:
    site = Site(STRANGERS[who]())
    allowed = {"list"} | (FOR_CASEWORKERS if "caseworker" in who else set())
    answers = {name: status_of(site, address) for name, address in city.addresses.items()}
    assert answers == {name: 200 if name in allowed else 404 for name in city.addresses}
    assert city.case.case_number not in site.shows("/casework/")


@pytest.mark.parametrize("who", ["nobody's", "auditor", "editor", "another charity"])
def test_who_has_no_part_in_casework_finds_nothing(city: City, who: str) -> None:
    users: dict[str, Callable[[], User]] = {
        "nobody's": person,
        "auditor": lambda: staff(Role.AUDITOR, "330200"),
        "editor": lambda: staff(Role.EDITOR, "330200"),
        "another charity": lambda: member_of(charity()),
    }
    site = Site(users[who]())
    assert {status_of(site, address) for address in city.addresses.values()} == {404}


def test_the_helper_finds_the_contact_page_and_nothing_else(city: City) -> None:
    site = Site(member_of(city.assignment.organisation))
    answers = {name: status_of(site, address) for name, address in city.addresses.items()}
    assert answers == {name: 200 if name == "contact" else 404 for name in city.addresses}


def test_whoever_is_not_signed_in_is_asked_to(city: City) -> None:
    site = Site()
    for address in city.addresses.values():
        answer = site.get(address)
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/accounts/login/")


POSTS = ["facts/", "submit/", "consent/", "withdraw/"]


@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_s_button_does_nothing(city: City, who: str) -> None:
    site = Site(STRANGERS[who]())
    before = without_sessions(whole_database())
    targets = [city.addresses["draft"], *[city.addresses["draft"] + verb for verb in POSTS]]
    targets += [city.addresses[name] for name in ("edit", "assessment", "erase", "new draft", "hand over", "contact")]
    targets += [city.addresses["hand over"] + verb for verb in ("window/", "revoke/")]
    targets += [city.addresses["preview"], city.addresses["preview"] + "give-up/"]
    for address in targets:
        assert site.post(address, {"title": "x", "text": "y"}).status_code == 404, address
    assert without_sessions(whole_database()) == before


READS = {
    "case": "case.read",
    "edit": "case.read",
    "assessment": "case.read",
    "erase": "case.read",
    "new draft": "case.read",
}


@pytest.mark.parametrize("name", [*READS, "draft", "published draft"])
def test_opening_a_page_writes_one_read_and_nothing_else(city: City, name: str) -> None:
    site = Site(city.worker)
    site.get("/casework/")
    before, lines = without_sessions(whole_database()), AuditRow.objects.count()
    site.shows(city.addresses[name])
    (line,) = AuditRow.objects.order_by("pk")[lines:]
    assert (line.kind, line.verb, line.actor) == ("read", READS.get(name, "draft.read"), f"user:{city.worker.pk}")
    assert line.detail["purpose"]
    assert without_sessions(whole_database()) == before


def without_sessions(tables: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    """What a page may change is the log and the session."""
    return {name: rows for name, rows in without_audit(tables).items() if "ession" not in name}


def test_lists_forms_and_refusals_log_nothing(city: City) -> None:
    site, stranger = Site(city.worker), Site(caseworker("330212"))
    lines = AuditRow.objects.count()
    for name in ("list", "new", "import", "template", "preview", "hand over"):
        site.get(city.addresses[name])
    for address in city.addresses.values():
        stranger.get(address)
    assert AuditRow.objects.count() == lines


def test_the_log_on_the_page_names_the_reader_the_deed_and_the_purpose(city: City) -> None:
    city.worker.display_name = "样例经办"
    city.worker.save()
    other = officer("330203")
    other.display_name = "样例科员"
    other.save()
    Site(other).shows(city.addresses["case"])
    text = Site(city.worker).shows(city.addresses["case"])
    for part in ("样例经办", "样例科员", "查看了案件", "案件页面", "登记了家庭", "开放了联系信息"):
        assert part in text


@pytest.mark.parametrize("view", ["", "?view=to_write", "?view=without", "?register=dibao", "?township=330203001"])
def test_a_list_asks_the_database_as_often_for_three_rows_as_for_one(view: str, django_assert_num_queries: Any) -> None:
    worker = caseworker()
    site = Site(worker)

    def add() -> None:
        case = registered(worker)
        draft(worker, case)
        registered(worker)

    add()
    site.get("/casework/" + view)
    with CaptureQueriesContext(connection) as one:
        site.get("/casework/" + view)
    add()
    add()
    with django_assert_num_queries(len(one)):
        site.get("/casework/" + view)


def test_a_case_page_asks_as_often_for_three_needs_as_for_one(django_assert_num_queries: Any) -> None:
    worker = caseworker()
    case = registered(worker)
    draft(worker, case)
    site = Site(worker)
    site.get(f"/casework/{case.reference}/")
    with CaptureQueriesContext(connection) as one:
        site.get(f"/casework/{case.reference}/")
    draft(worker, case)
    draft(worker, case)
    with django_assert_num_queries(len(one)):
        site.get(f"/casework/{case.reference}/")


def test_the_list_filters_turns_its_pages_and_shows_what_is_to_do() -> None:
    worker = caseworker("330200")
    site = Site(worker)
    neighbours(worker, 25, registers=("tekun",))
    here, there = registered(worker, case_number="NEAR-1"), registered(worker, case_number="FAR-2", township=MEIXU)
    draft(worker, here)
    first = site.shows("/casework/")
    assert "FAR-2" in first
    assert first.count('scope="row"') == 20
    assert site.shows("/casework/?page=2").count('scope="row"') == 7
    assert "NEAR-1" in site.shows("/casework/?view=to_write")
    assert "FAR-2" not in site.shows("/casework/?view=to_write")
    assert "FAR-2" in site.shows(f"/casework/?township={there.township}")
    assert "NEAR-1" not in site.shows(f"/casework/?township={there.township}")
    assert "FAR-2" not in site.shows("/casework/?register=tekun")
    assert site.shows("/casework/?register=disaster").count('scope="row"') == 0
    assert "没有符合" in site.shows("/casework/?register=disaster")
    assert site.get("/casework/?view=%27--&register=x%22&township=330203001%27&page=-5").status_code == 200
