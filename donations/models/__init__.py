"""The tables of gifts and of the money they bring."""

from donations.models.cooperations import Cooperation, CooperationRemark
from donations.models.gifts import DonorKind, Gift, GiftDonor
from donations.models.inbox import WebhookEvent
from donations.models.ledger import AccountKind, Entry, LedgerAccount, Move
from donations.models.papers import Certificate, CertificateSeries, StatutoryReceipt
from donations.models.payees import Gateway, PayeeAccount
from donations.models.payments import DonationAttempt, Payment
from donations.models.platforms import PlatformFile, PlatformOrder, PlatformSettlement
from donations.models.programmes import CampaignRecord, Programme, ProgrammeKind, ProgrammeReport
from donations.models.projects import Adoption, Project, ProjectRemark
from donations.models.refunds import Dispute, Refund
from donations.models.spending import Spending, SpendingShare
from donations.models.statements import StatementImport, StatementLine

__all__ = [
    "AccountKind",
    "Adoption",
    "CampaignRecord",
    "Certificate",
    "CertificateSeries",
    "Cooperation",
    "CooperationRemark",
    "Dispute",
    "DonationAttempt",
    "DonorKind",
    "Entry",
    "Gateway",
    "Gift",
    "GiftDonor",
    "LedgerAccount",
    "Move",
    "PayeeAccount",
    "Payment",
    "PlatformFile",
    "PlatformOrder",
    "PlatformSettlement",
    "Programme",
    "ProgrammeKind",
    "ProgrammeReport",
    "Project",
    "ProjectRemark",
    "Refund",
    "Spending",
    "SpendingShare",
    "StatementImport",
    "StatementLine",
    "StatutoryReceipt",
    "WebhookEvent",
]
