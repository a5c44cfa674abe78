"""Offers, volunteers and group programmes as suppliers, with what each can still take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from marketplace.accounts.queries import CITY
from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.fulfilment.capacity import (
    BUSY,
    supplier_of_offer,
    supplier_of_programme,
    supplier_of_volunteer,
)
from marketplace.fulfilment.capacity import (
    Supplier as Helper,
)
from marketplace.fulfilment.models import Assignment, SupplierKind
from marketplace.insurance.models import GroupProgramme
from marketplace.insurance.queries import programmes_in_force
from marketplace.offers.models import Offer
from marketplace.offers.queries import offers_in_force
from marketplace.organisations.models import CapabilityKind, Organisation
from marketplace.organisations.queries import entrusted_organisations
from marketplace.volunteers.models import Volunteer
from marketplace.volunteers.queries import active_volunteers
from marketplace.volunteers.rules import has_guardian, limits_of
from matching.facts import Supplier
from matching.models import Proposal
from matching.ports import FundFacts, fund_source
from matching.states import ProposalStatus

GIVES = {
    "goods": ("goods",),
    "micro_wish": ("goods",),
    "service": ("time",),
    "pairing": ("pairing",),
    "programme": ("fund",),
    "job": ("job",),
    "training": ("training",),
}
"""Kind of an offer -> the forms of the policy's routing table."""
VERIFIED_AS = {
    CapabilityKind.CHARITY: ("charity",),
    CapabilityKind.INSURER: ("insurer",),
    # Verifying these two includes seeing that the people they send were checked.
    CapabilityKind.VOLUNTEER_GROUP: ("background_check",),
    CapabilityKind.SERVICE_AGENCY: ("background_check",),
}
Listed = tuple[Helper, Supplier]


def listed_suppliers() -> Iterator[Listed]:
    """Everybody who takes part in matching, always in the same order."""
    asked = Counter(
        Proposal.objects.filter(status=ProposalStatus.PROPOSED).values_list("supplier_kind", "supplier_reference")
    )
    busy = Counter(Assignment.objects.filter(status__in=BUSY).values_list("supplier_kind", "supplier_reference"))
    funds = {fund.reference: fund for fund in fund_source().open_funds()}
    entrusted = frozenset(entrusted_organisations().values_list("pk", flat=True))
    yield from _offers(asked, funds, entrusted)
    yield from _volunteers(asked, busy, entrusted)
    yield from _programmes(asked, busy, entrusted)


def _offers(
    asked: Counter[tuple[str, str]], funds: dict[str, FundFacts], entrusted: frozenset[int]
) -> Iterator[Listed]:
    for offer in offers_in_force().prefetch_related("organisation__capabilities", "periods"):
        fund = funds.get(offer.fund_reference)
        if offer.fund_reference and (fund is None or fund.balance_band is None):
            continue
        helper = supplier_of_offer(offer)
        yield helper, _offer(offer, asked[SupplierKind.OFFER, offer.reference], fund, entrusted)


def _offer(offer: Offer, asked: int, fund: FundFacts | None, entrusted: frozenset[int]) -> Supplier:
    today = clock.today()
    present = [p for p in offer.periods.all() if p.starts_on <= today <= p.ends_on]
    left: int = offer.left  # type: ignore[attr-defined]
    return Supplier(
        key=offer.reference,
        actor=offer.organisation.kind,
        gives=GIVES[offer.kind],
        need_kinds=(offer.need_kind,),
        areas=tuple(offer.areas) or (CITY,),
        home=offer.organisation.district,
        reach_km=offer.reach_km,
        capacity=max(left - asked, 0),
        period_capacity=sum(p.capacity for p in present),
        paused=any(p.paused for p in present),
        aid_types=tuple(offer.aid_types),
        value_to=_smaller(offer.value_to, fund),
        limits=tuple(offer.limits),
        capabilities=_capabilities(offer.organisation, entrusted),
        valid_until=offer.valid_to,
    )


def _smaller(value_to: str, fund: FundFacts | None) -> str | None:
    """The smaller of what the offer serves and what its fund can pay."""
    order = rule("publication.quantity_bands", on=clock.today()).codes()
    bands = [band for band in (value_to, fund.balance_band if fund else None) if band]
    return min(bands, key=order.index) if bands else None


def _volunteers(
    asked: Counter[tuple[str, str]], busy: Counter[tuple[str, str]], entrusted: frozenset[int]
) -> Iterator[Listed]:
    for volunteer in active_volunteers().prefetch_related("organisation__capabilities"):
        if not has_guardian(volunteer):
            continue
        key = (str(SupplierKind.VOLUNTEER), volunteer.reference)
        yield supplier_of_volunteer(volunteer), _volunteer(volunteer, asked[key] + busy[key], entrusted)


def _volunteer(volunteer: Volunteer, taken: int, entrusted: frozenset[int]) -> Supplier:
    gives = {form for kind in volunteer.need_kinds for form in ("pairing" if kind == "pairing" else "time",)}
    return Supplier(
        key=volunteer.reference,
        actor="volunteer",
        gives=tuple(sorted(gives)),
        need_kinds=tuple(volunteer.need_kinds),
        areas=tuple(volunteer.areas) or (CITY,),
        home=volunteer.district,
        reach_km=volunteer.reach_km,
        capacity=max(volunteer.per_period - taken, 0),
        period_capacity=volunteer.per_period,
        limits=limits_of(volunteer),
        skills=tuple(skill.code for skill in volunteer.skills.all()),
        capabilities=_capabilities(volunteer.organisation, entrusted),
    )


def _programmes(
    asked: Counter[tuple[str, str]], busy: Counter[tuple[str, str]], entrusted: frozenset[int]
) -> Iterator[Listed]:
    for programme in programmes_in_force().prefetch_related("insurer__capabilities"):
        key = (str(SupplierKind.GROUP_PROGRAMME), programme.reference)
        yield supplier_of_programme(programme), _programme(programme, asked[key] + busy[key], entrusted)


def _programme(programme: GroupProgramme, taken: int, entrusted: frozenset[int]) -> Supplier:
    return Supplier(
        key=programme.reference,
        actor="insurer",
        gives=("group_cover",),
        need_kinds=("insurance",),
        areas=tuple(programme.areas) or (CITY,),
        home=programme.insurer.district,
        reach_km=200,
        capacity=max(programme.capacity - taken, 0),
        period_capacity=programme.capacity,
        aid_types=tuple(programme.aid_types),
        capabilities=_capabilities(programme.insurer, entrusted),
        perils=tuple(peril.kind for peril in programme.perils.all()),
        valid_until=programme.ends_on,
    )


def _capabilities(organisation: Organisation, entrusted: frozenset[int]) -> tuple[str, ...]:
    """What was verified and holds today, in the words of the policy."""
    held = [c.kind for c in organisation.capabilities.all() if c.holds_on(clock.today())]
    codes = {code for kind in held for code in _verified_as(kind)} | ({"verified_partner"} if held else set())
    return tuple(sorted(codes | ({"confidentiality"} if organisation.pk in entrusted else set())))


def _verified_as(kind: str) -> Iterable[str]:
    return VERIFIED_AS.get(CapabilityKind(kind), ())
