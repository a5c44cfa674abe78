"""Signing up, checking in and out with a code that changes, and everything that is refused on the way."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from marketplace.accounts.models import User
from marketplace.common.audit.models import AuditRow
from marketplace.organisations.models import Organisation
from marketplace.volunteers.actions import (
    cancel_activity,
    check_in,
    check_out,
    draft_activity,
    publish_activity,
    rest,
    revise_activity,
    sign_up,
    withdraw_sign_up,
)
from marketplace.volunteers.check_codes import code_opens, link_code, shown_until, typed_code
from marketplace.volunteers.models import Activity, SignUp, Volunteer
from tests.refusals import refuses
from tests.volunteers.service import BEFORE, MORNING, NOON, at, make_activity, make_volunteer, served, signed_up

HOUR = timedelta(hours=1)


def test_only_a_verified_group_calls_for_volunteers(group: Organisation, charity: Organisation, member: User) -> None:
    words = {"title": "活动", "content": "内容", "starts_at": MORNING, "ends_at": NOON, "capacity": 1}
    refuses("NOT_THE_HOST", lambda: draft_activity(by=member, organisation=group, **words))
    refuses("NOT_A_VOLUNTEER_GROUP", lambda: draft_activity(by=member, organisation=charity, **words))
    assert not Activity.objects.exists()


def test_danger_is_insured_by_the_host_in_the_database_too(group: Organisation, leader: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_activity(leader, group, publish=False, is_dangerous=True, insurance="city")
    assert make_activity(leader, group, is_dangerous=True, insurance="own").status == "published"


def test_what_has_begun_is_not_published_and_what_is_published_not_revised(group: Organisation, leader: User) -> None:
    draft = make_activity(leader, group, publish=False)
    with at(MORNING):
        refuses("ALREADY_BEGUN", lambda: publish_activity(by=leader, activity=draft))
    with at(BEFORE):
        publish_activity(by=leader, activity=draft)
    refuses("ILLEGAL_MOVE", lambda: revise_activity(by=leader, activity=draft, capacity=9))
    draft.refresh_from_db()
    assert (draft.status, draft.capacity) == ("published", 5)


def test_v3_two_activities_at_one_time_are_refused(volunteer: Volunteer, leader: User, group: Organisation) -> None:
    first = make_activity(leader, group)
    second = make_activity(leader, group, starts_at=MORNING + 2 * HOUR, ends_at=NOON + HOUR)
    after = make_activity(leader, group, starts_at=NOON, ends_at=NOON + HOUR)
    signed_up(volunteer, first)
    with at(BEFORE):
        refuses("OVERLAPPING", lambda: sign_up(by=volunteer.user, activity=second))
    assert not second.sign_ups.exists()
    assert signed_up(volunteer, after).status == "signed_up"


def test_whoever_withdraws_is_free_for_another_and_may_come_back(
    volunteer: Volunteer, leader: User, group: Organisation, activity: Activity
) -> None:
    second = make_activity(leader, group, starts_at=MORNING + HOUR)
    row = signed_up(volunteer, activity)
    withdraw_sign_up(by=volunteer.user, sign_up=row)
    other = signed_up(volunteer, second)
    with at(BEFORE):
        refuses("OVERLAPPING", lambda: sign_up(by=volunteer.user, activity=activity))
    withdraw_sign_up(by=volunteer.user, sign_up=other)
    assert signed_up(volunteer, activity).pk == row.pk


def test_places_run_out_and_sign_up_closes_when_it_begins(leader: User, group: Organisation) -> None:
    activity = make_activity(leader, group, capacity=1)
    first, second = make_volunteer(group, leader), make_volunteer(group, leader)
    signed_up(first, activity)
    with at(BEFORE):
        refuses("ACTIVITY_FULL", lambda: sign_up(by=second.user, activity=activity))
    with at(MORNING):
        refuses("SIGN_UP_CLOSED", lambda: sign_up(by=second.user, activity=activity))
    assert SignUp.objects.count() == 1


def test_only_admitted_volunteers_sign_up(volunteer: Volunteer, activity: Activity, other_member: User) -> None:
    with at(BEFORE):
        refuses("NOT_A_VOLUNTEER", lambda: sign_up(by=other_member, activity=activity))
        rest(by=volunteer.user, volunteer=volunteer)
        refuses("NOT_ADMITTED", lambda: sign_up(by=volunteer.user, activity=activity))
    assert not SignUp.objects.exists()


def test_no_minor_in_dangerous_work(leader: User, group: Organisation) -> None:
    born = date(2010, 1, 1)
    young = make_volunteer(group, leader, born=born, guardian_consent=True)
    danger = make_activity(leader, group, is_dangerous=True, insurance="own")
    with at(BEFORE):
        refuses("NO_MINORS", lambda: sign_up(by=young.user, activity=danger))
    assert signed_up(young, make_activity(leader, group)).status == "signed_up"


def test_the_code_changes_and_runs_out(activity: Activity, leader: User, group: Organisation) -> None:
    other = make_activity(leader, group)
    with at(MORNING):
        typed, link, until = typed_code(activity), link_code(activity), shown_until()
        assert len(typed) == 6
        assert code_opens(activity, typed)
        assert code_opens(activity, f" {link.upper()} ")
        assert not code_opens(other, link)
        assert not code_opens(activity, "")
    with at(until - timedelta(seconds=1)):
        assert code_opens(activity, link)
        assert link_code(activity) != link
    with at(until):
        assert not code_opens(activity, link)


def test_checking_in_takes_the_right_code_person_and_time(
    volunteer: Volunteer, activity: Activity, leader: User, group: Organisation
) -> None:
    row = signed_up(volunteer, activity)
    other = make_volunteer(group, leader)
    with at(MORNING):
        code = typed_code(activity)
        wrong = "000000" if code != "000000" else "111111"
        refuses("CODE_DOES_NOT_OPEN", lambda: check_in(by=volunteer.user, sign_up=row, code=wrong))
        refuses("NOT_THE_VOLUNTEER", lambda: check_in(by=other.user, sign_up=row, code=code))
    with at(MORNING - timedelta(minutes=31)):
        refuses("TOO_EARLY", lambda: check_in(by=volunteer.user, sign_up=row, code=typed_code(activity)))
    with at(NOON + timedelta(minutes=1)):
        refuses("TOO_LATE", lambda: check_in(by=volunteer.user, sign_up=row, code=typed_code(activity)))
    row.refresh_from_db()
    assert (row.status, row.checked_in_at) == ("signed_up", None)


def test_nobody_checks_out_before_checking_in(volunteer: Volunteer, activity: Activity) -> None:
    row = signed_up(volunteer, activity)
    with at(MORNING):
        refuses("ILLEGAL_MOVE", lambda: check_out(by=volunteer.user, sign_up=row, code=typed_code(activity)))
    with pytest.raises(IntegrityError), transaction.atomic():
        SignUp.objects.filter(pk=row.pk).update(checked_in_at=NOON, checked_out_at=MORNING)


def test_v2_time_is_kept_in_whole_minutes(volunteer: Volunteer, activity: Activity) -> None:
    row = served(volunteer, activity)
    assert (row.status, row.present_minutes) == ("served", 170)
    assert AuditRow.objects.filter(verb__in=["sign_up.check_in", "sign_up.check_out"]).count() == 2


def test_a_cancelled_activity_lets_nobody_in(volunteer: Volunteer, activity: Activity, leader: User) -> None:
    row = signed_up(volunteer, activity)
    cancel_activity(by=leader, activity=activity)
    row.refresh_from_db()
    with at(MORNING):
        fresh = SignUp.objects.get(pk=row.pk)
        refuses("NOT_TAKING_PLACE", lambda: check_in(by=volunteer.user, sign_up=fresh, code=typed_code(activity)))
