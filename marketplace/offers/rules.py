"""Who may offer, who reads offers, and why not."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.queries import Reader
from marketplace.common import clock
from marketplace.common.places import PlaceUnknown, place
from marketplace.common.rule_data import rule
from marketplace.common.verdict import YES, Verdict, no
from marketplace.offers.kinds import aid_types_of
from marketplace.offers.models import Offer
from marketplace.offers.states import OfferStatus
from marketplace.organisations.models import Organisation
from marketplace.organisations.queries import is_member
from marketplace.organisations.rules import may_decide


def may_offer(reader: Reader, organisation: Organisation) -> Verdict:
    """A member of an organisation with at least one verified capability."""
    if not is_member(reader, organisation):
        return no(_("Only people who act for the organisation can offer in its name."), code="NOT_A_MEMBER")
    if not any(capability.holds_on(clock.today()) for capability in organisation.capabilities.all()):
        message = _("The organisation is not verified yet. Ask the bureau to verify what it is.")
        return no(message, code="NOT_VERIFIED")
    return YES


def may_revise(offer: Offer) -> Verdict:
    """Until it has ended, and not while an officer reads it."""
    if offer.status == OfferStatus.ENDED:
        return no(_("The offer has ended. Write a new one."), code="OFFER_ENDED")
    if offer.status == OfferStatus.SUBMITTED:
        return no(_("An officer is reading the offer. Wait for the answer, then change it."), code="OFFER_IS_READ")
    return YES


def may_moderate(reader: Reader, offer: Offer) -> Verdict:
    """An officer for the organisation's seat who neither acts for it nor handed the offer in."""
    verdict = may_decide(reader, offer.organisation)
    if verdict and offer.submitted_by_id == reader.pk:
        return no(_("You handed this offer in yourself. A colleague must read it."), code="OWN_OFFER")
    return verdict


def codes_are_known(
    kind: str,
    *,
    aid_types: Sequence[str],
    areas: Collection[str],
    limits: Collection[str],
    quantity: int | None,
    unit: str,
) -> Verdict:
    """Every code is of its list, and the aid types are among those that the kind answers."""
    day = clock.today()
    lists = {"offer_kind": {kind}, "limit": set(limits), "offer_unit": {unit} - {""}, "aid_type": set(aid_types)}
    unknown = [name for name, codes in lists.items() if codes - set(rule(f"codes.{name}", on=day).codes())]
    if unknown or not all(_is_place(code) for code in areas):
        return no(_("Choose from the list."), code="UNKNOWN_CODE")
    if quantity is not None and not unit:
        return no(_("Say in which unit the quantity counts."), code="UNIT_MISSING")
    only = aid_types_of(kind)
    if only and not set(aid_types) <= set(only):
        message = _("A job answers employment assistance, a training also education. Untick the other aid types.")
        return no(message, code="AID_TYPE_DOES_NOT_FIT")
    return YES


def _is_place(code: str) -> bool:
    try:
        place(code)
    except PlaceUnknown:
        return False
    return True
