"""A partner answers: an accepted proposal becomes an assignment, competing ones lapse when the demand is met."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.actors import Actor, SystemActor
from marketplace.common.events import announce
from marketplace.common.lifecycle import IllegalMove
from marketplace.common.public_words import refuse_identifying_text
from marketplace.common.verdict import DomainError
from marketplace.fulfilment.actions import assign
from marketplace.fulfilment.capacity import Supplier
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.places import places_left
from marketplace.fulfilment.states import RUNNING
from marketplace.needs.models import Need
from marketplace.needs.states import Audience
from marketplace.organisations.models import Organisation
from matching.events import ProposalAccepted, ProposalDeclined, ProposalLapsed
from matching.models import Proposal, Response
from matching.ports import entrusting
from matching.queries import funds_of
from matching.rules import may_answer
from matching.states import PROPOSAL_LIFECYCLE, ProposalStatus


class FundNotYours(DomainError):
    """The fund named to pay is not an open fund of the organisation, or nothing is left in it."""

    code = "FUND_NOT_YOURS"


@transaction.atomic
def accept_proposal(
    *, by: User, proposal: Proposal, fund_reference: str = "", quantity: str = "", is_part: bool = False
) -> Assignment:
    """Turn an offer into a commitment, naming the fund that pays or none; competing offers lapse when demand is met.

    `is_part`: only so much of goods; the rest stays open as one more place.
    """
    need = Need.objects.select_for_update().get(pk=proposal.need_id)  # needs are locked before proposals, always
    proposal.refresh_from_db(fields=["status"])
    may_answer(by, proposal).require()
    _require_own_fund(proposal, fund_reference)
    PROPOSAL_LIFECYCLE.advance(proposal, "accept", by=by)
    supplier = Supplier(
        proposal.supplier_kind, proposal.supplier_reference, proposal.supplier_name, proposal.organisation
    )
    assignment = assign(
        by=by, need=need, supplier=supplier, fund_reference=fund_reference, quantity=quantity, is_part=is_part
    )
    Proposal.objects.filter(pk=proposal.pk).update(assignment=assignment)
    Response.objects.create(proposal=proposal, by=by, accepted=True, fund_reference=fund_reference)
    _lapse_competing_if_full(need, by)
    announce(ProposalAccepted(proposal_id=proposal.pk))
    return assignment


@transaction.atomic
def decline_proposal(*, by: User, proposal: Proposal, reason: str, comment: str = "") -> Response:
    """Say no with a reason; the comment is scanned like a need."""
    may_answer(by, proposal).require()
    if comment:
        refuse_identifying_text(comment)
    PROPOSAL_LIFECYCLE.advance(proposal, "decline", by=by, because=reason)
    response = Response.objects.create(proposal=proposal, by=by, accepted=False, reason=reason, comment=comment)
    _close_what_was_told(proposal, by)
    announce(ProposalDeclined(proposal_id=proposal.pk))
    return response


def expire_proposals() -> int:
    """Sweep: proposals nobody answered in time free their place; returns how many."""
    over = Proposal.objects.filter(status=ProposalStatus.PROPOSED, expires_at__lte=clock.now())
    return sum(_close(proposal, "expire", SystemActor("proposal-sweep")) for proposal in over.order_by("pk"))


@transaction.atomic
def lapse_proposals(*, by: Actor, need: Need) -> int:
    """The need is not offered any more: nobody can answer; returns how many were waiting."""
    return lapse_all(Proposal.objects.filter(need=need, status=ProposalStatus.PROPOSED), by=by)


def lapse_all(waiting: QuerySet[Proposal], *, by: Actor) -> int:
    """Nobody can answer these any more; returns how many were waiting."""
    return sum(_close(proposal, "lapse", by) for proposal in waiting.order_by("pk"))


@transaction.atomic
def lapse_entrusted(*, by: Actor, organisation: Organisation) -> int:
    """The organisation may be told nothing any more: what it was asked in confidence lapses; returns how much."""
    waiting = Proposal.objects.filter(organisation=organisation, status=ProposalStatus.PROPOSED)
    asked = [each for each in waiting.select_related("need").order_by("pk") if each.is_in_confidence]
    return sum(_close(proposal, "lapse", by) for proposal in asked)


def _lapse_competing_if_full(need: Need, by: Actor) -> None:
    if places_left(need) == 0:
        lapse_proposals(by=by, need=need)


@transaction.atomic
def _close(proposal: Proposal, verb: str, by: Actor) -> bool:
    """Without an answer; False when the partner was faster."""
    try:
        PROPOSAL_LIFECYCLE.advance(proposal, verb, by=by)
    except IllegalMove:
        return False
    _close_what_was_told(proposal, by)
    announce(ProposalLapsed(proposal_id=proposal.pk))
    return True


def _close_what_was_told(proposal: Proposal, by: Actor) -> None:
    """Who does not help reads nothing any more, unless another of its suppliers is asked still or helps."""
    same = {"need": proposal.need_id, "organisation": proposal.organisation_id}
    waits = Proposal.objects.filter(**same, status=ProposalStatus.PROPOSED).exists()
    helps = Assignment.objects.filter(**same, status__in=RUNNING).exists()
    if proposal.need.audience == Audience.PRIVATE and not waits and not helps:
        entrusting().close(by=by, need=proposal.need, organisation=proposal.organisation)


def _require_own_fund(proposal: Proposal, fund_reference: str) -> None:
    own = {reference for reference, _name in funds_of(proposal.organisation_id)} if fund_reference else set()
    if fund_reference and fund_reference not in own:
        raise FundNotYours(_("Choose an open programme or fund of your organisation, or none."))
