"""What the procurement rules refuse to publish, and why (domain.md §4)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Role
from marketplace.accounts.queries import CITY, Reader, holds_role
from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.common.verdict import YES, Verdict, first_refusal, no
from marketplace.organisations.models import CapabilityKind
from marketplace.organisations.queries import has_capability
from marketplace.procurement.models import Tender


def may_publish_list(reader: Reader) -> Verdict:
    """An officer of the city."""
    if holds_role(reader, Role.OFFICER, place=CITY):
        return YES
    return no(_("Only an officer of the city bureau publishes the service list."), code="NOT_AN_OFFICER")


def may_publish_tender(reader: Reader, tender: Tender) -> Verdict:
    """An officer, for a verified buyer, with clocks, weights and term inside the law."""
    return first_refusal(
        _by_an_officer(reader),
        _buyer_is_verified(tender),
        _clock(tender),
        _price_weight(tender),
        _weights(tender),
        _term(tender),
    )


def _by_an_officer(reader: Reader) -> Verdict:
    if holds_role(reader, Role.OFFICER):
        return YES
    return no(_("Only a bureau officer publishes a tender."), code="NOT_AN_OFFICER")


def _buyer_is_verified(tender: Tender) -> Verdict:
    if has_capability(tender.buyer, CapabilityKind.BUYER):
        return YES
    return no(_("The buyer is not verified as a government buyer."), code="NOT_A_BUYER")


def _clock(tender: Tender) -> Verdict:
    """Bids may close twenty days after the issue at the earliest (Procurement Law Art. 35)."""
    days = int(rule("tender.open_days", on=tender.issued_on).value)
    if clock.local(tender.bids_until).date() >= tender.issued_on + timedelta(days=days):
        return YES
    message = _("Bids must stay open for at least %(days)s days. Move the deadline to %(day)s or later.")
    day = tender.issued_on + timedelta(days=days)
    return no(message % {"days": days, "day": day.isoformat()}, code="DEADLINE_TOO_EARLY")


def _price_weight(tender: Tender) -> Verdict:
    least = Decimal(rule("tender.price_weight_services", on=tender.issued_on).value)
    if Decimal(tender.price_weight) >= least:
        return YES
    message = _("The price must weigh at least %(least)s for a service (MOF Order 87 Art. 55). Raise its weight.")
    return no(message % {"least": least}, code="PRICE_WEIGHT_TOO_LOW")


def _weights(tender: Tender) -> Verdict:
    total = Decimal(tender.price_weight) + sum(Decimal(criterion["weight"]) for criterion in tender.criteria)
    if total == 1:
        return YES
    message = _("The weights of the criteria and of the price sum to %(total)s, not to 1. Correct them.")
    return no(message % {"total": total}, code="WEIGHTS_DO_NOT_SUM")


def _term(tender: Tender) -> Verdict:
    months = int(rule("contract.term_months", on=tender.issued_on).value)
    if tender.term_months <= months:
        return YES
    message = _("A contract runs %(months)s months at most unless its content is fixed. Shorten the term.")
    return no(message % {"months": months}, code="TERM_OVER_ONE_YEAR")
