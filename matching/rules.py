"""Who may run a match and who may answer, and why not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Role
from marketplace.accounts.queries import Reader, holds_role
from marketplace.common import clock
from marketplace.common.verdict import YES, Verdict, no
from marketplace.organisations.queries import is_member
from matching.models import Proposal
from matching.states import PROPOSAL_LIFECYCLE, ProposalStatus


def may_run_match(reader: Reader) -> Verdict:
    """A bureau officer."""
    if holds_role(reader, Role.OFFICER):
        return YES
    return no(_("Only a bureau officer starts a match run."), code="NOT_AN_OFFICER")


def may_see_runs(reader: Reader) -> Verdict:
    """Officers and auditors."""
    if holds_role(reader, Role.OFFICER) or holds_role(reader, Role.AUDITOR):
        return YES
    return no(_("Match runs are open to officers and auditors."), code="NOT_AN_OFFICER")


def may_answer(reader: Reader, proposal: Proposal) -> Verdict:
    """Somebody who acts for the organisation, while the proposal waits and has not expired."""
    if not is_member(reader, proposal.organisation):
        return no(_("Only people who act for the organisation can answer."), code="NOT_A_MEMBER")
    if proposal.status == ProposalStatus.LAPSED:
        return no(_("Others help by now, or the need is not offered any more. Look for another one."), code="NEED_FULL")
    if proposal.status == ProposalStatus.PROPOSED and proposal.expires_at <= clock.now():
        return no(_("The time to answer is over; the need is offered to others."), code="PROPOSAL_EXPIRED")
    return PROPOSAL_LIFECYCLE.may(proposal, "accept")
