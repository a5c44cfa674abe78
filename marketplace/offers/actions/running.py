"""Pausing, going on and ending."""

from __future__ import annotations

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common.events import announce
from marketplace.offers.events import OfferEnded
from marketplace.offers.models import Offer
from marketplace.offers.rules import may_offer
from marketplace.offers.states import OFFER_LIFECYCLE


@transaction.atomic
def pause_offer(*, by: User, offer: Offer) -> None:
    """No new needs for a while; what is promised stays promised."""
    may_offer(by, offer.organisation).require()
    OFFER_LIFECYCLE.advance(offer, "pause", by=by)


@transaction.atomic
def resume_offer(*, by: User, offer: Offer) -> None:
    """The offer takes part in matching again."""
    may_offer(by, offer.organisation).require()
    OFFER_LIFECYCLE.advance(offer, "resume", by=by)


@transaction.atomic
def end_offer(*, by: User, offer: Offer) -> None:
    """The offer is over; what is promised stays promised."""
    may_offer(by, offer.organisation).require()
    OFFER_LIFECYCLE.advance(offer, "end", by=by)
    announce(OfferEnded(offer_id=offer.pk))
