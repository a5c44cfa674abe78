"""The contract: who drafts it, who delivers, who accepts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Role
from marketplace.accounts.queries import Reader, holds_role
from marketplace.common import clock
from marketplace.common.verdict import YES, Verdict, first_refusal, no
from marketplace.documents.models import PrivateFile
from marketplace.organisations.queries import is_member, may_finish_for
from marketplace.procurement.models import Award, Milestone
from marketplace.procurement.rules.awarding import award_stands
from marketplace.procurement.rules.people import for_the_buyer
from marketplace.procurement.states import MILESTONE_LIFECYCLE, ContractStatus


def may_draft_contract(reader: Reader, award: Award, parts: Sequence[int]) -> Verdict:
    """The buyer, after the standstill, with milestones that sum to the price of the bid."""
    verdict = first_refusal(may_act_as_buyer(reader, award), award_stands(award, on=clock.today()))
    if verdict.passed and sum(parts) != award.price_fen:
        return no(
            _("The milestones must sum to the price of the bid. Correct their amounts."), code="MILESTONES_DO_NOT_SUM"
        )
    return verdict


def may_deliver(reader: Reader, milestone: Milestone, delivered_on: date | None = None) -> Verdict:
    """The supplier, while the contract is in force, on a day that has come."""
    if not may_finish_for(reader, milestone.contract.award.bid.bidder):
        return no(_("Only the supplier reports a milestone."), code="NOT_THE_SUPPLIER")
    if milestone.contract.status != ContractStatus.IN_FORCE:
        return no(_("The contract is not in force."), code="NOT_IN_FORCE")
    if delivered_on is not None and not milestone.contract.starts_on <= delivered_on <= clock.today():
        message = _("The day lies outside the contract or in the future. Check the date.")
        return no(message, code="DELIVERED_OUT_OF_TIME")
    return MILESTONE_LIFECYCLE.may(milestone, "deliver")


def may_accept(reader: Reader, milestone: Milestone) -> Verdict:
    """The buyer, never somebody of the supplier, with evidence to look at."""
    verdict = first_refusal(
        may_act_as_buyer(reader, milestone.contract.award), MILESTONE_LIFECYCLE.may(milestone, "accept")
    )
    if verdict.passed and not milestone.evidence.exists():
        return no(_("There is no evidence to accept. Send the report back."), code="NO_EVIDENCE")
    return verdict


def may_act_as_buyer(reader: Reader, award: Award) -> Verdict:
    """For the buyer, and not for the supplier as well."""
    if is_member(reader, award.bid.bidder):
        return no(_("The supplier does not act for the buyer."), code="OWN_CONTRACT")
    return for_the_buyer(reader, award.tender)


def may_read_evidence(reader: Reader, file: PrivateFile) -> Verdict:
    """Supplier, buyer, officers and auditors."""
    milestone = Milestone.objects.filter(evidence__file=file).select_related("contract__award__bid").first()
    if milestone is not None:
        award = milestone.contract.award
        insider = is_member(reader, award.bid.bidder) or for_the_buyer(reader, award.tender).passed
        if insider or holds_role(reader, Role.AUDITOR):
            return YES
    return no(_("Only the parties of the contract, officers and auditors read its evidence."), code="NOT_A_PARTY")
