"""Who gives the signed contract, when it may have been signed, who confirms it, and what everybody may read of it."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Role
from marketplace.accounts.queries import Reader, holds_role
from marketplace.common import clock
from marketplace.common.detectors import Kind, scan
from marketplace.common.verdict import YES, Verdict, first_refusal, no
from marketplace.documents.models import PrivateFile
from marketplace.organisations.queries import is_member
from marketplace.procurement.clocks import contract_due, standstill_until
from marketplace.procurement.models import Contract, ContractPaper, PaperKind
from marketplace.procurement.rules.people import for_the_buyer
from marketplace.procurement.rules.performing import may_act_as_buyer
from marketplace.procurement.states import CONTRACT_LIFECYCLE, ContractStatus

PRIVATE_NUMBERS: Final = frozenset(
    {Kind.RESIDENT_ID, Kind.MOBILE, Kind.LANDLINE, Kind.BANK_CARD, Kind.EMAIL, Kind.WECHAT, Kind.QQ}
)


def may_give_paper(
    reader: Reader, contract: Contract, *, signed_on: date | None = None, late_because: str = ""
) -> Verdict:
    """Either side, before the supplier has confirmed one, signed on a day that the law allows."""
    return first_refusal(
        _is_a_party(reader, contract),
        _waits_for_paper(contract),
        _signed_in_time(contract, signed_on, late_because),
    )


def may_sign(reader: Reader, contract: Contract, sha256: str | None = None) -> Verdict:
    """A member of the supplier confirms the paper first."""
    if not is_member(reader, contract.award.bid.bidder):
        return no(_("Only the supplier signs here."), code="NOT_THE_SUPPLIER")
    return first_refusal(CONTRACT_LIFECYCLE.may(contract, "sign"), _has_paper(contract), _is_that(contract, sha256))


def may_countersign(reader: Reader, contract: Contract, sha256: str | None = None) -> Verdict:
    """Then the buyer, the same paper."""
    return first_refusal(
        may_act_as_buyer(reader, contract.award),
        CONTRACT_LIFECYCLE.may(contract, "countersign"),
        _has_paper(contract),
        _is_that(contract, sha256),
    )


def may_refuse_paper(reader: Reader, contract: Contract) -> Verdict:
    """The buyer, what the supplier has confirmed."""
    return first_refusal(
        may_act_as_buyer(reader, contract.award), CONTRACT_LIFECYCLE.may(contract, "send_back"), _has_paper(contract)
    )


def may_give_copy(reader: Reader, contract: Contract) -> Verdict:
    """The buyer, once the contract is in force."""
    verdict = may_act_as_buyer(reader, contract.award)
    if verdict.passed and contract.signed_at is None:
        return no(
            _("The copy for the public follows when both sides have confirmed the contract."), code="NOT_IN_FORCE"
        )
    return verdict


def may_be_public(text: str) -> Verdict:
    """No number of a person or an account; names and seals are for the second person's eyes."""
    if not any(finding.kind in PRIVATE_NUMBERS for finding in scan(text)):
        return YES
    message = _("The copy holds a telephone, identity or account number. Blacken it and give the copy again.")
    return no(message, code="COPY_HOLDS_NUMBERS")


def may_release_copy(reader: Reader, paper: ContractPaper) -> Verdict:
    """A second person of the buyer, or an officer, once."""
    verdict = may_act_as_buyer(reader, paper.contract.award)
    if not verdict.passed:
        return verdict
    if paper.kind != PaperKind.PUBLIC or paper.released_at is not None:
        return no(_("This copy is public already."), code="RELEASED_ALREADY")
    if paper.given_by == reader:
        message = _("You gave this copy. A second person reads it before everybody does.")
        return no(message, code="SECOND_PERSON_NEEDED")
    return YES


def may_read_contract_paper(reader: Reader, file: PrivateFile) -> Verdict:
    """Supplier, buyer, officers and auditors; everybody else reads the released copy on the public page."""
    paper = ContractPaper.objects.filter(file=file).select_related("contract__award__bid", "contract__award__tender")
    for row in paper:
        award = row.contract.award
        insider = is_member(reader, award.bid.bidder) or for_the_buyer(reader, award.tender).passed
        if insider or holds_role(reader, Role.AUDITOR):
            return YES
    return no(_("Only the parties of the contract, officers and auditors read its paper."), code="NOT_A_PARTY")


def _is_a_party(reader: Reader, contract: Contract) -> Verdict:
    if is_member(reader, contract.award.bid.bidder):
        return YES
    return may_act_as_buyer(reader, contract.award)


def _waits_for_paper(contract: Contract) -> Verdict:
    if contract.status == ContractStatus.DRAFTED:
        return YES
    message = _("The supplier has confirmed the paper. Another one is possible when the buyer sends it back.")
    return no(message, code="PAPER_CONFIRMED")


def _signed_in_time(contract: Contract, signed_on: date | None, late_because: str) -> Verdict:
    """After the standstill; within the days of the law (Procurement Law Art. 46), or with the reason why not."""
    award = contract.award
    if signed_on is None:
        return YES
    if signed_on > clock.today():
        return no(_("The day of the signatures lies in the future. Check the date."), code="SIGNED_IN_FUTURE")
    if signed_on <= standstill_until(award):
        message = _("The award could be queried until %(day)s; no contract is signed before the day after.")
        return no(message % {"day": standstill_until(award).isoformat()}, code="STANDSTILL")
    if signed_on > contract_due(award) and not late_because:
        message = _("The law has the contract signed by %(day)s. Say why it was later; everybody reads the reason.")
        return no(message % {"day": contract_due(award).isoformat()}, code="SIGNED_LATE")
    return YES


def _has_paper(contract: Contract) -> Verdict:
    if contract.paper is not None:
        return YES
    return no(_("The signed contract is missing. Upload it as a PDF first."), code="PAPER_MISSING")


def _is_that(contract: Contract, sha256: str | None) -> Verdict:
    """What was read is what is confirmed."""
    paper = contract.paper
    if sha256 is None or (paper is not None and paper.sha256 == sha256):
        return YES
    message = _("The paper was replaced since you opened this page. Read the new one, then confirm it.")
    return no(message, code="PAPER_CHANGED")
