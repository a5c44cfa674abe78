"""Activities past and coming, the time that was served, certificates, and what still waits for somebody."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.events.dispatch import deliver_due
from marketplace.operations.demo.households import load
from marketplace.operations.demo.partners import Partners
from marketplace.operations.demo.staff import Staff
from marketplace.organisations.models import Organisation
from marketplace.volunteers import actions
from marketplace.volunteers.check_codes import typed_code
from marketplace.volunteers.models import Activity, ServiceRecord, SignUp, Volunteer
from marketplace.volunteers.states import VolunteerStatus

TEAMS = 4
"""So many groups call for volunteers; the first one shows everything."""
CALLED_BEFORE, PEOPLE = timedelta(days=7), 4


def serve(staff: Staff, partners: Partners) -> None:
    """The first volunteer has a certificate that was replaced after a correction; another one waits for a first."""
    data, teams = load("service"), partners.of_kind("volunteer_org")[:TEAMS]
    first = teams[0]
    actions.register_in_system(
        by=staff.officer_for(first.district), organisation=first, number=data["recorded_in_national_system"],
        since=clock.today() - timedelta(days=100),
    )  # fmt: skip
    for team in teams:
        leader = partners.person_of(team)
        people = list(
            Volunteer.objects.filter(organisation=team, status=VolunteerStatus.ACTIVE).order_by("pk")[:PEOPLE]
        )
        for entry in data["activity"]:
            _hold(leader, team, people, entry)
    actions.end_past_activities()
    _certify(partners.person_of(first), first)
    deliver_due()


def _hold(leader: User, team: Organisation, people: list[Volunteer], entry: dict[str, Any]) -> None:
    """Called for a week before; served and recorded where it lies far enough back."""
    activity = _call(leader, team, entry)
    rows = [_sign_up(volunteer, activity) for volunteer in people[: PEOPLE - (entry["days"] > 0) * 2]]
    if entry["days"] > 0:
        return
    for number, row in enumerate(rows):
        _attend(leader, row, late_by=10 * number, by_hand=number == PEOPLE - 1)
    with clock.freeze(activity.ends_at + timedelta(hours=1)):
        actions.end_past_activities()
    if entry["days"] < -5:
        _record(leader, rows, activity)


def _call(leader: User, team: Organisation, entry: dict[str, Any]) -> Activity:
    day, (start, end) = clock.today() + timedelta(days=entry["days"]), entry["hours"]
    words = {name: entry[name] for name in ("title", "title_en", "content", "content_en", "category", "place")}
    starts_at = datetime.combine(day, time(start), tzinfo=clock.CITY_ZONE)
    with clock.freeze(min(clock.now(), starts_at) - CALLED_BEFORE):
        activity = actions.draft_activity(
            by=leader, organisation=team, district=team.district, starts_at=starts_at,
            ends_at=datetime.combine(day, time(end), tzinfo=clock.CITY_ZONE), capacity=12,
            person_in_charge="活动负责人（演示）", is_dangerous=entry.get("dangerous", False),
            insurance="own" if entry.get("dangerous") else "city", **words,
        )  # fmt: skip
        actions.publish_activity(by=leader, activity=activity)
    return activity


def _sign_up(volunteer: Volunteer, activity: Activity) -> SignUp:
    with clock.freeze(min(clock.now(), activity.starts_at) - timedelta(days=1)):
        return actions.sign_up(by=volunteer.user, activity=activity)


def _attend(leader: User, row: SignUp, *, late_by: int, by_hand: bool) -> None:
    """With the code of the host's page; the last one's telephone was empty, so the host enters the times."""
    activity = row.activity
    came, left = activity.starts_at + timedelta(minutes=late_by), activity.ends_at - timedelta(minutes=10)
    if by_hand:
        with clock.freeze(activity.ends_at):
            actions.enter_times(by=leader, sign_up=row, came_at=came, left_at=left)
        return
    with clock.freeze(came):
        actions.check_in(by=row.volunteer.user, sign_up=row, code=typed_code(activity), device=row.reference)
    with clock.freeze(left):
        actions.check_out(by=row.volunteer.user, sign_up=row, code=typed_code(activity))


def _record(leader: User, rows: list[SignUp], activity: Activity) -> None:
    with clock.freeze(activity.ends_at + timedelta(days=3)):
        for number, row in enumerate(rows):
            quality = "excellent" if number == 0 else "good"
            actions.record_service(by=leader, sign_up=row, travel_minutes=20 * (number == 1), quality=quality)


def _certify(leader: User, team: Organisation) -> None:
    """Asked for, issued, corrected, issued anew; a wish and a question stay open."""
    first, second, third = Volunteer.objects.filter(organisation=team).order_by("pk")[:3]
    wish = actions.ask_certificate(by=first.user, volunteer=first, organisation=team)
    actions.issue_service_certificate(by=leader, request=wish)
    record = _newest(first)
    actions.ask_correction(by=first.user, record=record, says="我提前二十分钟离开，时长请改正。")
    actions.correct_record(by=leader, record=record, minutes=record.minutes - 20, because="与签到表核对后更正")
    actions.ask_certificate(by=second.user, volunteer=second, organisation=team)
    actions.ask_correction(by=third.user, record=_newest(third), says="到达时间记晚了，我九点前就到了。")


def _newest(volunteer: Volunteer) -> ServiceRecord:
    return ServiceRecord.objects.filter(sign_up__volunteer=volunteer, status="in_force").order_by("-served_on")[0]
