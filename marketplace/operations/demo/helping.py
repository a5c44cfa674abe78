"""A match run, and what partners make of it: accepted, declined, delivered, confirmed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import cycle

from marketplace.accounts.models import User
from marketplace.casework.actions import choose_window, release_contact
from marketplace.casework.models import NeedDraft
from marketplace.common import clock
from marketplace.fulfilment.actions import (
    cancel_assignment,
    confirm_delivery,
    dispute_delivery,
    report_delivery,
    start_assignment,
)
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.states import DisputeReason, EndReason
from marketplace.operations.demo.partners import Partners
from marketplace.operations.demo.staff import Staff
from matching.actions import accept_proposal, decline_proposal, run_match
from matching.models import Proposal
from matching.ports import fund_source
from matching.states import DeclineReason

Step = Callable[[int, int], None]
ANSWERS = ("accept", "wait", "accept", "wait", "accept", "wait", "accept", "wait", "decline", "wait")
"""What becomes of one proposal after the other: about half are answered, mostly with yes."""
WAYS = ("promised", "under_way", "delivered", "confirmed", "confirmed", "cancelled", "disputed")
"""How far the help of one acceptance after the other has come, so that every stage is there to be looked at."""


def match_and_help(staff: Staff, partners: Partners, step: Step) -> None:
    """The officer starts a run; partners answer about half of it and some of the help arrives."""
    run_match(by=staff.officer_for(None))
    proposals = list(Proposal.objects.select_related("need", "organisation", "run").order_by("pk"))
    ways = cycle(WAYS)
    for number, (proposal, answer) in enumerate(zip(proposals, cycle(ANSWERS), strict=False), start=1):
        person = partners.person_of(proposal.organisation)
        if answer == "decline":
            decline_proposal(by=person, proposal=proposal, reason=DeclineReason.NO_CAPACITY)
        elif answer == "accept":
            assignment = accept_proposal(by=person, proposal=proposal, fund_reference=_fund_for(proposal))
            _help(staff, partners, assignment, next(ways))
        step(number, len(proposals))


def _fund_for(proposal: Proposal) -> str:
    """The charity's first fund with money, for help that a programme pays; none for anything else."""
    if proposal.need.need_kind != "programme":
        return ""
    funds = [f for f in fund_source().open_funds() if f.organisation_id == proposal.organisation_id and f.balance_band]
    return funds[0].reference if funds else ""


def _help(staff: Staff, partners: Partners, assignment: Assignment, way: str) -> None:
    """Bring one promise as far as the way says."""
    if way == "promised":
        return
    person = partners.person_of(assignment.organisation)
    if way == "cancelled":
        cancel_assignment(by=person, assignment=assignment, because=EndReason.NO_CAPACITY)
        return
    draft = NeedDraft.objects.select_related("case").get(need=assignment.need)
    caseworker = staff.caseworker_for(draft.case.township)
    _hand_over(caseworker, assignment)
    start_assignment(by=person, assignment=assignment)
    if way == "under_way":
        return
    report_delivery(by=person, assignment=assignment, delivered_on=clock.today(), note="已送达社区服务站")
    if way == "confirmed":
        confirm_delivery(by=caseworker, assignment=assignment)
    if way == "disputed":
        dispute_delivery(by=caseworker, assignment=assignment, because=DisputeReason.INCOMPLETE)


def _hand_over(caseworker: User, assignment: Assignment) -> None:
    """Every second household is reached by telephone, the others through the township window."""
    if assignment.pk % 2:
        until = clock.now() + timedelta(days=14)
        release_contact(by=caseworker, assignment=assignment, fields=["head_name", "phone"], until=until)
    else:
        choose_window(by=caseworker, assignment=assignment)
    assignment.refresh_from_db()
