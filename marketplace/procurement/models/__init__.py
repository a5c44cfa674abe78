"""The tables of procurement."""

from marketplace.procurement.models.awards import Award, AwardQuery
from marketplace.procurement.models.bids import Bid, BidDraft, Envelope, OpenedBid, OpeningKey
from marketplace.procurement.models.contracts import Contract, Evidence, Milestone, Release
from marketplace.procurement.models.lists import ServiceClass, ServiceItem, ServiceList
from marketplace.procurement.models.panel import Mark, Seat
from marketplace.procurement.models.papers import ContractPaper, PaperKind
from marketplace.procurement.models.payments import Payment
from marketplace.procurement.models.tenders import Clarification, DeadlineChange, Method, Tender

__all__ = [
    "Award",
    "AwardQuery",
    "Bid",
    "BidDraft",
    "Clarification",
    "Contract",
    "ContractPaper",
    "DeadlineChange",
    "Envelope",
    "Evidence",
    "Mark",
    "Method",
    "Milestone",
    "OpenedBid",
    "OpeningKey",
    "PaperKind",
    "Payment",
    "Release",
    "Seat",
    "ServiceClass",
    "ServiceItem",
    "ServiceList",
    "Tender",
]
