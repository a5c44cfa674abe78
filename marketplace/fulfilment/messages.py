"""Whom we tell what becomes of a promise; every listener may run twice and says nothing a second time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.fulfilment.events import (
    AssignmentEnded,
    AssignmentMade,
    DeliveryConfirmed,
    DeliveryDisputed,
    DeliveryReported,
    WishClaimed,
)
from marketplace.fulfilment.models import Assignment, Claim
from marketplace.fulfilment.states import AssignmentStatus
from marketplace.notifications.actions import Params, finish_work, open_work, tell_once
from marketplace.notifications.ports import audience

CONFIRM = "confirm_delivery"
DELIVER = "deliver_help"


def tell_author_of_promise(event: AssignmentMade) -> None:
    """The need's caseworker learns who helps; the helper finds the promise in the work."""
    assignment = _assignment(event.assignment_id)
    tell_once([assignment.need.author], "help_promised", _params(assignment), _address(assignment))
    if assignment.status in (AssignmentStatus.ASSIGNED, AssignmentStatus.UNDER_WAY):
        _let_helper_deliver(assignment)


def ask_for_confirmation(event: DeliveryReported) -> None:
    """The need's caseworker hears from the household and confirms, within the days of the rule data."""
    assignment = _assignment(event.assignment_id)
    finish_work(DELIVER, subject=subject_of(assignment))
    if assignment.status != AssignmentStatus.DELIVERED:
        return
    days = int(rule("fulfilment.confirmation_days", on=clock.today()).value)
    open_work(
        assignment.need.author,
        CONFIRM,
        subject=subject_of(assignment),
        url=reverse("confirm_assignment", args=[assignment.reference]),
        due_at=clock.now() + timedelta(days=days),
        params=_params(assignment),
    )


def tell_helper_of_confirmation(event: DeliveryConfirmed) -> None:
    """Nobody waits any more, and the helper is thanked."""
    assignment = _assignment(event.assignment_id)
    finish_work(CONFIRM, subject=subject_of(assignment))
    tell_once(_members(assignment), "delivery_confirmed", _params(assignment), _address(assignment))


def tell_helper_of_dispute(event: DeliveryDisputed) -> None:
    """The helper goes on."""
    assignment = _assignment(event.assignment_id)
    if assignment.status != AssignmentStatus.UNDER_WAY:
        return
    finish_work(CONFIRM, subject=subject_of(assignment))
    params: Params = _params(assignment) | {"report": assignment.deliveries.count()}
    tell_once(_members(assignment), "delivery_disputed", params, _address(assignment))
    _let_helper_deliver(assignment)


def tell_both_of_end(event: AssignmentEnded) -> None:
    """The need is open again: its caseworker and the helper know."""
    assignment = _assignment(event.assignment_id)
    finish_work(CONFIRM, subject=subject_of(assignment))
    finish_work(DELIVER, subject=subject_of(assignment))
    people = [assignment.need.author, *_members(assignment)]
    tell_once(people, "help_ended", _params(assignment), _address(assignment))


def tell_members_of_claim(event: WishClaimed) -> None:
    """Whoever acts for the organisation knows until when the wish is held."""
    claim = Claim.objects.select_related("need").get(pk=event.claim_id)
    params: Params = {"need_kind": claim.need.need_kind, "until": f"{clock.local(claim.expires_at):%Y-%m-%d %H:%M}"}
    url = reverse("settle_claim", args=[claim.reference])
    tell_once(audience().members_of(claim.organisation_id), "wish_held", params, url)


def subject_of(assignment: Assignment) -> str:
    """How work items name a promise."""
    return f"assignment:{assignment.reference}"


def _let_helper_deliver(assignment: Assignment) -> None:
    due_at = clock.start_of(assignment.due_on) if assignment.due_on else None
    for member in _members(assignment):
        open_work(
            member,
            DELIVER,
            subject=subject_of(assignment),
            url=_address(assignment),
            due_at=due_at,
            params=_params(assignment),
            acting_for=assignment.organisation.reference,
        )


def _assignment(key: int) -> Assignment:
    return Assignment.objects.select_related("need__author", "organisation").get(pk=key)


def _members(assignment: Assignment) -> Iterable[User]:
    return audience().members_of(assignment.organisation_id)


def _address(assignment: Assignment) -> str:
    return reverse("assignment", args=[assignment.reference])


def _params(assignment: Assignment) -> Params:
    return {"need_kind": assignment.need.need_kind, "helper": assignment.supplier_name}
