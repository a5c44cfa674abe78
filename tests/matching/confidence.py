"""A household whose need is kept private, and partners with and without an undertaking in force."""

from __future__ import annotations

from datetime import datetime, timedelta

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.fulfilment.places import places_left
from marketplace.needs.models import Need
from marketplace.offers.models import Offer
from marketplace.organisations import actions as organisations
from marketplace.organisations.models import Organisation, Undertaking
from matching.actions import ask_partners
from matching.models import Proposal
from tests.casework.factories import member, registered, submitted

SECRETS = ("样本丁某", "13800138111", "保密路9号")
"""Name, telephone and road of the household: nothing of it may leave casework."""


def private_need(worker: User, *, helpers: int = 1, consent: bool = True, **own: object) -> Need:
    """Too few households share its values, so that it is kept for private match."""
    case = registered(worker, head_name=SECRETS[0], phone=SECRETS[1], address=SECRETS[2], others=[member()], **own)
    draft = submitted(worker, case, consent=consent, helpers=helpers, story=f"{SECRETS[0]}家住{SECRETS[2]}")
    assert draft.need is not None
    assert (draft.need.status, places_left(draft.need)) == ("private_match", helpers)
    return draft.need


def entrust(organisation: Organisation, by: User, officer: User) -> Undertaking:
    """Sign and vet."""
    undertaking = organisations.sign_undertaking(by=by, organisation=organisation)
    organisations.vet_undertaking(by=officer, undertaking=undertaking)
    return undertaking


def soon() -> datetime:
    """A day to answer until."""
    return clock.now() + timedelta(days=2)


def ask(worker: User, need: Need, *offers: Offer, fields: tuple[str, ...] = ()) -> list[Proposal]:
    """Ask these offers by name."""
    references = [offer.reference for offer in offers]
    return ask_partners(by=worker, need=need, suppliers=references, fields=fields, until=soon())
