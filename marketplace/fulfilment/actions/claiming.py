"""A wish is held for a few days, so that nobody buys it twice."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.actors import SystemActor
from marketplace.common.events import announce
from marketplace.common.rule_data import rule
from marketplace.fulfilment.actions.assigning import OPEN_FOR_HELP, NeedFull, assign, places_left
from marketplace.fulfilment.capacity import Supplier
from marketplace.fulfilment.events import WishClaimed
from marketplace.fulfilment.models import Assignment, Claim
from marketplace.fulfilment.states import CLAIM_LIFECYCLE, ClaimStatus
from marketplace.needs.models import Need


@transaction.atomic
def claim_wish(*, by: User, need: Need, supplier: Supplier) -> Claim:
    """Hold one place of a need until the claim expires (rule data: fulfilment.claim_hours)."""
    locked = Need.objects.select_for_update().get(pk=need.pk)
    if locked.status not in OPEN_FOR_HELP or places_left(locked) < 1:
        raise NeedFull(_("Somebody else has just taken the last place. Look for another need."))
    hours = int(rule("fulfilment.claim_hours", on=clock.today()).value)
    claim = Claim.objects.create(
        need=locked,
        by=by,
        supplier_kind=supplier.kind,
        supplier_reference=supplier.reference,
        supplier_name=supplier.name,
        organisation=supplier.organisation,
        expires_at=clock.now() + timedelta(hours=hours),
    )
    audit.record(by=by, verb="claim.make", subject=claim, detail={"need": need.reference})
    announce(WishClaimed(claim_id=claim.pk))
    return claim


@transaction.atomic
def keep_claim(*, by: User, claim: Claim, supplier: Supplier, quantity: str = "") -> Assignment:
    """The wish is bought: the claim becomes an assignment."""
    CLAIM_LIFECYCLE.advance(claim, "keep", by=by)
    return assign(by=by, need=claim.need, supplier=supplier, quantity=quantity)


@transaction.atomic
def release_claim(*, by: User, claim: Claim) -> None:
    """The holder gives the wish back early."""
    CLAIM_LIFECYCLE.advance(claim, "release", by=by)


def lapse_claims() -> int:
    """Sweep: claims past their end free their place; returns how many."""
    over = Claim.objects.filter(status=ClaimStatus.HELD, expires_at__lte=clock.now()).order_by("pk")
    for claim in over:
        CLAIM_LIFECYCLE.advance(claim, "lapse", by=SystemActor("claim-sweep"))
    return len(over)
