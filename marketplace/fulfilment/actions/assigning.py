"""A place on a need is promised, counted under the need's row lock; or it becomes free again."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit
from marketplace.common.actors import Actor
from marketplace.common.events import announce
from marketplace.common.verdict import DomainError
from marketplace.fulfilment.capacity import Supplier, give_back, take
from marketplace.fulfilment.events import AssignmentEnded, AssignmentMade
from marketplace.fulfilment.models import Assignment, Claim
from marketplace.fulfilment.rules import may_confirm, may_step_back
from marketplace.fulfilment.states import ASSIGNMENT_LIFECYCLE, CLAIM_LIFECYCLE, LIVE, ClaimStatus
from marketplace.needs.actions import mark_matched, reopen_need
from marketplace.needs.models import Need
from marketplace.needs.states import NeedStatus

OPEN_FOR_HELP = (NeedStatus.PUBLISHED, NeedStatus.PRIVATE_MATCH)


class NeedFull(DomainError):
    """All the help that is wanted is promised, or the need is not open any more."""

    code = "NEED_FULL"


@transaction.atomic
def assign(
    *,
    by: User,
    need: Need,
    supplier: Supplier,
    fund_reference: str = "",
    quantity: str = "",
    due_on: date | None = None,
) -> Assignment:
    """Promise one helper's place. Locks the need, then the supplier; refuses beyond demand or capacity."""
    locked = Need.objects.select_for_update().get(pk=need.pk)
    _keep_own_claim(by, locked, supplier)
    refuse_when_full(locked)
    refuse_second_place(locked, supplier)
    take(supplier)
    assignment = Assignment.objects.create(
        need=locked,
        supplier_kind=supplier.kind,
        supplier_reference=supplier.reference,
        supplier_name=supplier.name,
        organisation=supplier.organisation,
        accepted_by=by,
        fund_reference=fund_reference,
        quantity=quantity,
        due_on=due_on,
    )
    audit.record(by=by, verb="assignment.make", subject=assignment, detail={"need": need.reference})
    if places_left(locked) == 0:
        mark_matched(by=by, need=locked)
    need.status = locked.status
    announce(AssignmentMade(assignment_id=assignment.pk))
    return assignment


@transaction.atomic
def cancel_assignment(*, by: User, assignment: Assignment, because: str) -> None:
    """The helper steps back before delivering; the need is offered again."""
    may_step_back(by, assignment).require()
    _end(by, assignment, "cancel", because)


@transaction.atomic
def fail_assignment(*, by: User, assignment: Assignment, because: str) -> None:
    """The help did not arrive, says the caseworker or an officer; the need is offered again."""
    may_confirm(by, assignment).require()
    _end(by, assignment, "fail", because)


def refuse_when_full(need: Need) -> None:
    """Raise `NeedFull` unless a place is free; the caller holds the need's lock."""
    if need.status not in OPEN_FOR_HELP or places_left(need) < 1:
        raise NeedFull(_("Somebody else has just taken the last place. Look for another need."))


def refuse_second_place(need: Need, supplier: Supplier) -> None:
    """One supplier takes one place of a need."""
    own = {"supplier_kind": supplier.kind, "supplier_reference": supplier.reference}
    if need.assignments.filter(status__in=LIVE, **own).exists():
        raise NeedFull(_("You are helping with this need already."), code="ALREADY_HELPING")


def places_left(need: Need) -> int:
    """Demand less live assignments and held claims; read under the need's lock when it is to be relied on."""
    taken = need.assignments.filter(status__in=LIVE).count()
    held = Claim.objects.filter(need=need, status=ClaimStatus.HELD).count()
    return need.helpers - taken - held


def _keep_own_claim(by: Actor, need: Need, supplier: Supplier) -> None:
    """The place that the supplier holds is the one it takes."""
    own = Claim.objects.filter(need=need, supplier_kind=supplier.kind, supplier_reference=supplier.reference)
    for claim in own.filter(status=ClaimStatus.HELD):
        CLAIM_LIFECYCLE.advance(claim, "keep", by=by)


def _end(by: Actor, assignment: Assignment, verb: str, because: str) -> None:
    need = Need.objects.select_for_update().get(pk=assignment.need_id)
    ASSIGNMENT_LIFECYCLE.advance(assignment, verb, by=by, because=because)
    give_back(assignment)
    if need.status in (NeedStatus.MATCHED, NeedStatus.DELIVERING, NeedStatus.DELIVERED):
        reopen_need(by=by, need=need, because=because)
    announce(AssignmentEnded(assignment_id=assignment.pk))
