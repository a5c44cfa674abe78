"""The host records within ten working days; a record is corrected by a new version, and an officer may strike it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from marketplace.accounts.models import User
from marketplace.common.events.dispatch import deliver_due
from marketplace.notifications.models import Notice, WorkItem
from marketplace.organisations.actions import add_member
from marketplace.organisations.models import MemberRole, Organisation
from marketplace.volunteers import invariants
from marketplace.volunteers.actions import (
    ask_correction,
    check_record,
    correct_record,
    decline_correction,
    end_past_activities,
    enter_times,
    mark_absent,
    record_service,
)
from marketplace.volunteers.models import Activity, CheckOutcome, ServiceRecord, SignUp, Volunteer
from tests.refusals import refuses
from tests.volunteers.service import MORNING, NOON, at, make_activity, make_volunteer, recorded, served, signed_up

DAY = timedelta(days=1)


def test_v1_the_host_has_work_until_the_tenth_working_day(
    volunteer: Volunteer, activity: Activity, leader: User
) -> None:
    row = served(volunteer, activity)
    with at(NOON):
        assert end_past_activities() == 1
        deliver_due()
    item = WorkItem.objects.get(user=leader, kind="service_to_record")
    assert item.due_at is not None
    assert item.due_at.astimezone(MORNING.tzinfo).date() == date(2026, 6, 15)
    row.refresh_from_db()
    with at(NOON + DAY):
        record = record_service(by=leader, sign_up=row)
        deliver_due()
    item.refresh_from_db()
    assert item.done_at is not None
    assert (record.minutes, record.hours, record.flags, record.due_on) == (170, "2.8", [], date(2026, 6, 15))
    activity.refresh_from_db()
    assert activity.status == "recorded"
    assert Notice.objects.get(user=volunteer.user, kind="service_recorded").params["hours"] == "2.8"


@pytest.mark.parametrize(("days", "flags"), [(14, []), (15, ["late"])])
def test_what_is_recorded_late_says_so(
    volunteer: Volunteer, activity: Activity, leader: User, days: int, flags: list[str]
) -> None:
    row = served(volunteer, activity)
    with at(NOON + days * DAY):
        assert record_service(by=leader, sign_up=row).flags == flags


def test_v5_travel_alone_is_recorded_as_nothing(volunteer: Volunteer, activity: Activity, leader: User) -> None:
    row = served(volunteer, activity, left=MORNING + timedelta(minutes=60))
    with at(NOON):
        record = record_service(by=leader, sign_up=row, travel_minutes=60)
    assert (record.present_minutes, record.travel_minutes, record.minutes) == (60, 60, 0)


def test_the_own_account_and_strangers_record_nothing(
    volunteer: Volunteer, activity: Activity, group: Organisation, other_member: User
) -> None:
    row = served(volunteer, activity)
    add_member(by=None, organisation=group, user=volunteer.user, role=MemberRole.COORDINATOR)
    refuses("OWN_RECORD", lambda: record_service(by=volunteer.user, sign_up=row))
    refuses("NOT_THE_HOST", lambda: record_service(by=other_member, sign_up=row))
    assert not ServiceRecord.objects.exists()


def test_times_by_hand_are_flagged_and_must_make_sense(volunteer: Volunteer, activity: Activity, leader: User) -> None:
    row = signed_up(volunteer, activity)
    with at(NOON + DAY):
        refuses(
            "CHECK_OUT_BEFORE_CHECK_IN",
            lambda: enter_times(by=leader, sign_up=row, came_at=NOON, left_at=MORNING),
        )
        refuses("NOT_YET", lambda: enter_times(by=leader, sign_up=row, came_at=MORNING, left_at=NOON + 2 * DAY))
        enter_times(by=leader, sign_up=row, came_at=MORNING - DAY, left_at=NOON + timedelta(hours=5))
        record = record_service(by=leader, sign_up=row)
    assert (record.minutes, record.flags) == (180, ["by_hand"])


def test_one_device_for_many_people_is_flagged(leader: User, group: Organisation, activity: Activity) -> None:
    rows = [served(make_volunteer(group, leader), activity, device="phone") for _number in range(3)]
    alone = served(make_volunteer(group, leader), activity, device="another")
    with at(NOON):
        assert [record_service(by=leader, sign_up=row).flags for row in rows] == [["same_device"]] * 3
        assert record_service(by=leader, sign_up=alone).flags == []
    assert "phone" not in str(list(SignUp.objects.values()))


def test_a_long_day_is_flagged_and_two_places_at_once_refused(
    volunteer: Volunteer, leader: User, group: Organisation
) -> None:
    early = make_activity(leader, group, starts_at=MORNING.replace(hour=0), ends_at=MORNING.replace(hour=9))
    late = make_activity(leader, group, starts_at=MORNING, ends_at=MORNING.replace(hour=15))
    first = served(volunteer, early, came=early.starts_at, left=early.ends_at)
    second = served(volunteer, late, came=late.starts_at, left=late.ends_at)
    with at(late.ends_at):
        assert record_service(by=leader, sign_up=first).flags == []
        assert record_service(by=leader, sign_up=second).flags == ["long_day"]
    SignUp.objects.filter(pk=second.pk).update(checked_in_at=MORNING - timedelta(minutes=5))
    assert [name for name, _row, _detail in invariants.violations()] == ["nobody serves at two places at once"]


def test_overlapping_times_are_refused_even_if_the_activities_were_apart(
    volunteer: Volunteer, leader: User, group: Organisation
) -> None:
    first = make_activity(leader, group)
    second = make_activity(leader, group, starts_at=NOON, ends_at=NOON + timedelta(hours=2))
    recorded_first = served(volunteer, first)
    row = signed_up(volunteer, second)
    with at(NOON + DAY):
        record_service(by=leader, sign_up=recorded_first)
        enter_times(by=leader, sign_up=row, came_at=MORNING, left_at=NOON + timedelta(hours=1))
        refuses("OVERLAPPING", lambda: record_service(by=leader, sign_up=row))
    row.refresh_from_db()
    assert (row.status, ServiceRecord.objects.count()) == ("served", 1)


def test_who_did_not_come_settles_the_activity_too(volunteer: Volunteer, activity: Activity, leader: User) -> None:
    row = signed_up(volunteer, activity)
    refuses("NOT_YET", lambda: _absent_before(leader, row))
    with at(NOON):
        end_past_activities()
        mark_absent(by=leader, sign_up=row)
    activity.refresh_from_db()
    assert activity.status == "recorded"


def _absent_before(leader: User, row: SignUp) -> None:
    with at(MORNING - DAY):
        mark_absent(by=leader, sign_up=row)


def test_a_correction_is_a_new_version_and_the_old_one_stays(
    volunteer: Volunteer, activity: Activity, leader: User
) -> None:
    record = recorded(leader, volunteer, activity)
    asked = ask_correction(by=volunteer.user, record=record, says="我十一点半就走了")
    refuses("ALREADY_ASKED", lambda: ask_correction(by=volunteer.user, record=record, says="再问"))
    deliver_due()
    assert WorkItem.objects.get(user=leader, kind="correction_to_answer").done_at is None
    newer = correct_record(by=leader, record=record, minutes=150, because="核对签到表")
    deliver_due()
    record.refresh_from_db()
    asked.refresh_from_db()
    assert (record.minutes, record.status, newer.minutes, newer.version) == (170, "superseded", 150, 2)
    assert (asked.status, asked.answer) == ("made", "核对签到表")
    assert WorkItem.objects.get(user=leader, kind="correction_to_answer").done_at is not None
    refuses("ILLEGAL_MOVE", lambda: correct_record(by=leader, record=record, minutes=100, because="再改"))


def test_the_database_refuses_to_rewrite_a_record(volunteer: Volunteer, activity: Activity, leader: User) -> None:
    record = recorded(leader, volunteer, activity)
    with pytest.raises(DatabaseError), transaction.atomic():
        ServiceRecord.objects.filter(pk=record.pk).update(minutes=600)
    with pytest.raises(DatabaseError), transaction.atomic():
        ServiceRecord.objects.filter(pk=record.pk).delete()
    record.refresh_from_db()
    assert record.minutes == 170


@pytest.mark.parametrize(("minutes", "code"), [(181, "LONGER_THAN_ACTIVITY")])
def test_a_correction_is_judged_like_a_record(
    volunteer: Volunteer, activity: Activity, leader: User, minutes: int, code: str
) -> None:
    record = recorded(leader, volunteer, activity)
    refuses(code, lambda: correct_record(by=leader, record=record, minutes=minutes, because="更正"))
    record.refresh_from_db()
    assert (record.status, ServiceRecord.objects.count()) == ("in_force", 1)


def test_a_correction_may_be_declined_with_an_answer(volunteer: Volunteer, activity: Activity, leader: User) -> None:
    record = recorded(leader, volunteer, activity)
    asked = ask_correction(by=volunteer.user, record=record, says="少记了")
    decline_correction(by=leader, correction=asked, answer="签到表如此")
    deliver_due()
    asked.refresh_from_db()
    assert (asked.status, asked.answer) == ("declined", "签到表如此")
    assert Notice.objects.filter(user=volunteer.user, kind="correction_declined").count() == 1


def test_an_officer_strikes_a_record_and_the_host_reads_it(
    volunteer: Volunteer, activity: Activity, leader: User, officer: User
) -> None:
    record = recorded(leader, volunteer, activity)
    refuses("NOT_THE_OFFICER", lambda: check_record(by=leader, record=record, outcome=CheckOutcome.STRUCK))
    check_record(by=officer, record=record, outcome=CheckOutcome.STRUCK, note="与签到表不符")
    deliver_due()
    record.refresh_from_db()
    assert record.status == "struck"
    assert Notice.objects.filter(kind="record_struck").count() == 2
    assert not list(invariants.violations())
