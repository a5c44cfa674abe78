"""The contract is drafted, its milestones delivered with evidence and accepted."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.events import announce
from marketplace.documents.models import PrivateFile
from marketplace.procurement.events import (
    ContractDrafted,
    MilestoneAccepted,
    MilestoneDelivered,
    MilestoneReturned,
)
from marketplace.procurement.models import Award, Contract, Evidence, Milestone
from marketplace.procurement.ocds import publish_progress
from marketplace.procurement.rules.performing import (
    may_accept,
    may_deliver,
    may_draft_contract,
)
from marketplace.procurement.states import (
    CONTRACT_LIFECYCLE,
    MILESTONE_LIFECYCLE,
    TENDER_LIFECYCLE,
    MilestoneStatus,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A milestone to be: what, how much of the price, by when."""

    title: str
    fen: int
    due_on: date
    title_en: str = ""


@transaction.atomic
def draft_contract(*, by: User, award: Award, number: str, starts_on: date, parts: Sequence[Part]) -> Contract:
    """Write down term, price and milestones; the supplier reads and signs it."""
    may_draft_contract(by, award, [part.fen for part in parts]).require()
    contract = Contract.objects.create(
        award=award, number=number, price_fen=award.price_fen, starts_on=starts_on, ends_on=_end(award, starts_on)
    )
    Milestone.objects.bulk_create(
        Milestone(
            contract=contract,
            position=position,
            title=part.title,
            title_en=part.title_en,
            fen=part.fen,
            due_on=part.due_on,
        )
        for position, part in enumerate(parts, start=1)
    )
    audit.record(by=by, verb="contract.draft", subject=contract, detail={"milestones": len(parts)})
    announce(ContractDrafted(contract_id=contract.pk))
    return contract


@transaction.atomic
def deliver_milestone(
    *, by: User, milestone: Milestone, delivered_on: date, note: str, evidence: Sequence[PrivateFile]
) -> None:
    """The supplier says it is done, with what shows it."""
    may_deliver(by, milestone, delivered_on).require()
    Evidence.objects.bulk_create(Evidence(milestone=milestone, file=file) for file in evidence)
    MILESTONE_LIFECYCLE.advance(milestone, "deliver", by=by, delivered_on=delivered_on, note=note, returned_because="")
    announce(MilestoneDelivered(milestone_id=milestone.pk))


@transaction.atomic
def return_milestone(*, by: User, milestone: Milestone, because: str) -> None:
    """The buyer does not accept it yet, and says what is missing."""
    may_act = may_accept(by, milestone)
    if may_act.code != "NO_EVIDENCE":
        may_act.require()
    MILESTONE_LIFECYCLE.advance(milestone, "send_back", by=by, returned_because=because)
    announce(MilestoneReturned(milestone_id=milestone.pk))


@transaction.atomic
def accept_milestone(*, by: User, milestone: Milestone) -> None:
    """The buyer accepts; with the last one the contract is fulfilled and the purchase complete."""
    contract = Contract.objects.select_for_update().select_related("award__tender").get(pk=milestone.contract_id)
    may_accept(by, milestone).require()
    MILESTONE_LIFECYCLE.advance(milestone, "accept", by=by, accepted_at=clock.now(), accepted_by=by)
    ended = not contract.milestones.exclude(status=MilestoneStatus.ACCEPTED).exists()
    if ended:
        CONTRACT_LIFECYCLE.advance(contract, "complete", by=by)
        TENDER_LIFECYCLE.advance(contract.award.tender, "complete", by=by)
    publish_progress(contract.award.tender, *(["contractTermination"] if ended else []))
    announce(MilestoneAccepted(milestone_id=milestone.pk))


def _end(award: Award, starts_on: date) -> date:
    """The last day of the term that the documents set."""
    years, month = divmod(starts_on.month - 1 + award.tender.term_months, 12)
    year, month = starts_on.year + years, month + 1
    return date(year, month, min(starts_on.day, monthrange(year, month)[1])) - timedelta(days=1)
