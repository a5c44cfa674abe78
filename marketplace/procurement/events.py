"""What happened in a purchase; ids only."""

from dataclasses import dataclass

from marketplace.common.events import Event


@dataclass(frozen=True, slots=True)
class TenderPublished(Event):
    tender_id: int


@dataclass(frozen=True, slots=True)
class QuestionAsked(Event):
    clarification_id: int


@dataclass(frozen=True, slots=True)
class QuestionAnswered(Event):
    clarification_id: int


@dataclass(frozen=True, slots=True)
class BidSealed(Event):
    bid_id: int
    version: int


@dataclass(frozen=True, slots=True)
class BidWithdrawn(Event):
    bid_id: int
    version: int


@dataclass(frozen=True, slots=True)
class TenderClosed(Event):
    tender_id: int


@dataclass(frozen=True, slots=True)
class TenderFailed(Event):
    tender_id: int


@dataclass(frozen=True, slots=True)
class BidsOpened(Event):
    tender_id: int


@dataclass(frozen=True, slots=True)
class ScoringBegun(Event):
    tender_id: int


@dataclass(frozen=True, slots=True)
class PanelConfers(Event):
    tender_id: int


@dataclass(frozen=True, slots=True)
class BidsRanked(Event):
    tender_id: int


@dataclass(frozen=True, slots=True)
class SeatGiven(Event):
    seat_id: int


@dataclass(frozen=True, slots=True)
class TenderAwarded(Event):
    award_id: int


@dataclass(frozen=True, slots=True)
class QueryFiled(Event):
    query_id: int


@dataclass(frozen=True, slots=True)
class QueryAnswered(Event):
    query_id: int


@dataclass(frozen=True, slots=True)
class ContractDrafted(Event):
    contract_id: int


@dataclass(frozen=True, slots=True)
class ContractSigned(Event):
    """The supplier confirmed the paper."""

    contract_id: int


@dataclass(frozen=True, slots=True)
class ContractCountersigned(Event):
    contract_id: int


@dataclass(frozen=True, slots=True)
class ContractPaperRefused(Event):
    contract_id: int


@dataclass(frozen=True, slots=True)
class ContractCopyGiven(Event):
    paper_id: int


@dataclass(frozen=True, slots=True)
class ContractCopyReleased(Event):
    paper_id: int


@dataclass(frozen=True, slots=True)
class MilestoneDelivered(Event):
    milestone_id: int


@dataclass(frozen=True, slots=True)
class MilestoneReturned(Event):
    milestone_id: int


@dataclass(frozen=True, slots=True)
class MilestoneAccepted(Event):
    milestone_id: int


@dataclass(frozen=True, slots=True)
class MilestonePaid(Event):
    milestone_id: int
    part: int


@dataclass(frozen=True, slots=True)
class PaymentCorrected(Event):
    """The entry that stands now."""

    payment_id: int
