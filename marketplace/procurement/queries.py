"""Named reads of the service list, its tenders and their bids, each through a reader's eyes."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import Reader, holds_role
from marketplace.common import clock
from marketplace.organisations.models import CapabilityKind, Organisation
from marketplace.organisations.queries import organisations_finishing, organisations_of, organisations_with
from marketplace.procurement.bid_content import BidContent
from marketplace.procurement.models import (
    Award,
    AwardQuery,
    Bid,
    Clarification,
    Contract,
    ContractPaper,
    Milestone,
    Seat,
    ServiceList,
    Tender,
)
from marketplace.procurement.states import JUDGED_COMPLIANT, UNOPENED, MilestoneStatus, TenderStatus


def current_service_list() -> ServiceList | None:
    """The newest list valid today."""
    today = clock.today()
    valid = models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=today)
    return ServiceList.objects.filter(valid, valid_from__lte=today).prefetch_related("items").first()


def published_tenders() -> models.QuerySet[Tender]:
    """Tenders that the public may see."""
    return Tender.objects.exclude(status=TenderStatus.DRAFT).select_related("item", "buyer")


def tenders_worked_on_by(reader: Reader) -> models.QuerySet[Tender]:
    """Drafts too: for officers all, for a buyer its own; never as a member of the panel or of a bidder."""
    if not isinstance(reader, User):
        return Tender.objects.none()
    rows = Tender.objects.select_related("item", "buyer").exclude(seats__member=reader)
    rows = rows.exclude(bids__bidder__in=organisations_of(reader))
    return rows if holds_role(reader, Role.OFFICER) else rows.filter(buyer__in=organisations_of(reader))


def bids_visible_to(reader: Reader) -> models.QuerySet[Bid]:
    """A bidder's own at any time; once opened, for officers, auditors and the buyer, unless they score or bid too."""
    if not isinstance(reader, User):
        return Bid.objects.none()
    rows = Bid.objects.select_related("tender__buyer", "bidder")
    own = models.Q(bidder__in=organisations_of(reader))
    opened = ~models.Q(status__in=sorted(UNOPENED)) & ~models.Q(tender__seats__member=reader)
    opened &= ~models.Q(tender__bids__bidder__in=organisations_of(reader))
    if not (holds_role(reader, Role.OFFICER) or holds_role(reader, Role.AUDITOR)):
        opened &= models.Q(tender__buyer__in=organisations_of(reader))
    return rows.filter(own | opened).distinct()


def bids_of(reader: Reader) -> models.QuerySet[Bid]:
    """What the reader's organisations bid, the newest first."""
    own = Bid.objects.filter(bidder__in=organisations_of(reader))
    return own.select_related("tender__buyer", "bidder").order_by("-pk")


def opened_bids(reader: Reader, tender: Tender) -> list[Bid]:
    """Every opened bid of a tender, for those who may know whose they are."""
    return list(bids_visible_to(reader).filter(tender=tender, opened__isnull=False).select_related("opened"))


def bidders_for(reader: Reader) -> models.QuerySet[Organisation]:
    """The reader's organisations that are verified as bidders today."""
    verified = organisations_with(CapabilityKind.BIDDER)
    return organisations_of(reader).filter(pk__in=verified.values("pk"))


def register_of_bidders() -> models.QuerySet[Organisation]:
    """Every verified bidder: what a panel member chooses declared interests from."""
    return organisations_with(CapabilityKind.BIDDER).order_by("name")


def seats_of(reader: Reader) -> models.QuerySet[Seat]:
    """Panels on which the reader sits."""
    if not isinstance(reader, User):
        return Seat.objects.none()
    return Seat.objects.filter(member=reader).select_related("tender__item").order_by("-pk")


@dataclass(frozen=True, slots=True)
class BlindBid:
    """What a panel member may know of a bid: a letter, a reference, the answers; no name, no price."""

    reference: str
    label: str
    answers: dict[str, str]


def blind_bids(tender: Tender) -> list[BlindBid]:
    """The compliant bids without their bidders, by letter."""
    rows = tender.bids.filter(status__in=sorted(JUDGED_COMPLIANT)).select_related("opened").order_by("label")
    return [BlindBid(row.reference, row.label, dict(BidContent.from_json(row.opened.content).answers)) for row in rows]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What everybody may know of a decided purchase: who was opened, who won, the contract and its work."""

    award: Award
    bids: list[Bid]
    contract: Contract | None
    milestones: list[Milestone]
    accepted_fen: int
    paid_fen: int


def outcome_of(tender: Tender) -> Outcome | None:
    """None until an award is announced."""
    award = Award.objects.filter(tender=tender).select_related("bid__bidder").first()
    if award is None:
        return None
    contract = Contract.objects.filter(award=award, signed_at__isnull=False).first()
    milestones = list(contract.milestones.prefetch_related("payments")) if contract else []
    accepted = sum(row.fen for row in milestones if row.status == MilestoneStatus.ACCEPTED)
    paid = sum(row.paid_fen for row in milestones)
    bids = tender.bids.filter(opened__isnull=False).select_related("bidder").order_by("rank", "label")
    return Outcome(award, list(bids), contract, milestones, accepted, paid)


def public_copy_of(tender: Tender) -> ContractPaper | None:
    """The newest released copy of its contract."""
    contract = Contract.objects.filter(award__tender=tender, signed_at__isnull=False).first()
    return contract.public_copy if contract else None


def answered_questions(tender: Tender) -> models.QuerySet[Clarification]:
    """The log that everybody reads: answered questions, without who asked."""
    return tender.clarifications.filter(answered_at__isnull=False)


def open_questions(tender: Tender) -> models.QuerySet[Clarification]:
    """What waits for an answer."""
    return tender.clarifications.filter(answered_at__isnull=True).order_by("pk")


def contracts_visible_to(reader: Reader) -> models.QuerySet[Contract]:
    """The supplier's and the buyer's own; all for officers and auditors."""
    if not isinstance(reader, User):
        return Contract.objects.none()
    rows = Contract.objects.select_related("award__tender__buyer", "award__bid__bidder")
    if holds_role(reader, Role.OFFICER) or holds_role(reader, Role.AUDITOR):
        return rows
    mine = organisations_finishing(reader)
    return rows.filter(models.Q(award__bid__bidder__in=mine) | models.Q(award__tender__buyer__in=mine))


def milestones_visible_to(reader: Reader) -> models.QuerySet[Milestone]:
    """Those of the contracts that the reader may see."""
    rows = Milestone.objects.filter(contract__in=contracts_visible_to(reader))
    return rows.select_related("contract__award__tender__buyer", "contract__award__bid__bidder")


def queries_about(tender: Tender) -> models.QuerySet[AwardQuery]:
    """Every query about its award."""
    return AwardQuery.objects.filter(award__tender=tender).select_related("bidder", "award__tender")


def sits_on_a_panel(reader: object) -> bool:
    """Whether the reader scores bids: then two factors are needed."""
    return isinstance(reader, User) and Seat.objects.filter(member=reader, stood_aside_at__isnull=True).exists()
