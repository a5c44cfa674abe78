"""What must be true of awards, contracts and payments at any time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from django.db.models import F, Q

from marketplace.common import clock
from marketplace.organisations.models import Membership
from marketplace.procurement.clocks import standstill_until
from marketplace.procurement.invariants.bids import Broken
from marketplace.procurement.models import Award, AwardQuery, Bid, Contract, ContractPaper, Milestone, Seat, Tender
from marketplace.procurement.states import AwardStatus, BidStatus, ContractStatus, MilestoneStatus, TenderStatus

MONEY: Final = "what is paid stays within milestone, contract, award and budget"
PAID: Final = "only accepted work is paid"
WINNER: Final = "the award goes to the best ranked bid"
STANDS: Final = "a contract follows an award that stands"
PAPER: Final = "a contract in force has one paper that both sides confirmed"
BLIND: Final = "whoever scores is tied to no bidder and decides nothing else"
TOLD: Final = "the open data of a purchase have no gap"
SIGNED: Final = (ContractStatus.IN_FORCE, ContractStatus.COMPLETED, ContractStatus.TERMINATED)


def counts() -> dict[str, int]:
    """How many objects were looked at."""
    return {"awards": Award.objects.count(), "contracts": Contract.objects.count()}


def violations() -> Iterator[Broken]:
    """Each broken promise; no name, no voucher."""
    for check in CHECKS:
        yield from check()


def _sums() -> Iterator[Broken]:
    for milestone in Milestone.objects.prefetch_related("payments"):
        if milestone.paid_fen > milestone.fen:
            yield MONEY, f"milestone:{milestone.reference}", f"{milestone.paid_fen} paid of {milestone.fen}"
    for contract in Contract.objects.select_related("award").prefetch_related("milestones"):
        parts = sum(row.fen for row in contract.milestones.all())
        if not parts == contract.price_fen == contract.award.price_fen:
            detail = f"milestones {parts}, contract {contract.price_fen}, award {contract.award.price_fen}"
            yield MONEY, f"contract:{contract.reference}", detail
    beside = ~Q(price_fen=F("bid__price_fen")) | Q(price_fen__gt=F("tender__budget_fen"))
    for award in Award.objects.filter(beside):
        yield MONEY, f"award:{award.reference}", "its price is not the bid's, or above the budget"


def _paid() -> Iterator[Broken]:
    for milestone in Milestone.objects.filter(payments__isnull=False).prefetch_related("payments").distinct():
        accepted = milestone.accepted_at if milestone.status == MilestoneStatus.ACCEPTED else None
        if accepted is None:
            yield PAID, f"milestone:{milestone.reference}", "paid and not accepted"
        elif any(row.paid_on < clock.local(accepted).date() for row in milestone.payments.all()):
            yield PAID, f"milestone:{milestone.reference}", "paid before its acceptance"
    for milestone in Milestone.objects.filter(status=MilestoneStatus.ACCEPTED, evidence__isnull=True):
        yield PAID, f"milestone:{milestone.reference}", "accepted without evidence"


def _winner() -> Iterator[Broken]:
    for award in Award.objects.select_related("bid"):
        above = Bid.objects.filter(tender=award.tender_id, status=BidStatus.LOST, rank__lt=award.bid.rank or 0)
        if award.bid.status != BidStatus.WON or above.exists():
            yield WINNER, f"award:{award.reference}", "another bid stands above it, or it did not win"


def _stands() -> Iterator[Broken]:
    for contract in Contract.objects.select_related("award__tender"):
        award, made = contract.award, contract.created_at
        if clock.local(made).date() <= standstill_until(award):
            yield STANDS, f"contract:{contract.reference}", "made within the standstill"
        asked = AwardQuery.objects.filter(award=award, created_at__lt=made)
        if asked.filter(Q(answered_at__isnull=True) | Q(answered_at__gt=made)).exists():
            yield STANDS, f"contract:{contract.reference}", "made while a query was open"
        wanted = AwardStatus.CONTRACTED if contract.status in SIGNED else AwardStatus.ANNOUNCED
        if award.status != wanted:
            yield STANDS, f"contract:{contract.reference}", f"its award is {award.status}"


def _paper() -> Iterator[Broken]:
    whole = Q(supplier_confirmed_at__isnull=False, buyer_confirmed_at__isnull=False, refused_at__isnull=True)
    for contract in Contract.objects.filter(status__in=SIGNED).select_related("award__tender"):
        papers = list(ContractPaper.objects.filter(whole, contract=contract, kind="signed"))
        if len(papers) != 1:
            yield PAPER, f"contract:{contract.reference}", f"{len(papers)} confirmed papers"
        for paper in papers:
            if paper.signed_on is None or paper.signed_on <= standstill_until(contract.award):
                yield PAPER, f"contract:{contract.reference}", "signed within the standstill"
    for paper in ContractPaper.objects.exclude(sha256=F("file__sha256")).select_related("contract"):
        yield PAPER, f"contract:{paper.contract.reference}", "the stored file is another one"


def _blind() -> Iterator[Broken]:
    """Of the seats whose marks counted: who opened, judged or decided; who was tied when handing in."""
    for seat in Seat.objects.filter(handed_in_at__isnull=False, stood_aside_at__isnull=True).select_related("tender"):
        bids = Bid.objects.filter(tender=seat.tender_id, opened__isnull=False)
        acts = Membership.objects.filter(user=seat.member_id, organisation__in=bids.values("bidder"))
        then = acts.filter(created_at__lte=seat.handed_in_at).exclude(left_at__lt=seat.handed_in_at)
        if then.exists() or seat.interests.filter(pk__in=bids.values("bidder")).exists():
            yield BLIND, f"tender:{seat.tender.reference}", "a member was tied to a bidder"
        elsewhere = (
            seat.tender.opening_keys.filter(officer=seat.member_id),
            bids.filter(judged_by=seat.member_id),
            Award.objects.filter(tender=seat.tender_id, decided_by=seat.member_id),
        )
        if any(rows.exists() for rows in elsewhere):
            yield BLIND, f"tender:{seat.tender.reference}", "a member opened, judged compliance or decided"


def _told() -> Iterator[Broken]:
    for tender in Tender.objects.exclude(status=TenderStatus.DRAFT).prefetch_related("releases"):
        rows = list(tender.releases.all())
        told = [(row.number, row.body["id"]) for row in rows]
        wanted = [(number, f"{rows[0].body['ocid']}-{number:03d}") for number in range(1, len(rows) + 1)]
        if told != wanted or (not rows and tender.status != TenderStatus.CANCELLED):
            yield TOLD, f"tender:{tender.reference}", "a release is missing or carries another's id"


CHECKS: tuple[Callable[[], Iterator[Broken]], ...] = (_sums, _paid, _winner, _stands, _paper, _blind, _told)
