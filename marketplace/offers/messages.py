"""Offers: officers are asked to read, the organisation's people are told."""

from __future__ import annotations

from django.urls import reverse

from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.common.workdays import add_working_days
from marketplace.notifications.actions import finish_work, open_work, tell_once
from marketplace.offers.events import OfferApproved, OfferEnded, OfferReturned, OfferSubmitted
from marketplace.offers.models import Offer
from marketplace.offers.states import OfferStatus
from marketplace.organisations.messages.audience import officers_of
from marketplace.organisations.queries import managers_of

READ, MEND = "offer_to_read", "offer_to_mend"


def ask_officers(event: OfferSubmitted) -> None:
    """The officers of the organisation's seat find it in their work; there is nothing to mend any more."""
    offer = _offer(event.offer_id)
    finish_work(MEND, subject=_subject(offer))
    if offer.status != OfferStatus.SUBMITTED:
        return
    today = clock.today()
    due = add_working_days(today, int(rule("offers.review_working_days", on=today).value))
    for officer in officers_of(offer.organisation):
        if officer.pk != offer.submitted_by_id:
            open_work(
                officer,
                READ,
                subject=_subject(offer),
                url=reverse("offer_review", args=[offer.reference]),
                due_at=clock.start_of(due),
                params=_params(offer),
            )


def tell_of_return(event: OfferReturned) -> None:
    """The managers find the mending in their work."""
    offer = _offer(event.offer_id)
    finish_work(READ, subject=_subject(offer))
    if offer.status != OfferStatus.RETURNED:
        return
    for person in managers_of(offer.organisation):
        open_work(
            person,
            MEND,
            subject=_subject(offer),
            url=_own_page(offer),
            params=_params(offer),
            acting_for=offer.organisation.reference,
        )


def tell_of_approval(event: OfferApproved) -> None:
    """The managers learn that the offer takes part."""
    offer = _offer(event.offer_id)
    finish_work(READ, subject=_subject(offer))
    if offer.status == OfferStatus.OFFERED:
        tell_once(managers_of(offer.organisation), "offer_approved", _once(offer), _own_page(offer))


def offer_is_over(event: OfferEnded) -> None:
    """Nobody reads or mends it any more."""
    offer = _offer(event.offer_id)
    finish_work(READ, subject=_subject(offer))
    finish_work(MEND, subject=_subject(offer))


def _offer(key: int) -> Offer:
    return Offer.objects.select_related("organisation").get(pk=key)


def _subject(offer: Offer) -> str:
    return f"offer:{offer.reference}"


def _own_page(offer: Offer) -> str:
    return reverse("offer", args=[offer.reference])


def _params(offer: Offer) -> dict[str, str | int | None]:
    return {"title": offer.title, "name": offer.organisation.name}


def _once(offer: Offer) -> dict[str, str | int | None]:
    """Each approval is news of its own."""
    return _params(offer) | {"of": offer.approved_at.isoformat() if offer.approved_at else ""}
