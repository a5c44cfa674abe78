"""Whom we tell what becomes of the paper of a contract, and whose work it is next; a listener may run twice."""

from __future__ import annotations

from marketplace.common import clock
from marketplace.notifications.actions import finish_work
from marketplace.procurement import events
from marketplace.procurement.clocks import contract_due, publication_due
from marketplace.procurement.messages.telling import (
    CONTRACT,
    COPY,
    COUNTERSIGN,
    RELEASE,
    SIGN,
    ask,
    buying,
    openers,
    page_of_contract,
    subject_of,
    supplying,
    tell,
)
from marketplace.procurement.models import Contract, ContractPaper
from marketplace.procurement.states import ContractStatus


def ask_supplier_to_sign(event: events.ContractDrafted) -> None:
    """The supplier confirms the paper first."""
    contract = _contract(event.contract_id)
    finish_work(CONTRACT, subject=subject_of(contract.award.tender.reference))
    _ask_to_sign(contract)


def ask_buyer_to_sign(event: events.ContractSigned) -> None:
    """Then the buyer, before the day by which it is published."""
    contract = _contract(event.contract_id)
    finish_work(SIGN, subject=subject_of(contract.reference))
    if contract.status != ContractStatus.SIGNED or contract.paper is None or contract.paper.signed_on is None:
        return
    tender, due = contract.award.tender, clock.start_of(publication_due(contract.paper.signed_on))
    ask(buying(tender), COUNTERSIGN, tender, page_of_contract(contract), due, about=contract.reference)


def tell_supplier_of_refused_paper(event: events.ContractPaperRefused) -> None:
    """It reads what is wrong, and gives another one."""
    contract = _contract(event.contract_id)
    finish_work(COUNTERSIGN, subject=subject_of(contract.reference))
    given = contract.papers.count()
    tell(supplying(contract), "contract_paper_refused", contract.award.tender, page_of_contract(contract), paper=given)
    _ask_to_sign(contract)


def tell_supplier_of_contract(event: events.ContractCountersigned) -> None:
    """The work may begin; the buyer publishes the contract within the working days of the law."""
    contract = _contract(event.contract_id)
    tender = contract.award.tender
    finish_work(COUNTERSIGN, subject=subject_of(contract.reference))
    tell(supplying(contract), "contract_in_force", tender, page_of_contract(contract))
    if contract.public_copy is None and contract.signed_on is not None:
        due = clock.start_of(publication_due(contract.signed_on))
        ask(buying(tender), COPY, tender, page_of_contract(contract), due, about=contract.reference)


def ask_officers_to_release(event: events.ContractCopyGiven) -> None:
    """An officer reads the copy before everybody does."""
    paper = _paper(event.paper_id)
    contract, tender = paper.contract, paper.contract.award.tender
    finish_work(COPY, subject=subject_of(contract.reference))
    if paper.released_at is None and contract.signed_on is not None:
        due = clock.start_of(publication_due(contract.signed_on))
        ask(openers(tender), RELEASE, tender, page_of_contract(contract), due, about=contract.reference)


def tell_of_public_contract(event: events.ContractCopyReleased) -> None:
    """Both sides know that everybody reads it."""
    paper = _paper(event.paper_id)
    contract, tender = paper.contract, paper.contract.award.tender
    finish_work(RELEASE, subject=subject_of(contract.reference))
    people = [*supplying(contract), *buying(tender)]
    tell(people, "contract_published", tender, page_of_contract(contract), version=paper.version)


def _ask_to_sign(contract: Contract) -> None:
    if contract.status == ContractStatus.DRAFTED:
        ask(
            supplying(contract),
            SIGN,
            contract.award.tender,
            page_of_contract(contract),
            clock.start_of(contract_due(contract.award)),
            about=contract.reference,
            supplier=contract.award.bid.bidder.reference,
        )


def _contract(key: int) -> Contract:
    return Contract.objects.select_related("award__tender", "award__bid__bidder").get(pk=key)


def _paper(key: int) -> ContractPaper:
    return ContractPaper.objects.select_related("contract__award__tender", "contract__award__bid").get(pk=key)
