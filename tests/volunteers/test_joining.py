"""A record under the real name, kept for the group alone, and forgotten when it is needed no more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.organisations.models import Organisation
from marketplace.volunteers.actions import (
    admit_volunteer,
    decline_volunteer,
    forget_left_volunteers,
    issue_service_certificate,
    join,
    leave,
    read_identity,
    revise_profile,
)
from marketplace.volunteers.actions.certifying import ask_certificate
from marketplace.volunteers.actions.joining import Identity
from marketplace.volunteers.models import Activity, Volunteer
from tests.needs.city import make_user
from tests.refusals import refuses
from tests.volunteers.service import at, make_volunteer, recorded, resident

BORN = date(1990, 5, 4)


def enter(group: Organisation, user: User, **words: object) -> Volunteer:
    given = {"identity": Identity("resident_id", resident(BORN, 7)), "real_name": "某志愿者"} | words
    return join(by=user, user=user, organisation=group, district="330203", **given)  # type: ignore[arg-type]


def test_the_card_tells_birth_and_sex_and_stays_encrypted(group: Organisation) -> None:
    volunteer = enter(group, make_user("one"))
    assert (volunteer.born_on, volunteer.birth_year, volunteer.sex) == (BORN, 1990, "m")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM volunteers_volunteer")
        stored = str(cursor.fetchall())
    assert resident(BORN, 7) not in stored
    assert BORN.isoformat() not in stored


def test_a_wrong_number_and_a_second_account_are_refused(group: Organisation) -> None:
    first, second = make_user("first"), make_user("second")
    refuses("RESIDENT_ID_CHECK", lambda: enter(group, first, identity=_wrong()))
    enter(group, first)
    refuses("ALREADY_A_VOLUNTEER", lambda: enter(group, second))
    assert Volunteer.objects.count() == 1


def _wrong() -> Identity:
    number = resident(BORN, 7)
    return Identity("resident_id", number[:-1] + ("1" if number[-1] != "1" else "2"))


def test_only_a_verified_group_records_people(charity: Organisation) -> None:
    user = make_user("one")
    refuses("NOT_A_VOLUNTEER_GROUP", lambda: enter(charity, user))
    assert not Volunteer.objects.exists()


def test_the_groups_people_admit_and_nobody_admits_themselves(
    group: Organisation, leader: User, other_member: User
) -> None:
    volunteer = enter(group, leader)
    refuses("NOT_THE_RECORDING_GROUP", lambda: admit_volunteer(by=other_member, volunteer=volunteer))
    refuses("OWN_RECORD", lambda: admit_volunteer(by=leader, volunteer=volunteer))
    volunteer.refresh_from_db()
    assert volunteer.status == "applied"


def test_whoever_was_declined_may_ask_again_under_the_same_number(group: Organisation, leader: User) -> None:
    user = make_user("again")
    volunteer = enter(group, user)
    decline_volunteer(by=leader, volunteer=volunteer, because="GROUP_DECIDED")
    again = enter(group, user)
    assert (again.pk, again.unified_number, again.status) == (volunteer.pk, volunteer.unified_number, "applied")


def test_reading_the_real_name_is_logged(volunteer: Volunteer, leader: User, other_member: User) -> None:
    refuses("NOT_THE_RECORDING_GROUP", lambda: read_identity(by=other_member, volunteer=volunteer))
    assert not AuditRow.objects.filter(verb="volunteer.read_identity").exists()
    assert read_identity(by=leader, volunteer=volunteer).real_name == "某志愿者"
    assert AuditRow.objects.get(verb="volunteer.read_identity").actor == f"user:{leader.pk}"


@pytest.mark.django_db(transaction=True)
def test_years_after_leaving_only_the_number_and_the_time_stay(
    volunteer: Volunteer, leader: User, group: Organisation, activity: Activity
) -> None:
    record = recorded(leader, volunteer, activity)
    wish = ask_certificate(by=volunteer.user, volunteer=volunteer, organisation=group)
    paper = issue_service_certificate(by=leader, request=wish)
    storage, name = paper.file.storage, paper.file.name
    leave(by=volunteer.user, volunteer=volunteer)
    assert forget_left_volunteers() == 0
    with at(clock.now() + timedelta(days=3 * 366)):
        assert forget_left_volunteers() == 1
        assert forget_left_volunteers() == 0
    volunteer.refresh_from_db()
    assert (volunteer.real_name, volunteer.identity_number, volunteer.identity_digest, volunteer.birth_year) == (
        "",
        "",
        "",
        None,
    )
    assert not storage.exists(name)
    record.refresh_from_db()
    assert (record.minutes, record.status) == (170, "in_force")


def test_a_minor_is_admitted_with_a_guardian_whose_name_is_kept(group: Organisation, leader: User) -> None:
    born = clock.today().replace(year=clock.today().year - 15, day=1)
    young = make_volunteer(
        group, leader, born=born, guardian_consent=True, guardian_name="某监护人", guardian_phone="199"
    )
    assert (young.status, young.guardian_name) == ("active", "某监护人")


@pytest.mark.parametrize(
    ("called", "code"),
    [("某志愿者", "REAL_NAME"), ("我是某志愿者呀", "REAL_NAME"), ("19912345678", "TEXT_MAY_IDENTIFY")],
)
def test_the_name_for_hosts_identifies_nobody(group: Organisation, called: str, code: str) -> None:
    person = make_user("newcomer")
    refuses(code, lambda: enter(group, person, public_name=called))
    assert not Volunteer.objects.exists()


def test_nor_does_it_after_a_change(group: Organisation, leader: User) -> None:
    volunteer = make_volunteer(group, leader, public_name="阿宁")
    change = {"skills": [], "public_name": "某志愿者"}
    refuses("REAL_NAME", lambda: revise_profile(by=volunteer.user, volunteer=volunteer, **change))
    volunteer.refresh_from_db()
    assert volunteer.called == "阿宁"
