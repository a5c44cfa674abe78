"""Planted strings in every confidential field: they are in no list, address, title, message, log, audit or outbox."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from marketplace.accounts.models import User
from marketplace.casework.actions import assess_case, release_contact, rewrite_draft
from marketplace.casework.household import MemberFields
from marketplace.casework.models import Case, NeedDraft
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.common.encryption import EncryptedText
from marketplace.common.events.dispatch import deliver_due
from marketplace.common.events.models import OutboxMessage
from marketplace.common.key_rotation import sealed_columns
from marketplace.common.logs import json_formatter
from marketplace.needs.models import Need
from marketplace.notifications.models import Notice, WorkItem
from tests.casework.factories import (
    as_csv,
    caseworker,
    cleared,
    neighbours,
    officer,
    published,
    registered,
    resident_id,
    row,
)
from tests.casework.promises import member_of, promised
from tests.casework.sites import Site

pytestmark = pytest.mark.django_db
HEAD_ID, MEMBER_ID = resident_id(date(1956, 3, 3), 901), resident_id(date(1960, 6, 6), 902)
CANARIES = {
    "head_name": "雀户主",
    "head_id": HEAD_ID,
    "phone": "13912345678",
    "address": "雀鸣花园7幢701室",
    "member": "雀成员",
    "member_id": MEMBER_ID,
    "title": "雀标题",
    "story": "雀故事",
    "note": "雀备注",
}


class City:
    """A household full of canaries, with a published need, a promise, a draft and an upload."""

    def __init__(self, worker: User) -> None:
        member = MemberFields("妻子", CANARIES["member"], MEMBER_ID, date(1960, 6, 6), "healthy")
        neighbours(worker, 20, others=(member_without_a_name(),))
        self.worker = worker
        self.case: Case = registered(
            worker,
            head_name=CANARIES["head_name"],
            head_id=HEAD_ID,
            phone=CANARIES["phone"],
            address=CANARIES["address"],
            others=(member,),
        )
        assess_case(
            by=worker, case=self.case, visited_on=date(2026, 11, 1), scores={"economic": 5}, note=CANARIES["note"]
        )
        words = {"title": CANARIES["title"], "story": CANARIES["story"]}
        self.need: Need = published(worker, self.case, **words)
        self.draft: NeedDraft = cleared(worker, self.case, title=CANARIES["title"] + "二", aid_type="housing")
        rewrite_draft(by=worker, draft=self.draft, title=f"给{CANARIES['head_name']}", text=CANARIES["phone"])
        self.assignment = promised(self.need)
        self.helper = member_of(self.assignment.organisation)


def member_without_a_name() -> MemberFields:
    return MemberFields("妻子", "样本乙", "", date(1960, 6, 6), "healthy")


@pytest.fixture
def log_lines(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """Every line as the handlers would write it."""
    lines: list[str] = []
    formatter = json_formatter()

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(formatter.format(record))

    keeper = Keeper()
    logging.getLogger().addHandler(keeper)
    logging.getLogger().setLevel(logging.DEBUG)
    yield lines
    logging.getLogger().removeHandler(keeper)


@pytest.fixture
def city() -> City:
    return City(caseworker())


def found_in(text: str) -> list[str]:
    return [name for name, canary in CANARIES.items() if canary in text]


def addresses(city: City) -> list[str]:
    return [
        f"/casework/{city.case.reference}/",
        f"/casework/{city.case.reference}/edit/",
        f"/casework/{city.case.reference}/assessment/",
        f"/casework/{city.case.reference}/drafts/new/",
        f"/casework/drafts/{city.draft.reference}/",
        f"/casework/drafts/{NeedDraft.objects.get(need=city.need).reference}/",
        f"/casework/hand-over/{city.assignment.reference}/",
    ]


def test_every_encrypted_field_of_the_package_carries_a_canary() -> None:
    columns = {column.name for column in sealed_columns() if column.name.startswith("casework_")}
    assert columns == {
        "casework_case.head_name",
        "casework_case.head_id",
        "casework_case.phone",
        "casework_case.address",
        "casework_member.name",
        "casework_member.id_number",
        "casework_assessment.note",
        "casework_needdraft.original_title",
        "casework_needdraft.original_story",
        "casework_needdraft.title",
        "casework_needdraft.text",
        "casework_importupload.content",
    }


def test_no_canary_stands_readable_in_any_column_of_any_table(city: City) -> None:
    """Words that the caseworker wrote for the public and the scan blocked are sealed too."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            found += [(table, name) for line in cursor.fetchall() for name in found_in(str(line))]
    assert found == []


