"""An offer goes to the officers of the organisation's seat; one of them sends it back or approves it."""

from __future__ import annotations

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common.events import announce
from marketplace.offers.actions.writing import refuse_unfit_words
from marketplace.offers.events import OfferApproved, OfferReturned, OfferSubmitted
from marketplace.offers.models import Offer
from marketplace.offers.rules import may_moderate, may_offer
from marketplace.offers.states import OFFER_LIFECYCLE
from marketplace.organisations.moderation.models import Remark
from marketplace.organisations.moderation.moves import approve, hand_in, send_back


@transaction.atomic
def submit_offer(*, by: User, offer: Offer) -> None:
    """Hand the offer to the officers; open remarks count as answered."""
    may_offer(by, offer.organisation).require()
    row = Offer.objects.select_for_update().get(pk=offer.pk)
    refuse_unfit_words(row.title, row.title_en, row.description)
    hand_in(offer, OFFER_LIFECYCLE, by=by, submitted_by=by)
    announce(OfferSubmitted(offer_id=offer.pk))


@transaction.atomic
def return_offer(*, by: User, offer: Offer, comment: str) -> Remark:
    """Send it back; the organisation reads the comment, mends and hands it in again."""
    may_moderate(by, offer).require()
    remark = send_back(offer, OFFER_LIFECYCLE, by=by, comment=comment)
    announce(OfferReturned(offer_id=offer.pk))
    return remark


@transaction.atomic
def approve_offer(*, by: User, offer: Offer) -> None:
    """The officer has read the words as `offer` holds them; from now on it takes part in matching."""
    may_moderate(by, offer).require()
    approve(offer, OFFER_LIFECYCLE, "offer", by=by)
    announce(OfferApproved(offer_id=offer.pk))
