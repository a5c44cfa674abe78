"""A certificate on request, free, in the recording organisation's name; it follows its records, or it is superseded."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.certificates.verification import verify_file, verify_number
from marketplace.common.events.dispatch import deliver_due
from marketplace.common.pdf import extract_text
from marketplace.notifications.models import Notice, WorkItem
from marketplace.organisations.actions import add_member
from marketplace.organisations.models import MemberRole, Organisation
from marketplace.volunteers import invariants
from marketplace.volunteers.actions import (
    ask_certificate,
    check_record,
    correct_record,
    decline_certificate,
    issue_service_certificate,
    register_in_system,
    revoke_service_certificate,
    withdraw_request,
)
from marketplace.volunteers.models import Activity, CheckOutcome, ServiceCertificate, ServiceRecord, Volunteer
from tests.refusals import refuses
from tests.volunteers.service import recorded


@pytest.fixture
def record(volunteer: Volunteer, activity: Activity, leader: User) -> ServiceRecord:
    return recorded(leader, volunteer, activity)


def issue(leader: User, volunteer: Volunteer, group: Organisation, **days: date) -> ServiceCertificate:
    wish = ask_certificate(by=volunteer.user, volunteer=volunteer, organisation=group, **days)
    return issue_service_certificate(by=leader, request=wish)


def said(paper: ServiceCertificate) -> str:
    with paper.file.open("rb") as file:
        return "".join(extract_text(file.read()).split())


def test_the_paper_states_time_content_and_who_recorded_it(
    record: ServiceRecord, leader: User, volunteer: Volunteer, group: Organisation
) -> None:
    paper = issue(leader, volunteer, group)
    assert paper.number == f"NB-VS-{clock.today().year}-001-000001-{paper.number[-1]}"
    words = said(paper)
    for expected in ("2.8", "上门探访、陪伴聊天", group.name, group.credit_code, "某志愿者", volunteer.unified_number):
        assert expected in words
    assert volunteer.identity_number not in words
    assert verify_file(paper.file.open("rb").read()).as_json() == {
        "status": "valid", "number": paper.number, "kind": "service", "issued_on": clock.today().isoformat(),
        "replaced_by": None,
    }  # fmt: skip


def test_it_is_a_platform_record_until_the_group_is_in_the_national_system(
    record: ServiceRecord, leader: User, volunteer: Volunteer, group: Organisation, officer: User
) -> None:
    paper = issue(leader, volunteer, group)
    assert "志愿服务平台记录" in said(paper)
    assert "证明" not in said(paper)
    refuses(
        "NOT_THE_OFFICER", lambda: register_in_system(by=leader, organisation=group, number="1", since=clock.today())
    )
    assert issue(leader, volunteer, group).pk == paper.pk, "what is certified is not certified twice"
    register_in_system(by=officer, organisation=group, number="DEMO-1", since=clock.today())
    newer = issue(leader, volunteer, group)
    assert "志愿服务记录证明" in said(newer)
    assert "平台记录" not in said(newer)
    found = verify_number(paper.number, paper.code)
    assert (found.status, found.replaced_by) == ("superseded", newer.number)


def test_only_the_volunteer_asks_and_only_once(
    record: ServiceRecord, leader: User, volunteer: Volunteer, group: Organisation, other_charity: Organisation
) -> None:
    refuses("NOT_THE_VOLUNTEER", lambda: ask_certificate(by=leader, volunteer=volunteer, organisation=group))
    refuses(
        "NOTHING_RECORDED",
        lambda: ask_certificate(by=volunteer.user, volunteer=volunteer, organisation=other_charity),
    )
    wish = ask_certificate(by=volunteer.user, volunteer=volunteer, organisation=group)
    refuses("ALREADY_ASKED", lambda: ask_certificate(by=volunteer.user, volunteer=volunteer, organisation=group))
    withdraw_request(by=volunteer.user, request=wish)
    refuses("ILLEGAL_MOVE", lambda: issue_service_certificate(by=leader, request=wish))
    assert not ServiceCertificate.objects.exists()
    assert not list(invariants.violations())


def test_only_the_recording_organisation_certifies_and_nobody_for_themselves(
    record: ServiceRecord, leader: User, volunteer: Volunteer, group: Organisation, other_member: User
) -> None:
    wish = ask_certificate(by=volunteer.user, volunteer=volunteer, organisation=group)
    refuses("NOT_THE_RECORDING_GROUP", lambda: issue_service_certificate(by=other_member, request=wish))
    add_member(by=None, organisation=group, user=volunteer.user, role=MemberRole.COORDINATOR)
    refuses("OWN_RECORD", lambda: issue_service_certificate(by=volunteer.user, request=wish))
    assert not ServiceCertificate.objects.exists()


def test_days_without_service_certify_nothing(
    record: ServiceRecord, leader: User, volunteer: Volunteer, group: Organisation
) -> None:
    later = date(2026, 6, 2)
    wish = ask_certificate(by=volunteer.user, volunteer=volunteer, organisation=group, first_day=later)
    refuses("NOTHING_RECORDED", lambda: issue_service_certificate(by=leader, request=wish))
    assert not ServiceCertificate.objects.exists()


def test_a_request_is_work_with_a_date_and_its_answer_is_told(
    record: ServiceRecord, leader: User, volunteer: Volunteer, group: Organisation
) -> None:
    wish = ask_certificate(by=volunteer.user, volunteer=volunteer, organisation=group)
    deliver_due()
    item = WorkItem.objects.get(user=leader, kind="certificate_to_answer")
    assert item.due_at is not None
    decline_certificate(by=leader, request=wish, answer="请先核对记录")
    deliver_due()
    item.refresh_from_db()
    assert item.done_at is not None
    assert Notice.objects.filter(user=volunteer.user, kind="certificate_declined").count() == 1


def test_v4_a_correction_supersedes_the_certificate_and_issues_a_newer_one(
    client: Client, record: ServiceRecord, leader: User, volunteer: Volunteer, group: Organisation
) -> None:
    paper = issue(leader, volunteer, group)
    correct_record(by=leader, record=record, minutes=150, because="核对签到表")
    assert verify_number(paper.number, paper.code).status == "superseded"
    client.cookies["language"] = "en"
    shown = client.get(reverse("verify_number", args=[paper.number, paper.code])).content.decode()
    assert "Superseded" in shown
    deliver_due()
    deliver_due()
    newer = ServiceCertificate.objects.get(replaces=paper)
    assert (newer.minutes, newer.hours, newer.status) == (150, "2.5", "valid")
    assert verify_number(paper.number, paper.code).replaced_by == newer.number
    assert newer.number in client.get(reverse("verify_number", args=[paper.number, paper.code])).content.decode()
    assert ServiceCertificate.objects.count() == 2
    assert not list(invariants.violations())


def test_a_struck_record_revokes_what_cites_nothing_else(
    record: ServiceRecord, leader: User, volunteer: Volunteer, group: Organisation, officer: User
) -> None:
    paper = issue(leader, volunteer, group)
    check_record(by=officer, record=record, outcome=CheckOutcome.STRUCK)
    deliver_due()
    assert verify_number(paper.number, paper.code).status == "revoked"
    assert Notice.objects.filter(user=volunteer.user, kind="service_certificate_revoked").count() == 1
    assert not ServiceCertificate.objects.filter(replaces=paper).exists()


def test_the_issuer_may_revoke_and_nobody_else(
    record: ServiceRecord, leader: User, volunteer: Volunteer, group: Organisation, other_member: User
) -> None:
    paper = issue(leader, volunteer, group)
    refuses("NOT_THE_ISSUER", lambda: revoke_service_certificate(by=other_member, certificate=paper, because="UNTRUE"))
    revoke_service_certificate(by=leader, certificate=paper, because="UNTRUE")
    assert verify_number(paper.number, paper.code).status == "revoked"
    refuses("ILLEGAL_MOVE", lambda: revoke_service_certificate(by=leader, certificate=paper, because="UNTRUE"))


def test_the_public_check_names_no_volunteer_and_no_activity(
    client: Client, record: ServiceRecord, leader: User, volunteer: Volunteer, group: Organisation
) -> None:
    paper = issue(leader, volunteer, group)
    client.cookies["language"] = "en"
    shown = client.get(reverse("verify_number", args=[paper.number, paper.code])).content.decode()
    assert group.name in shown or group.name_en in shown
    assert "2.8 hours" in shown
    for hidden in (volunteer.real_name, volunteer.unified_number, "独居老人探访", "Visits to older people"):
        assert hidden not in shown


def test_an_invariant_notices_a_paper_that_says_more_than_its_records(
    record: ServiceRecord, leader: User, volunteer: Volunteer, group: Organisation
) -> None:
    paper = issue(leader, volunteer, group)
    ServiceCertificate.objects.filter(pk=paper.pk).update(minutes=600)
    broken = [(name, where) for name, where, _detail in invariants.violations()]
    assert broken == [("certificates of service in force equal the records they cite", f"certificate:{paper.number}")]
