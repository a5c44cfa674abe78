"""A tender's present facts as sections of a release; organisations only, never a natural person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from marketplace.common import clock
from marketplace.organisations.models import Organisation
from marketplace.procurement.clocks import last_clarification
from marketplace.procurement.models import Award, Bid, Contract, DeadlineChange, Method, Milestone, Payment, Tender
from marketplace.procurement.ocds.values import (
    SCHEME,
    Section,
    copy_of,
    last_moment,
    moment,
    page_of,
    reference_to,
    value_of,
)
from marketplace.procurement.states import (
    DECIDED,
    AwardStatus,
    ContractStatus,
    MilestoneStatus,
    TenderStatus,
)

METHODS: Final = {Method.OPEN: "open", Method.INVITED: "selective", Method.CONSULTATION: "limited"}
METHOD_NAMES: Final = {Method.OPEN: "公开招标", Method.INVITED: "邀请招标", Method.CONSULTATION: "竞争性磋商"}
TENDER_STATUS: Final = {
    TenderStatus.DRAFT: "planned",
    TenderStatus.OPEN: "active",
    TenderStatus.FAILED: "unsuccessful",
    TenderStatus.CANCELLED: "cancelled",
    **dict.fromkeys(DECIDED, "complete"),
}
AWARD_STATUS: Final = {
    AwardStatus.ANNOUNCED: "active", AwardStatus.CONTRACTED: "active", AwardStatus.ANNULLED: "cancelled",
}  # fmt: skip
CONTRACT_STATUS: Final = {
    ContractStatus.DRAFTED: "pending", ContractStatus.SIGNED: "pending", ContractStatus.IN_FORCE: "active",
    ContractStatus.COMPLETED: "terminated", ContractStatus.TERMINATED: "terminated",
}  # fmt: skip
"""`terminated` is the standard's word for a contract that has ended, also by being fulfilled."""


def parties(tender: Tender, bids: Iterable[Bid], award: Award | None) -> list[Section]:
    """The buyer; once decided, everybody whose bid was opened, and who supplies."""
    roles: dict[Organisation, list[str]] = {tender.buyer: ["buyer", "procuringEntity", "payer"]}
    for bid in bids:
        roles[bid.bidder] = ["tenderer"]
        if award is not None and award.bid_id == bid.pk:
            roles[bid.bidder] += ["supplier", "payee"]
    return [_party(organisation, held) for organisation, held in roles.items()]


def _party(organisation: Organisation, roles: list[str]) -> Section:
    identifier = {"scheme": SCHEME, "id": organisation.credit_code, "legalName": organisation.name}
    return {**reference_to(organisation), "identifier": identifier, "roles": roles}


def planning(tender: Tender) -> Section:
    """The budget and the listed service it pays for."""
    budget = {"amount": value_of(tender.budget_fen, tender.currency), "description": tender.item.name}
    return {"budget": budget, "rationale": tender.item.service_list.name}


def tender_section(tender: Tender, bids: list[Bid]) -> Section:
    """What is bought, how it is judged and by when; tenderers only once they are public."""
    method = Method(tender.method)
    section: Section = {
        "id": tender.reference,
        "title": tender.title,
        "description": tender.description or tender.title,
        "status": TENDER_STATUS.get(TenderStatus(tender.status), "active"),
        "procuringEntity": reference_to(tender.buyer),
        "items": [_item(tender)],
        "value": value_of(tender.budget_fen, tender.currency),
        "procurementMethod": METHODS[method],
        "procurementMethodDetails": METHOD_NAMES[method],
        "mainProcurementCategory": "services",
        "awardCriteria": "ratedCriteria",
        "awardCriteriaDetails": _criteria(tender),
        "submissionMethod": ["electronicSubmission"],
        "tenderPeriod": {"startDate": moment(tender.issued_on), "endDate": moment(tender.bids_until)},
        "enquiryPeriod": {"startDate": moment(tender.issued_on), "endDate": last_moment(last_clarification(tender))},
        "hasEnquiries": tender.clarifications.filter(answered_at__isnull=False).exists(),
        "contractPeriod": {"durationInDays": round(tender.term_months * 365 / 12)},
        "documents": [
            {
                "id": "notice",
                "documentType": "tenderNotice",
                "url": page_of(tender),
                "language": "zh",
                "format": "text/html",
            }
        ],
    }
    if changes := [_amendment(number, change) for number, change in enumerate(tender.deadline_changes.all(), start=1)]:
        section["amendments"] = changes
    if bids:
        section["numberOfTenderers"] = len(bids)
        section["tenderers"] = [reference_to(bid.bidder) for bid in bids]
    return section


