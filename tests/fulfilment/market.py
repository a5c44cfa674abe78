"""A small market: verified organisations with members, offers with a place, needs that wait, and a way to propose."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.fulfilment.capacity import supplier_of_offer
from marketplace.needs.models import Need
from marketplace.offers.actions import approve_offer, draft_offer, set_capacity, submit_offer
from marketplace.offers.models import Offer
from marketplace.operations.demo.partners import credit_code
from marketplace.organisations import actions as organisations
from marketplace.organisations.messages.audience import officers_of
from marketplace.organisations.models import CapabilityKind, MemberRole, Organisation, OrganisationKind
from matching.models import MatchRun, Proposal
from tests.needs.city import HAISHU, FakeGate, make_user, publish
from tests.organisations.officers import verify_by_two

LONG = timedelta(days=400)


def make_organisation(
    name: str, officer: User, *, capability: CapabilityKind | None = CapabilityKind.CHARITY, kind: str = "charity"
) -> Organisation:
    """An organisation that was admitted and, unless `capability` is None, verified."""
    number = Organisation.objects.count() + 1
    organisation = organisations.apply(
        by=officer,
        name=name,
        name_en=f"{name} in English",
        kind=OrganisationKind(kind),
        credit_code=credit_code(kind, HAISHU, number),
        district=HAISHU,
    )
    organisations.admit(by=officer, organisation=organisation)
    if capability is not None:
        today = clock.today()
        held = organisations.claim_capability(
            by=officer, organisation=organisation, kind=capability, valid_from=today - LONG, valid_to=today + LONG
        )
        verify_by_two(officer, held)
    return organisation


def make_member(organisation: Organisation, name: str = "") -> User:
    """Somebody who acts for it."""
    user = make_user(name or f"member-{organisation.reference}")
    organisations.add_member(by=None, organisation=organisation, user=user, role=MemberRole.MANAGER)
    return user


def make_offer(by: User, organisation: Organisation, capacity: int = 5, **words: Any) -> Offer:
    """An offer in force with this many places in the present period."""
    given = {"kind": "goods", "title": "取暖器", "title_en": "heaters", "areas": ["330200"]} | words
    offer = draft_offer(by=by, organisation=organisation, valid_from=clock.today(), **given)
    fill_period(by, offer, capacity)
    submit_offer(by=by, offer=offer)
    approve_offer(by=officers_of(organisation)[0], offer=offer)
    return offer


def fill_period(by: User, offer: Offer, capacity: int, start: date | None = None) -> None:
    """Four weeks from today, or from that day."""
    start = start or clock.today()
    set_capacity(by=by, offer=offer, starts_on=start, ends_on=start + timedelta(days=27), capacity=capacity)


def make_need(officer: User, author: User, gate: FakeGate, helpers: int = 1, **words: Any) -> Need:
    """A published need that wants so many helpers."""
    need = publish(officer, author, gate, **words)
    Need.objects.filter(pk=need.pk).update(helpers=helpers)
    need.refresh_from_db()
    return need


def propose_to(offer: Offer, need: Need, *, days: int = 7, run: MatchRun | None = None) -> Proposal:
    """A proposal as a run writes it."""
    run = run or MatchRun.objects.create(
        policy="default", needs=1, suppliers=1, pairs=1, objective=1, upper_bound=1, gap=0, seconds=0
    )
    helper = supplier_of_offer(offer)
    return Proposal.objects.create(
        run=run,
        need=need,
        supplier_kind=helper.kind,
        supplier_reference=helper.reference,
        supplier_name=helper.name,
        organisation=helper.organisation,
        score=500_000,
        parts={"distance": 300_000, "urgency": 200_000},
        reasons=[{"msgid": "The need is urgent.", "parameters": {}}],
        expires_at=clock.now() + timedelta(days=days),
    )
