"""A day is agreed, kept or missed; help comes in part, goes back, is opened again, judged and closed."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from icalendar import Calendar

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.actors import SystemActor
from marketplace.common.audit.models import AuditRow
from marketplace.common.events import dispatch
from marketplace.fulfilment import actions
from marketplace.fulfilment.capacity import supplier_of_offer
from marketplace.fulfilment.figures import judgement_of, reliability_of
from marketplace.fulfilment.messages import ask_whether_helper_came, remind_of_days
from marketplace.fulfilment.models import Appointment, Assignment, Evaluation, HandOver, NoShow
from marketplace.fulfilment.states import AssignmentStatus, Channel
from marketplace.needs.models import Need
from marketplace.needs.states import NeedStatus
from marketplace.notifications.calendar import calendar_of
from marketplace.notifications.models import Notice
from marketplace.notifications.queries import work_of
from marketplace.offers.models import Offer
from marketplace.organisations.actions import remove_member
from marketplace.organisations.models import Membership, Organisation
from tests.fulfilment.market import make_member, make_need
from tests.needs.city import FakeGate
from tests.refusals import refuses

SLIP = SystemActor("household-slip")
MORNING = {"starts": time(8, 30), "ends": time(12)}
GOOD = {"satisfied": 5, "timely": 4, "as_promised": 5}


@pytest.fixture
def promise(member: User, need: Need, offer: Offer) -> Assignment:
    """The caseworker has said how it is handed over."""
    made = actions.assign(by=member, need=need, supplier=supplier_of_offer(offer))
    Assignment.objects.filter(pk=made.pk).update(hand_over=HandOver.WINDOW)
    made.refresh_from_db()
    return made


@pytest.fixture
def agreed(promise: Assignment, member: User) -> Assignment:
    tomorrow = clock.today() + timedelta(days=1)
    actions.agree_day(by=member, assignment=promise, on=tomorrow, **MORNING)
    return promise


@pytest.fixture
def confirmed(promise: Assignment, member: User, author: User) -> Assignment:
    actions.report_delivery(by=member, assignment=promise, delivered_on=clock.today())
    actions.confirm_delivery(by=author, assignment=promise)
    return promise


def kinds(user: User) -> set[str]:
    return {item.kind for item in work_of(user)}


def after(assignment: Assignment, **later: int):  # type: ignore[no-untyped-def]
    """The time so long after the agreed hours."""
    appointment = assignment.appointments.get(replaced_at__isnull=True)
    return clock.freeze(appointment.ends_at + timedelta(**later))


def test_an_agreed_day_stands_in_the_work_and_the_calendar_of_the_helper(
    agreed: Assignment, member: User, author: User
) -> None:
    dispatch.deliver_due()
    item = next(each for each in work_of(member) if each.kind == "help_appointment")
    event = next(iter(Calendar.from_ical(calendar_of([item])).walk("VEVENT")))
    appointment = Appointment.objects.get()
    assert (event["dtstart"].dt, event["dtend"].dt) == (appointment.starts_at, appointment.ends_at)
    assert "day_agreed" in {notice.kind for notice in Notice.objects.filter(user=author)}


def test_no_day_is_agreed_before_it_is_known_where_to(need: Need, member: User, offer: Offer) -> None:
    promise = actions.assign(by=member, need=need, supplier=supplier_of_offer(offer))
    day = clock.today() + timedelta(days=1)
    refuses("PLACE_OPEN", lambda: actions.agree_day(by=member, assignment=promise, on=day, **MORNING))
    promise.refresh_from_db()
    assert (promise.status, Appointment.objects.count()) == (AssignmentStatus.ASSIGNED, 0)


@pytest.mark.parametrize(("days", "code"), [(-1, "DAY_IN_PAST"), (200, "DAY_TOO_FAR")])
def test_a_day_lies_ahead_and_near(promise: Assignment, member: User, days: int, code: str) -> None:
    day = clock.today() + timedelta(days=days)
    refuses(code, lambda: actions.agree_day(by=member, assignment=promise, on=day, **MORNING))
    assert not Appointment.objects.exists()


def test_a_moved_day_replaces_the_old_one(agreed: Assignment, member: User, author: User) -> None:
    dispatch.deliver_due()
    later = clock.today() + timedelta(days=3)
    actions.move_day(by=author, assignment=agreed, on=later, because="household", **MORNING)
    dispatch.deliver_due()
    assert [each.on for each in Appointment.objects.filter(replaced_at__isnull=True)] == [later]
    assert [each.due_at for each in work_of(member) if each.kind == "help_appointment"] == [
        Appointment.objects.get(on=later).starts_at
    ]
    assert kinds(member) >= {"help_appointment"}


def test_both_sides_are_reminded_once(agreed: Assignment, member: User, author: User) -> None:
    starts_at = Appointment.objects.get().starts_at
    with clock.freeze(starts_at - timedelta(hours=2)):
        assert [remind_of_days(), remind_of_days()] == [1, 1]
    for person in (member, author):
        assert Notice.objects.filter(user=person, kind="day_is_near").count() == 1


def test_nobody_is_late_before_the_hours_are_over(agreed: Assignment, author: User) -> None:
    refuses("DAY_NOT_OVER", lambda: actions.report_no_show(by=author, assignment=agreed, because="nobody_came"))
    agreed.refresh_from_db()
    assert (agreed.status, NoShow.objects.count()) == (AssignmentStatus.APPOINTED, 0)


def test_a_helper_who_did_not_come_is_asked_for_a_new_day(
    agreed: Assignment, member: User, author: User, charity: Organisation
) -> None:
    with after(agreed, hours=1):
        ask_whether_helper_came()
        assert "helper_came" in kinds(author)
        actions.report_no_show(by=author, assignment=agreed, because="nobody_came")
        dispatch.deliver_due()
        assert "agree_new_day" in kinds(member)
        assert "helper_came" not in kinds(author)
        assert reliability_of(charity).missed == 1
        actions.agree_day(by=member, assignment=agreed, on=clock.today() + timedelta(days=2), **MORNING)
        dispatch.deliver_due()
    assert agreed.status == AssignmentStatus.APPOINTED
    assert "agree_new_day" not in kinds(member)


def test_the_household_reports_it_with_its_slip_and_nobody_else_in_its_name(
    agreed: Assignment, member: User, author: User, other_member: User
) -> None:
    def report(by: User | SystemActor) -> NoShow:
        return actions.report_no_show(by=by, assignment=agreed, because="nobody_came", channel=Channel.SLIP)

    with after(agreed, hours=1):
        for person in (member, author, other_member):
            refuses("NOT_BY_SLIP", lambda person=person: report(person))  # type: ignore[misc]
        assert not NoShow.objects.exists()
        assert (report(SLIP).by, agreed.status) == (None, AssignmentStatus.NO_SHOW)


def test_without_a_new_day_the_place_goes_to_others(
    agreed: Assignment, need: Need, author: User, member: User, offer: Offer
) -> None:
    with after(agreed, hours=1):
        actions.report_no_show(by=author, assignment=agreed, because="nobody_came")
        assert actions.give_up_missed() == 0
    with after(agreed, days=4):
        assert [actions.give_up_missed(), actions.give_up_missed()] == [1, 0]
        dispatch.deliver_due()
        assert kinds(member) == set()
    agreed.refresh_from_db()
    need.refresh_from_db()
    assert (agreed.status, need.status, offer.periods.get().taken) == (
        AssignmentStatus.REMATCHED, NeedStatus.PUBLISHED, 0,
    )  # fmt: skip


def test_a_part_is_not_confirmed_as_complete(promise: Assignment, need: Need, member: User, author: User) -> None:
    actions.report_delivery(by=member, assignment=promise, delivered_on=clock.today(), in_part=True)
    refuses("ONLY_A_PART", lambda: actions.confirm_delivery(by=author, assignment=promise))
    assert promise.status == AssignmentStatus.IN_PART
    actions.confirm_delivery(by=author, assignment=promise, outcome="rest_open")
    need.refresh_from_db()
    assert (need.status, need.helpers) == (NeedStatus.PUBLISHED, 2)


def test_opening_again_takes_the_place_of_the_rest_back(
    promise: Assignment, need: Need, member: User, author: User
) -> None:
    actions.report_delivery(by=member, assignment=promise, delivered_on=clock.today(), in_part=True)
    actions.confirm_delivery(by=author, assignment=promise, outcome="rest_open")
    actions.reopen_delivery(by=author, assignment=promise, because="incomplete")
    need.refresh_from_db()
    assert (need.helpers, need.status) == (1, NeedStatus.DELIVERING)
    actions.report_delivery(by=member, assignment=promise, delivered_on=clock.today())
    actions.confirm_delivery(by=author, assignment=promise)
    need.refresh_from_db()
    assert need.status == NeedStatus.DELIVERED


def test_another_system_actor_does_not_speak_for_the_household(agreed: Assignment) -> None:
    clockwork = SystemActor("some-sweep")
    with after(agreed, hours=1):
        refuses(
            "NOT_BY_SLIP",
            lambda: actions.report_no_show(
                by=clockwork, assignment=agreed, because="nobody_came", channel=Channel.SLIP
            ),
        )
    assert not NoShow.objects.exists()


def test_what_is_taken_back_opens_the_place(confirmed: Assignment, need: Need, author: User, offer: Offer) -> None:
    actions.return_help(by=author, assignment=confirmed, because="damaged")
    need.refresh_from_db()
    assert (confirmed.status, need.status, offer.periods.get().taken) == (
        AssignmentStatus.RETURNED, NeedStatus.PUBLISHED, 0,
    )  # fmt: skip


def test_a_wrong_confirmation_is_opened_again(confirmed: Assignment, need: Need, author: User, member: User) -> None:
    actions.reopen_delivery(by=author, assignment=confirmed, because="damaged")
    dispatch.deliver_due()
    need.refresh_from_db()
    assert (confirmed.status, need.status) == (AssignmentStatus.UNDER_WAY, NeedStatus.DELIVERING)
    assert "deliver_help" in kinds(member)
    actions.report_delivery(by=member, assignment=confirmed, delivered_on=clock.today())
    actions.confirm_delivery(by=author, assignment=confirmed)
    assert confirmed.confirmation.outcome == "complete"


def test_the_last_evaluation_evaluates_the_need_and_the_calendar_closes_it(
    confirmed: Assignment, need: Need, author: User
) -> None:
    dispatch.deliver_due()
    assert "evaluate_help" in kinds(author)
    actions.evaluate_help(by=author, assignment=confirmed, marks=GOOD)
    dispatch.deliver_due()
    need.refresh_from_db()
    assert (confirmed.status, need.status, need.live) == (AssignmentStatus.EVALUATED, NeedStatus.EVALUATED, False)
    assert "evaluate_help" not in kinds(author)
    assert actions.close_evaluated() == 0
    with clock.freeze(clock.now() + timedelta(days=31)):
        assert [actions.close_evaluated(), actions.close_evaluated()] == [1, 0]
    need.refresh_from_db()
    confirmed.refresh_from_db()
    assert (confirmed.status, need.status) == (AssignmentStatus.CLOSED, NeedStatus.CLOSED)


@pytest.mark.parametrize("marks", [{}, {**GOOD, "timely": 6}, {**GOOD, "satisfied": 0}, {**GOOD, "more": 1}])
def test_marks_are_three_and_between_one_and_five(confirmed: Assignment, author: User, marks: dict[str, int]) -> None:
    refuses("MARKS_UNFIT", lambda: actions.evaluate_help(by=author, assignment=confirmed, marks=marks))
    assert (confirmed.status, Evaluation.objects.count()) == (AssignmentStatus.CONFIRMED, 0)


def test_the_helper_does_not_judge_itself_and_reads_marks_only_summed_up(
    confirmed: Assignment, member: User, author: User, charity: Organisation
) -> None:
    refuses("OWN_DELIVERY", lambda: actions.evaluate_help(by=member, assignment=confirmed, marks=GOOD))
    actions.evaluate_help(by=author, assignment=confirmed, marks=GOOD)
    assert judgement_of(charity).satisfied is None
    assert reliability_of(charity).share is None


def test_enough_evaluations_are_summed_up(
    officer: User, author: User, gate: FakeGate, member: User, offer: Offer, charity: Organisation
) -> None:
    for number in range(5):
        promise = actions.assign(by=member, need=make_need(officer, author, gate), supplier=supplier_of_offer(offer))
        actions.report_delivery(by=member, assignment=promise, delivered_on=clock.today())
        actions.confirm_delivery(by=author, assignment=promise)
        actions.evaluate_help(by=author, assignment=promise, marks={**GOOD, "timely": 1 + number})
    judged = judgement_of(charity)
    assert (judged.count, judged.satisfied, judged.timely) == (5, 5.0, 3.0)
    assert reliability_of(charity).share == 100


def test_every_move_that_is_not_listed_says_whose_it_is_and_when(confirmed: Assignment, author: User) -> None:
    told = AuditRow.objects.count()
    refuses("ILLEGAL_MOVE", lambda: actions.fail_assignment(by=author, assignment=confirmed, because="other"))
    refuses("ILLEGAL_MOVE", lambda: actions.rematch(by=author, assignment=confirmed, because="other"))
    refuses("ILLEGAL_MOVE", lambda: actions.close_help(by=author, assignment=confirmed))
    assert (confirmed.status, AuditRow.objects.count()) == (AssignmentStatus.CONFIRMED, told)


def test_who_leaves_hands_the_task_to_the_others(agreed: Assignment, member: User, charity: Organisation) -> None:
    colleague = make_member(charity, "colleague")
    dispatch.deliver_due()
    remove_member(by=colleague, membership=Membership.objects.get(user=member, organisation=charity))
    assert kinds(member) == set()
    assert {"deliver_help", "help_appointment"} <= kinds(colleague)
    refuses("NOT_THE_HELPER", lambda: actions.start_assignment(by=member, assignment=agreed))
    actions.start_assignment(by=colleague, assignment=agreed)
    assert agreed.status == AssignmentStatus.UNDER_WAY
