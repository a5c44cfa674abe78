"""An offer goes to the officers of the organisation's seat; one of them sends it back or approves it."""

from __future__ import annotations

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.events import announce
from marketplace.offers.actions.writing import refuse_unfit_words
from marketplace.offers.events import OfferApproved, OfferReturned, OfferSubmitted
from marketplace.offers.models import Offer, OfferRemark
from marketplace.offers.rules import may_approve_what_was_read, may_moderate, may_offer
from marketplace.offers.states import OFFER_LIFECYCLE


@transaction.atomic
def submit_offer(*, by: User, offer: Offer) -> None:
    """Hand the offer to the officers; open remarks count as answered."""
    may_offer(by, offer.organisation).require()
    row = Offer.objects.select_for_update().get(pk=offer.pk)
    refuse_unfit_words(row.title, row.title_en, row.description)
    OFFER_LIFECYCLE.advance(offer, "submit", by=by, submitted_by=by, submitted_at=clock.now())
    offer.remarks.filter(answered_at__isnull=True).update(answered_at=clock.now())
    announce(OfferSubmitted(offer_id=offer.pk))


@transaction.atomic
def return_offer(*, by: User, offer: Offer, comment: str) -> OfferRemark:
    """Send it back; the organisation reads the comment, mends and hands it in again."""
    may_moderate(by, offer).require()
    OFFER_LIFECYCLE.advance(offer, "return", by=by)
    remark = OfferRemark.objects.create(offer=offer, by=by, comment=comment)
    announce(OfferReturned(offer_id=offer.pk))
    return remark


@transaction.atomic
def approve_offer(*, by: User, offer: Offer) -> None:
    """The officer has read the words as `offer` holds them; from now on it takes part in matching."""
    may_moderate(by, offer).require()
    row = Offer.objects.select_for_update().get(pk=offer.pk)
    may_approve_what_was_read(row, offer.submitted_at).require()
    OFFER_LIFECYCLE.advance(offer, "offer", by=by, approved_by=by, approved_at=clock.now())
    announce(OfferApproved(offer_id=offer.pk))
