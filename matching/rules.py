"""Who may run a match and who may answer, and why not."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Role
from marketplace.accounts.queries import Reader, holds_role
from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.common.verdict import YES, Verdict, no
from marketplace.needs.models import Need
from marketplace.needs.states import Audience
from marketplace.offers.queries import offers_in_force
from marketplace.organisations.models import Organisation
from marketplace.organisations.queries import is_member
from marketplace.organisations.rules import is_entrusted
from matching.models import Proposal
from matching.ports import entrusting
from matching.states import PROPOSAL_LIFECYCLE, ProposalOrigin, ProposalStatus


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
    if proposal.is_in_confidence and not (verdict := is_entrusted(proposal.organisation)):
        return verdict
    if proposal.status == ProposalStatus.LAPSED:
        return no(_("Others help by now, or the need is not offered any more. Look for another one."), code="NEED_FULL")
    if proposal.status == ProposalStatus.PROPOSED and proposal.expires_at <= clock.now():
        return no(_("The time to answer is over; the need is offered to others."), code="PROPOSAL_EXPIRED")
    return PROPOSAL_LIFECYCLE.may(proposal, "accept")


def may_ask_by_name(reader: Reader, need: Need, origin: str) -> Verdict:
    """A caseworker or officer of the household's area; at the desk only for what is not open to everybody."""
    verdict = entrusting().may_ask(reader, need)
    if verdict and origin == ProposalOrigin.BY_NAME and need.audience == Audience.OPEN:
        return no(
            _("Everybody can see this need. Propose it to one partner instead, with your reason."), code="NEED_IS_OPEN"
        )
    return verdict


def may_be_due(until: datetime) -> Verdict:
    """Partners get some time to answer, and not so much that the household waits in vain."""
    most = int(rule("matching.named_days_most", on=clock.today()).value)
    if clock.now() < until <= clock.now() + timedelta(days=most + 1):
        return YES
    message = _("Choose a day between tomorrow and %(days)d days from now.")
    return no(message % {"days": most}, code="DUE_DAY_UNFIT")


def may_await(reader: Reader, organisation: Organisation, need_kind: str, *, starting: bool = True) -> Verdict:
    """Somebody who acts for an organisation with an offer of this kind in force."""
    if not is_member(reader, organisation):
        return no(_("Only people who act for the organisation can answer."), code="NOT_A_MEMBER")
    if starting and not offers_in_force().filter(organisation=organisation, need_kind=need_kind).exists():
        return no(_("You have no offer of this kind in force. Publish one first."), code="NO_OFFER")
    return YES
