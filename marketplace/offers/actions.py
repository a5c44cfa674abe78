"""What an organisation offers, and how much of it in which period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit
from marketplace.common.verdict import DomainError
from marketplace.offers.models import CapacityPeriod, Offer
from marketplace.offers.rules import may_offer, may_revise
from marketplace.offers.states import OFFER_LIFECYCLE
from marketplace.organisations.models import Organisation

REVISABLE = frozenset(
    {"title", "title_en", "description", "aid_types", "areas", "limits"}
    | {"reach_km", "value_to", "fund_reference", "valid_from", "valid_to"}
)


class PeriodsOverlap(DomainError):
    """A day lies in one period at most, so that everybody knows which capacity counts."""

    code = "PERIODS_OVERLAP"


class BelowWhatIsTaken(DomainError):
    """Capacity cannot fall below what is promised already."""

    code = "BELOW_WHAT_IS_TAKEN"


@transaction.atomic
def draft_offer(
    *,
    by: User,
    organisation: Organisation,
    need_kind: str,
    title: str,
    valid_from: date,
    title_en: str = "",
    description: str = "",
    aid_types: Sequence[str] = (),
    areas: Sequence[str] = (),
    limits: Sequence[str] = (),
    reach_km: int = 30,
    value_to: str = "",
    fund_reference: str = "",
    valid_to: date | None = None,
) -> Offer:
    """Write down what an organisation can give; it is offered to nobody yet."""
    may_offer(by, organisation).require()
    offer = Offer.objects.create(
        organisation=organisation,
        need_kind=need_kind,
        title=title,
        title_en=title_en,
        description=description,
        aid_types=list(aid_types),
        areas=list(areas),
        limits=list(limits),
        reach_km=reach_km,
        value_to=value_to,
        fund_reference=fund_reference,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    audit.record(by=by, verb="offer.draft", subject=offer, detail={"kind": need_kind})
    return offer


@transaction.atomic
def revise_offer(*, by: User, offer: Offer, **changes: Any) -> None:
    """Change words and limits (columns of `Offer`); what is promised already stays promised."""
    may_offer(by, offer.organisation).require()
    may_revise(offer).require()
    for name in changes:
        if name not in REVISABLE:
            raise TypeError(f"{name} of an offer does not change")
    Offer.objects.filter(pk=offer.pk).update(**changes)
    offer.refresh_from_db()
    audit.record(by=by, verb="offer.revise", subject=offer, detail={"fields": sorted(changes)})


@transaction.atomic
def set_capacity(*, by: User, offer: Offer, starts_on: date, ends_on: date, capacity: int) -> CapacityPeriod:
    """Say how many needs the offer can take in a period; never less than it has taken."""
    may_offer(by, offer.organisation).require()
    Offer.objects.select_for_update().get(pk=offer.pk)
    period = offer.periods.filter(starts_on=starts_on).first()
    if period is not None and capacity < period.taken:
        message = _("%(taken)s needs are promised in this period already; enter at least that many.")
        raise BelowWhatIsTaken(message % {"taken": period.taken})
    others = offer.periods.exclude(starts_on=starts_on).filter(starts_on__lte=ends_on, ends_on__gte=starts_on)
    if other := others.first():
        message = _("The period overlaps with the one from %(start)s to %(end)s. Choose other days.")
        raise PeriodsOverlap(message % {"start": other.starts_on, "end": other.ends_on})
    values = {"ends_on": ends_on, "capacity": capacity}
    period, _made = CapacityPeriod.objects.update_or_create(offer=offer, starts_on=starts_on, defaults=values)
    detail = {"from": str(starts_on), "capacity": capacity}
    audit.record(by=by, verb="offer.set_capacity", subject=offer, detail=detail)
    return period


@transaction.atomic
def publish_offer(*, by: User, offer: Offer) -> None:
    """From now on the offer takes part in matching."""
    may_offer(by, offer.organisation).require()
    OFFER_LIFECYCLE.advance(offer, "offer", by=by)


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