def test_lists_titles_addresses_and_messages_are_free_of_them(city: City) -> None:
    site = Site(city.worker)
    for view in ("", "?view=to_write", "?view=hand_over", "?register=dibao"):
        assert found_in(site.shows("/casework/" + view)) == []
    for address in addresses(city):
        text = site.shows(address)
        title = re.search(r"<title>(.*?)</title>", text, re.DOTALL)
        assert title
        assert found_in(title.group(1)) == []
        assert [link for link in re.findall(r'(?:href|action)="([^"]*)"', text) if found_in(link)] == []
    assert found_in(Site(officer()).shows("/review/")) == []


def test_pages_of_the_case_show_what_they_must_and_no_number_in_full(city: City) -> None:
    text = Site(city.worker).shows(f"/casework/{city.case.reference}/")
    assert {"head_name", "phone", "address", "member", "note"} == set(found_in(text))


def test_the_search_leaves_no_trace_of_what_was_asked(city: City, log_lines: list[str]) -> None:
    site = Site(city.worker)
    answer = site.sends("/casework/find/", number=HEAD_ID)
    assert found_in(answer.headers["Location"]) == []
    Site(caseworker("330212")).sends("/casework/find/", 404, number=HEAD_ID)
    assert not any(found_in(line) for line in log_lines)
    assert not any(found_in(str(line)) for line in AuditRow.objects.values_list("detail", "subject"))


def test_audit_outbox_and_inboxes_are_free_of_them(city: City) -> None:
    site = Site(city.worker)
    for address in addresses(city):
        site.shows(address)
    until = clock.now() + timedelta(days=2)
    release_contact(by=city.worker, assignment=city.assignment, fields=["head_name", "phone", "address"], until=until)
    Site(city.helper).sends(f"/casework/contact/{city.assignment.reference}/", 200)
    deliver_due()
    tables = (AuditRow, OutboxMessage, Notice, WorkItem)
    stored = [str(line) for table in tables for line in table.objects.values_list()]
    assert len(stored) > 20
    assert [line for line in stored if found_in(line)] == []


def test_the_helper_sees_the_released_fields_on_the_page_of_one_post_alone(city: City) -> None:
    until = clock.now() + timedelta(days=2)
    release_contact(by=city.worker, assignment=city.assignment, fields=["phone"], until=until)
    site, address = Site(city.helper), f"/casework/contact/{city.assignment.reference}/"
    assert found_in(site.shows(address)) == []
    assert found_in(site.sends(address, 200).content.decode()) == ["phone"]


def test_what_is_not_found_refused_or_broken_says_nothing(
    city: City, log_lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = Site(caseworker("330212"))
    for address in addresses(city):
        assert found_in(stranger.shows(address, 404)) == []
    onlooker = Site(officer("330203"))
    assert found_in(onlooker.shows(f"/casework/{city.case.reference}/edit/", 409)) == []

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(f"{CANARIES['head_name']} {HEAD_ID} {CANARIES['phone']}")

    monkeypatch.setattr("marketplace.casework.views.case.say_log", broken)
    client = Client(raise_request_exception=False)
    client.force_login(city.worker)
    answer = client.get(f"/casework/{city.case.reference}/")
    assert answer.status_code == 500
    assert found_in(answer.content.decode()) == []
    numbers = ("head_id", "phone")
    assert not any(CANARIES[name] in line for line in log_lines for name in numbers)


def test_an_import_leaves_no_trace_of_its_values(log_lines: list[str], settings: object) -> None:
    site = Site(caseworker())
    bad = row(
        head_name=CANARIES["head_name"],
        id_number=HEAD_ID[:-1] + ("0" if HEAD_ID[-1] != "0" else "1"),
        phone=CANARIES["phone"],
        address=CANARIES["address"],
        title=CANARIES["title"],
        story=CANARIES["story"],
    )
    data = as_csv([bad])
    address = site.sends("/casework/import/", file=SimpleUploadedFile("雀户主.csv", data)).headers["Location"]
    assert found_in(address) == []
    assert found_in(site.shows(address)) == []
    assert found_in(site.get(address + "errors.csv").content.decode()) == []
    assert not any(found_in(line) for line in log_lines)


def test_an_encrypted_column_cannot_be_searched(city: City) -> None:
    assert isinstance(Case._meta.get_field("head_name"), EncryptedText)
    with pytest.raises(Exception, match="Unsupported lookup"):
        Case.objects.filter(head_name=CANARIES["head_name"]).exists()