def _item(tender: Tender) -> Section:
    classification = {"scheme": "x_nb-service-list", "id": tender.item.code, "description": tender.item.name}
    return {"id": "1", "description": tender.item.name, "classification": classification}


def _criteria(tender: Tender) -> str:
    parts = [f"{criterion.get('name') or criterion['id']} {criterion['weight']}" for criterion in tender.criteria]
    return "；".join([*parts, f"价格 {tender.price_weight}"])


def _amendment(number: int, change: DeadlineChange) -> Section:
    return {
        "id": str(number),
        "date": moment(change.created_at),
        "rationale": "影响投标的澄清晚于规定的最后日期作出，投标截止时间顺延",
        "description": f"{moment(change.before)} -> {moment(change.after)}",
    }


def award_section(award: Award) -> Section:
    """The chosen bid at its own price."""
    return {
        "id": award.reference,
        "title": award.tender.title,
        "status": AWARD_STATUS[AwardStatus(award.status)],
        "date": moment(award.announced_at),
        "value": value_of(award.price_fen, award.tender.currency),
        "suppliers": [reference_to(award.bid.bidder)],
        "items": [_item(award.tender)],
    }


def contract_section(contract: Contract) -> Section:
    """The contract and how far its work is: `met` is what the buyer accepted."""
    section: Section = {
        "id": contract.reference,
        "awardID": contract.award.reference,
        "status": CONTRACT_STATUS[ContractStatus(contract.status)],
        "period": {"startDate": moment(contract.starts_on), "endDate": last_moment(contract.ends_on)},
        "value": value_of(contract.price_fen, contract.award.tender.currency),
        "implementation": _implementation(contract),
    }
    if contract.signed_on is not None:
        section |= {"dateSigned": moment(contract.signed_on), "documents": _contract_documents(contract)}
    return section


def _contract_documents(contract: Contract) -> list[Section]:
    """The signed paper by its digest only, since it may hold secrets; the copy without them by its address."""
    paper, copy = contract.paper, contract.public_copy
    rows: list[Section] = []
    if paper is not None:
        description = f"SHA-256 {paper.sha256}；原件由合同双方留存，涉及商业秘密的内容不公开"
        rows.append(_pdf("signed", "已签署的合同", description))
    if copy is not None and copy.released_at is not None:
        told = {"url": copy_of(contract.award.tender), "datePublished": moment(copy.released_at)}
        rows.append(_pdf("public", "合同公开文本", f"SHA-256 {copy.sha256}") | told)
    return rows


def _pdf(key: str, title: str, description: str) -> Section:
    known = {"documentType": "contractSigned", "format": "application/pdf", "language": "zh"}
    return {"id": key, "title": title, "description": description, **known}


def _implementation(contract: Contract) -> Section:
    """What was accepted, and what was paid for it."""
    rows = list(contract.milestones.prefetch_related("payments"))
    section: Section = {"milestones": [_milestone(row) for row in rows]}
    paid = [_transaction(contract, payment) for row in rows for payment in row.standing_payments]
    return section | ({"transactions": paid} if paid else {})


def _transaction(contract: Contract, payment: Payment) -> Section:
    """A payment by the buyer to the supplier, as its books say today; the voucher stays with the parties.

    A corrected entry keeps its id, so that the right one replaces it where releases are compiled.
    """
    award = contract.award
    return {
        "id": f"{payment.milestone.reference}-{payment.part}",
        "date": moment(payment.paid_on),
        "value": value_of(payment.fen, award.tender.currency),
        "payer": reference_to(award.tender.buyer),
        "payee": reference_to(award.bid.bidder),
        "uri": page_of(award.tender),
    }


def _milestone(row: Milestone) -> Section:
    met = row.status == MilestoneStatus.ACCEPTED
    section: Section = {
        "id": row.reference,
        "title": row.title,
        "type": "delivery",
        "status": "met" if met else "scheduled",
        "dueDate": last_moment(row.due_on),
        "dateModified": moment(row.accepted_at or clock.now()),
    }
    return section | ({"dateMet": moment(row.delivered_on)} if met and row.delivered_on else {})
