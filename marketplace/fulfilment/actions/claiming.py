"""A wish is held for a few days, so that nobody buys it twice."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.actors import SystemActor
from marketplace.common.events import announce
from marketplace.common.lifecycle import IllegalMove
from marketplace.common.rule_data import rule
from marketplace.fulfilment.actions.assigning import NeedFull, assign, refuse_second_place, refuse_when_full
from marketplace.fulfilment.capacity import Supplier, supplier_of_offer
from marketplace.fulfilment.events import WishClaimed
from marketplace.fulfilment.models import Assignment, Claim
from marketplace.fulfilment.rules import may_claim, may_settle
from marketplace.fulfilment.states import CLAIM_LIFECYCLE, ClaimStatus
from marketplace.needs.models import Need
from marketplace.offers.models import Offer


@transaction.atomic
def claim_wish(*, by: User, need: Need, offer: Offer) -> Claim:
    """Hold one place of a need until the claim expires (rule data: fulfilment.claim_hours)."""
    may_claim(by, need, offer).require()
    supplier = supplier_of_offer(offer)
    locked = Need.objects.select_for_update().get(pk=need.pk)
    _refuse_second_claim(locked, supplier)
    refuse_when_full(locked)
    refuse_second_place(locked, supplier)
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
def keep_claim(*, by: User, claim: Claim, quantity: str = "") -> Assignment:
    """The wish is bought: the claim becomes an assignment."""
    need = Need.objects.select_for_update().get(pk=claim.need_id)  # needs are locked before claims, always
    may_settle(by, claim).require()
    CLAIM_LIFECYCLE.advance(claim, "keep", by=by)
    supplier = Supplier(claim.supplier_kind, claim.supplier_reference, claim.supplier_name, claim.organisation)
    return assign(by=by, need=need, supplier=supplier, quantity=quantity)


@transaction.atomic
def release_claim(*, by: User, claim: Claim) -> None:
    """The holder gives the wish back early."""
    may_settle(by, claim).require()
    CLAIM_LIFECYCLE.advance(claim, "release", by=by)


def lapse_claims() -> int:
    """Sweep: claims past their end free their place; returns how many."""
    over = Claim.objects.filter(status=ClaimStatus.HELD, expires_at__lte=clock.now()).order_by("pk")
    return sum(_lapse(claim) for claim in over)


def _lapse(claim: Claim) -> bool:
    """False when the holder was faster than the sweep."""
    try:
        CLAIM_LIFECYCLE.advance(claim, "lapse", by=SystemActor("claim-sweep"))
    except IllegalMove:
        return False
    return True


def _refuse_second_claim(need: Need, supplier: Supplier) -> None:
    if need.claims.filter(status=ClaimStatus.HELD, supplier_reference=supplier.reference).exists():
        raise NeedFull(_("You are holding this wish already."), code="ALREADY_HELD")
