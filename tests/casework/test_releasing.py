"""What a helper may know of the household: chosen fields, until a date, each reading logged; or nothing at all."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marketplace.accounts.models import User
from marketplace.casework.actions import choose_window, read_contact, release_contact, revoke_contact
from marketplace.casework.actions.releasing import ReleaseRefused
from marketplace.casework.models import Case, ContactRelease
from marketplace.casework.queries import contacts_visible_to, hand_overs_visible_to
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.common.verdict import Refused
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.states import AssignmentStatus
from marketplace.organisations.models import Membership, Organisation
from marketplace.organisations.states import OrganisationStatus
from tests.casework.factories import caseworker, neighbours, officer, person, published, registered
from tests.casework.promises import charity, member_of, promised

pytestmark = pytest.mark.django_db
PHONE, ADDRESS = "13800138000", "示例花园3幢5号"


@pytest.fixture
def case(worker: User) -> Case:
    neighbours(worker, 20)
    return registered(worker, head_name="样本壬", address=ADDRESS, phone=PHONE)


@pytest.fixture
def assignment(worker: User, case: Case) -> Assignment:
    return promised(published(worker, case))


def release(worker: User, assignment: Assignment, *fields: str, days: int = 3) -> None:
    release_contact(by=worker, assignment=assignment, fields=list(fields), until=clock.now() + timedelta(days=days))


def test_the_helper_reads_the_chosen_fields_and_no_other(worker: User, assignment: Assignment) -> None:
    release(worker, assignment, "phone", "address")
    assert read_contact(by=member_of(assignment.organisation), assignment=assignment) == {
        "phone": PHONE,
        "address": ADDRESS,
    }


def test_each_reading_is_logged_with_the_fields_and_no_value(worker: User, assignment: Assignment) -> None:
    release(worker, assignment, "phone")
    reader = member_of(assignment.organisation)
    read_contact(by=reader, assignment=assignment)
    read_contact(by=reader, assignment=assignment)
    lines = list(AuditRow.objects.filter(verb="contact.read"))
    assert [(line.kind, line.actor, line.detail) for line in lines] == [
        ("read", f"user:{reader.pk}", {"fields": ["phone"]})
    ] * 2
    assert not AuditRow.objects.filter(detail__icontains=PHONE).exists()


def test_nobody_else_reads(worker: User, assignment: Assignment) -> None:
    release(worker, assignment, "phone")
    left = member_of(assignment.organisation)
    Membership.objects.filter(user=left).update(left_at=clock.now())
    for reader in (person(), member_of(charity()), officer(), worker, left):
        with pytest.raises(ReleaseRefused):
            read_contact(by=reader, assignment=assignment)
    assert not AuditRow.objects.filter(verb="contact.read").exists()


def test_a_suspended_organisation_reads_nothing(worker: User, assignment: Assignment) -> None:
    release(worker, assignment, "phone")
    reader = member_of(assignment.organisation)
    Organisation.objects.update(status=OrganisationStatus.SUSPENDED)
    with pytest.raises(ReleaseRefused):
        read_contact(by=reader, assignment=assignment)


def test_after_the_end_date_nothing_is_read(worker: User, assignment: Assignment) -> None:
    release(worker, assignment, "phone")
    reader = member_of(assignment.organisation)
    assert contacts_visible_to(reader).count() == 1
    with clock.freeze(clock.now() + timedelta(days=3, seconds=1)), pytest.raises(ReleaseRefused):
        read_contact(by=reader, assignment=assignment)
    with clock.freeze(clock.now() + timedelta(days=3, seconds=1)):
        assert not contacts_visible_to(reader).exists()


@pytest.mark.parametrize("status", [AssignmentStatus.CANCELLED, AssignmentStatus.FAILED, AssignmentStatus.CONFIRMED])
def test_when_the_help_has_ended_nothing_is_read_or_released(
    worker: User, assignment: Assignment, status: AssignmentStatus
) -> None:
    release(worker, assignment, "phone")
    reader = member_of(assignment.organisation)
    Assignment.objects.update(status=status)
    assignment.refresh_from_db()
    with pytest.raises(ReleaseRefused):
        read_contact(by=reader, assignment=assignment)
    with pytest.raises(ReleaseRefused):
        release(worker, assignment, "phone")
    with pytest.raises(ReleaseRefused):
        choose_window(by=worker, assignment=assignment)


def test_a_revoked_release_is_over_at_once(worker: User, assignment: Assignment) -> None:
    release(worker, assignment, "phone")
    revoke_contact(by=worker, assignment=assignment)
    with pytest.raises(ReleaseRefused):
        read_contact(by=member_of(assignment.organisation), assignment=assignment)
    assert Assignment.objects.get().hand_over == ""
    release(worker, assignment, "address")
    assert ContactRelease.objects.get().revoked_at is None


def test_the_window_releases_nothing_and_ends_what_was_released(worker: User, assignment: Assignment) -> None:
    release(worker, assignment, "phone")
    choose_window(by=worker, assignment=assignment)
    assert Assignment.objects.get().hand_over == "window"
    with pytest.raises(ReleaseRefused):
        read_contact(by=member_of(assignment.organisation), assignment=assignment)


@pytest.mark.parametrize("fields", [[], ["head_id"], ["phone", "members"]])
def test_only_name_telephone_and_address_can_be_released(
    worker: User, assignment: Assignment, fields: list[str]
) -> None:
    with pytest.raises(ReleaseRefused):
        release(worker, assignment, *fields)
    assert not ContactRelease.objects.exists()


def test_the_end_lies_in_the_future(worker: User, assignment: Assignment) -> None:
    with pytest.raises(ReleaseRefused):
        release(worker, assignment, "phone", days=0)
    assert Assignment.objects.get().hand_over == ""


def test_only_a_caseworker_of_the_township_releases(assignment: Assignment) -> None:
    for by in (caseworker("330212"), officer(), member_of(assignment.organisation)):
        for deed in (
            lambda by=by: release(by, assignment, "phone"),
            lambda by=by: choose_window(by=by, assignment=assignment),
            lambda by=by: revoke_contact(by=by, assignment=assignment),
        ):
            with pytest.raises(Refused):
                deed()
    assert not ContactRelease.objects.exists()
    assert not AuditRow.objects.filter(verb__startswith="contact.").exists()


def test_who_sees_the_promise_on_which_side(worker: User, assignment: Assignment) -> None:
    assert hand_overs_visible_to(worker).get() == assignment
    assert hand_overs_visible_to(officer()).exists()
    assert not hand_overs_visible_to(caseworker("330212")).exists()
    assert not hand_overs_visible_to(member_of(assignment.organisation)).exists()
    assert not contacts_visible_to(worker).exists()
