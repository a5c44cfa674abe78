"""A place on a need is promised, counted under the need's row lock."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit
from marketplace.common.actors import Actor
from marketplace.common.events import announce
from marketplace.common.public_words import refuse_identifying_text
from marketplace.common.verdict import DomainError
from marketplace.fulfilment.capacity import Supplier, take
from marketplace.fulfilment.events import AssignmentMade
from marketplace.fulfilment.models import Assignment, Claim
from marketplace.fulfilment.places import may_divide, open_rest, part_is_told, places_left
from marketplace.fulfilment.states import CLAIM_LIFECYCLE, LIVE, ClaimStatus
from marketplace.needs.actions import mark_matched
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
    is_part: bool = False,
    due_on: date | None = None,
) -> Assignment:
    """Promise one helper's place. Locks the need, then the supplier; refuses beyond demand or capacity.

    `is_part`: only `quantity` is brought, and the rest stays open as one more place. Its words are scanned.
    """
    refuse_identifying_text(quantity)
    locked = Need.objects.select_for_update().get(pk=need.pk)
    _keep_own_claim(by, locked, supplier)
    refuse_when_full(locked)
    refuse_second_place(locked, supplier)
    if is_part:
        may_divide(locked).and_then(part_is_told(quantity)).require()
        open_rest(locked)
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
        is_part=is_part,
        due_on=due_on,
    )
    audit.record(by=by, verb="assignment.make", subject=assignment, detail={"need": need.reference})
    if places_left(locked) == 0:
        mark_matched(by=by, need=locked)
    need.status, need.helpers = locked.status, locked.helpers
    announce(AssignmentMade(assignment_id=assignment.pk))
    return assignment


def refuse_when_full(need: Need) -> None:
    """Raise `NeedFull` unless a place is free; the caller holds the need's lock."""
    if need.status not in OPEN_FOR_HELP or places_left(need) < 1:
        raise NeedFull(_("Somebody else has just taken the last place. Look for another need."))


def refuse_second_place(need: Need, supplier: Supplier) -> None:
    """One supplier takes one place of a need."""
    own = {"supplier_kind": supplier.kind, "supplier_reference": supplier.reference}
    if need.assignments.filter(status__in=LIVE, **own).exists():
        raise NeedFull(_("You are helping with this need already."), code="ALREADY_HELPING")


def _keep_own_claim(by: Actor, need: Need, supplier: Supplier) -> None:
    """The place that the supplier holds is the one it takes."""
    own = Claim.objects.filter(need=need, supplier_kind=supplier.kind, supplier_reference=supplier.reference)
    for claim in own.filter(status=ClaimStatus.HELD):
        CLAIM_LIFECYCLE.advance(claim, "keep", by=by)
