"""Who may offer, and why not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.queries import Reader
from marketplace.common import clock
from marketplace.common.verdict import YES, Verdict, no
from marketplace.offers.models import Offer
from marketplace.offers.states import OfferStatus
from marketplace.organisations.models import Organisation
from marketplace.organisations.queries import is_member


def may_offer(reader: Reader, organisation: Organisation) -> Verdict:
    """A member of an organisation with at least one verified capability."""
    if not is_member(reader, organisation):
        return no(_("Only people who act for the organisation can offer in its name."), code="NOT_A_MEMBER")
    if not any(capability.holds_on(clock.today()) for capability in organisation.capabilities.all()):
        message = _("The organisation is not verified yet. Ask the bureau to verify what it is.")
        return no(message, code="NOT_VERIFIED")
    return YES


def may_revise(offer: Offer) -> Verdict:
    """Until it has ended."""
    if offer.status != OfferStatus.ENDED:
        return YES
    return no(_("The offer has ended. Write a new one."), code="OFFER_ENDED")
