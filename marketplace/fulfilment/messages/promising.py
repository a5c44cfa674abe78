"""Whom we tell what becomes of a promise; every listener may run twice and says nothing a second time."""

from __future__ import annotations

from django.urls import reverse

from marketplace.common import clock
from marketplace.common.actors import SystemActor
from marketplace.fulfilment.actions.ending import end_promise
from marketplace.fulfilment.events import (
    AssignmentEnded,
    AssignmentMade,
    DeliveryConfirmed,
    DeliveryDisputed,
    DeliveryReopened,
    DeliveryReported,
    HelpEvaluated,
    WishClaimed,
)
from marketplace.fulfilment.messages.appointing import APPOINTMENT, CAME, NEW_DAY
from marketplace.fulfilment.messages.people import (
    address_of,
    assignment_of,
    in_days,
    let_members,
    members_of,
    params_of,
    subject_of,
)
from marketplace.fulfilment.models import Assignment, Claim
from marketplace.fulfilment.states import BEFORE_DELIVERY, REPORTED, AssignmentStatus, EndReason
from marketplace.needs.events import NeedWithdrawn
from marketplace.needs.states import GONE
from marketplace.notifications.actions import Params, finish_work, open_work, tell_once
from marketplace.notifications.ports import audience

CONFIRM = "confirm_delivery"
DELIVER = "deliver_help"
EVALUATE = "evaluate_help"
WITHDRAWAL = SystemActor("need-withdrawn")
TO_BE_BROUGHT = BEFORE_DELIVERY - {AssignmentStatus.NO_SHOW}


def tell_author_of_promise(event: AssignmentMade) -> None:
    """The need's caseworker learns who helps; the helper finds the promise in the work."""
    assignment = assignment_of(event.assignment_id)
    tell_once([assignment.need.author], "help_promised", params_of(assignment), address_of(assignment))
    if assignment.status in TO_BE_BROUGHT:
        _let_helper_deliver(assignment)


def ask_for_confirmation(event: DeliveryReported) -> None:
    """The need's caseworker hears from the household and confirms, within the days of the rule data."""
    assignment = assignment_of(event.assignment_id)
    for kind in (DELIVER, APPOINTMENT, CAME):
        finish_work(kind, subject=subject_of(assignment))
    if assignment.status not in REPORTED:
        return
    open_work(
        assignment.need.author,
        CONFIRM,
        subject=subject_of(assignment),
        url=reverse("confirm_assignment", args=[assignment.reference]),
        due_at=in_days("fulfilment.confirmation_days"),
        params=params_of(assignment),
    )


def tell_helper_of_confirmation(event: DeliveryConfirmed) -> None:
    """Nobody waits any more, and the helper is thanked; the caseworker asks how good it was."""
    assignment = assignment_of(event.assignment_id)
    finish_work(CONFIRM, subject=subject_of(assignment))
    tell_once(members_of(assignment), "delivery_confirmed", params_of(assignment), address_of(assignment))
    if assignment.status == AssignmentStatus.CONFIRMED:
        open_work(
            assignment.need.author,
            EVALUATE,
            subject=subject_of(assignment),
            url=reverse("evaluate_assignment", args=[assignment.reference]),
            due_at=in_days("fulfilment.evaluation_days"),
            params=params_of(assignment),
        )


def evaluation_is_in(event: HelpEvaluated) -> None:
    """Nobody has to ask any more; what the household said is told to nobody alone."""
    finish_work(EVALUATE, subject=subject_of(assignment_of(event.assignment_id)))


def tell_helper_of_dispute(event: DeliveryDisputed) -> None:
    """The helper goes on."""
    assignment = assignment_of(event.assignment_id)
    if assignment.status != AssignmentStatus.UNDER_WAY:
        return
    finish_work(CONFIRM, subject=subject_of(assignment))
    params: Params = params_of(assignment) | {"report": assignment.deliveries.count()}
    tell_once(members_of(assignment), "delivery_disputed", params, address_of(assignment))
    _let_helper_deliver(assignment)


def tell_helper_of_reopening(event: DeliveryReopened) -> None:
    """What was confirmed was wrong: the helper goes on."""
    assignment = assignment_of(event.assignment_id)
    if assignment.status != AssignmentStatus.UNDER_WAY:
        return
    finish_work(EVALUATE, subject=subject_of(assignment))
    params: Params = params_of(assignment) | {"report": assignment.deliveries.count()}
    tell_once(members_of(assignment), "delivery_reopened", params, address_of(assignment))
    _let_helper_deliver(assignment)


def tell_both_of_end(event: AssignmentEnded) -> None:
    """The need is open again, or was taken back: its caseworker and the helper know."""
    assignment = assignment_of(event.assignment_id)
    for kind in (CONFIRM, DELIVER, EVALUATE, APPOINTMENT, CAME, NEW_DAY):
        finish_work(kind, subject=subject_of(assignment))
    people = [assignment.need.author, *members_of(assignment)]
    kind = "help_not_wanted" if assignment.need.status in GONE else "help_ended"
    tell_once(people, kind, params_of(assignment), address_of(assignment))


def call_off_help(event: NeedWithdrawn) -> None:
    """Nobody goes to a household that took its need back: what was still to be brought is cancelled."""
    for assignment in Assignment.objects.filter(need_id=event.need_id, status__in=sorted(BEFORE_DELIVERY)):
        end_promise(WITHDRAWAL, assignment, "cancel", EndReason.NOT_WANTED)


def tell_members_of_claim(event: WishClaimed) -> None:
    """Whoever acts for the organisation knows until when the wish is held."""
    claim = Claim.objects.select_related("need").get(pk=event.claim_id)
    params: Params = {"need_kind": claim.need.need_kind, "until": f"{clock.local(claim.expires_at):%Y-%m-%d %H:%M}"}
    url = reverse("settle_claim", args=[claim.reference])
    tell_once(audience().members_of(claim.organisation_id), "wish_held", params, url)


def _let_helper_deliver(assignment: Assignment) -> None:
    let_members(assignment, DELIVER, due_at=clock.start_of(assignment.due_on) if assignment.due_on else None)
