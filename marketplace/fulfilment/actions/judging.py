"""What the household says: it has it, it has not, how good it was; until nothing is left to be done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.actors import Actor, SystemActor
from marketplace.common.events import announce
from marketplace.common.lifecycle import IllegalMove
from marketplace.common.rule_data import rule
from marketplace.common.verdict import DomainError
from marketplace.fulfilment.actions.ending import end_promise
from marketplace.fulfilment.events import DeliveryConfirmed, DeliveryDisputed, HelpEvaluated
from marketplace.fulfilment.models import BEST, MARKS, STANDING, WORST, Assignment, Confirmation, Evaluation, Outcome
from marketplace.fulfilment.places import open_rest
from marketplace.fulfilment.rules import account_of, may_confirm, may_speak_for_household, outcome_fits, proof_allows
from marketplace.fulfilment.states import ASSIGNMENT_LIFECYCLE, LIVE, SERVED, AssignmentStatus, Channel, EndReason
from marketplace.needs.actions import close_need, evaluate_need, mark_delivered, reopen_need
from marketplace.needs.models import Need
from marketplace.needs.states import GONE, NeedStatus

CALENDAR = SystemActor("closing-sweep")
AT_WORK = (NeedStatus.MATCHED, NeedStatus.DELIVERING)


class MarksUnfit(DomainError):
    """Each of the three marks lies between one and five."""

    code = "MARKS_UNFIT"


@transaction.atomic
def confirm_delivery(
    *, by: Actor, assignment: Assignment, outcome: str = Outcome.COMPLETE, channel: str = Channel.DESK
) -> Confirmation:
    """The household has it. When every place of the need is confirmed, the need is delivered."""
    may_speak_for_household(by, assignment, channel).require()
    need = Need.objects.select_for_update().get(pk=assignment.need_id)
    ASSIGNMENT_LIFECYCLE.may(assignment, "confirm").require()
    outcome_fits(assignment, outcome).and_then(proof_allows(assignment, channel)).require()
    ASSIGNMENT_LIFECYCLE.advance(assignment, "confirm", by=by, confirmed_at=clock.now())
    confirmation = Confirmation.objects.create(
        assignment=assignment, by=account_of(by), outcome=outcome, channel=channel
    )
    if outcome == Outcome.REST_OPEN:
        open_rest(need)
        if need.status in AT_WORK:
            reopen_need(by=by, need=need, because="REST_WANTED")
    elif _all(need, SERVED) and need.status in AT_WORK:
        mark_delivered(by=by, need=need)
    announce(DeliveryConfirmed(assignment_id=assignment.pk))
    return confirmation


@transaction.atomic
def dispute_delivery(*, by: Actor, assignment: Assignment, because: str, channel: str = Channel.DESK) -> None:
    """It did not arrive as reported (`because`: a code): the helper goes on, or stops where the need is gone."""
    may_speak_for_household(by, assignment, channel).require()
    need = Need.objects.select_for_update().get(pk=assignment.need_id)
    ASSIGNMENT_LIFECYCLE.advance(assignment, "dispute", by=by, because=because)
    if need.status in GONE:  # nobody is sent to a household that took its need back
        end_promise(by, assignment, "cancel", EndReason.NOT_WANTED)
        return
    announce(DeliveryDisputed(assignment_id=assignment.pk))


@transaction.atomic
def evaluate_help(
    *, by: Actor, assignment: Assignment, marks: Mapping[str, int], channel: str = Channel.DESK
) -> Evaluation:
    """Three marks (`satisfied`, `timely`, `as_promised`); when all help is evaluated, so is the need."""
    may_speak_for_household(by, assignment, channel).require()
    if set(marks) != set(MARKS) or not all(WORST <= mark <= BEST for mark in marks.values()):
        raise MarksUnfit(_("Give each of the three questions a mark from 1 to 5."))
    need = Need.objects.select_for_update().get(pk=assignment.need_id)
    ASSIGNMENT_LIFECYCLE.advance(assignment, "evaluate", by=by)
    evaluation = Evaluation.objects.create(assignment=assignment, by=account_of(by), channel=channel, **marks)
    if need.status == NeedStatus.DELIVERED and _all(need, SERVED - {AssignmentStatus.CONFIRMED}):
        evaluate_need(by=by, need=need)
    announce(HelpEvaluated(assignment_id=assignment.pk))
    return evaluation


@transaction.atomic
def close_help(*, by: User, assignment: Assignment) -> None:
    """Nothing is left to be done; with the last of its helps the need is closed."""
    may_confirm(by, assignment).require()
    _close(by, assignment)


def close_evaluated() -> int:
    """Sweep: what was evaluated and stayed without objection for the days of the rule is closed; returns how many."""
    days = int(rule("fulfilment.closing_days", on=clock.today()).value)
    judged = Evaluation.objects.filter(STANDING, created_at__lte=clock.now() - timedelta(days=days))
    over = Assignment.objects.filter(status=AssignmentStatus.EVALUATED, pk__in=judged.values("assignment"))
    return sum(_closed_by_calendar(assignment) for assignment in over.order_by("pk"))


def _closed_by_calendar(assignment: Assignment) -> bool:
    """False when somebody was faster than the sweep."""
    try:
        _close(CALENDAR, assignment)
    except IllegalMove:
        return False
    return True


@transaction.atomic
def _close(by: Actor, assignment: Assignment) -> None:
    need = Need.objects.select_for_update().get(pk=assignment.need_id)
    ASSIGNMENT_LIFECYCLE.advance(assignment, "close", by=by)
    if need.status == NeedStatus.EVALUATED and _all(need, {AssignmentStatus.CLOSED}):
        close_need(by=by, need=need)


def _all(need: Need, statuses: set[AssignmentStatus] | frozenset[AssignmentStatus]) -> bool:
    """Whether every place is taken and stands at one of these."""
    live = list(need.assignments.filter(status__in=LIVE).values_list("status", flat=True))
    return len(live) >= need.helpers and set(live) <= statuses
