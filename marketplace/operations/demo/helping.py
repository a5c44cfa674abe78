"""A match run, and what partners make of it: accepted, declined, delivered, confirmed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import cycle

from marketplace.accounts.models import User
from marketplace.casework.actions import choose_window, release_contact
from marketplace.casework.models import NeedDraft
from marketplace.common import clock
from marketplace.fulfilment.actions import cancel_assignment, start_assignment
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.places import may_divide
from marketplace.fulfilment.states import EndReason
from marketplace.operations.demo.delivering import agree_or_miss, ask_and_answer, bring
from marketplace.operations.demo.partners import Partners
from marketplace.operations.demo.staff import Staff
from matching.actions import accept_proposal, decline_proposal, run_match
from matching.models import Proposal
from matching.ports import fund_source
from matching.states import DeclineReason

Step = Callable[[int, int], None]
ANSWERS = ("accept", "wait", "accept", "wait", "accept", "wait", "accept", "wait", "decline", "wait")
"""What becomes of one proposal after the other: about half are answered, mostly with yes."""
WAYS = (
    "promised", "under_way", "delivered", "confirmed", "cancelled", "disputed", "appointed", "missed", "part",
    "proof_waits", "evaluated", "in_part", "rematched", "proof_refused", "closed", "returned", "reopened", "waited",
)  # fmt: skip
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
            way = next(ways)
            is_part = way == "part" and bool(may_divide(proposal.need))
            assignment = accept_proposal(
                by=person,
                proposal=proposal,
                fund_reference=_fund_for(proposal),
                quantity="约一半" if is_part else "",
                is_part=is_part,
            )
            _help(staff, partners, assignment, way)
        step(number, len(proposals))


def _fund_for(proposal: Proposal) -> str:
    """The charity's first fund with money, for help that a programme pays; none for anything else."""
    if proposal.need.need_kind != "programme":
        return ""
    funds = [f for f in fund_source().open_funds() if f.organisation_id == proposal.organisation_id and f.balance_band]
    return funds[0].reference if funds else ""


def _help(staff: Staff, partners: Partners, assignment: Assignment, way: str) -> None:
    """Bring one promise as far as the way says."""
    person = partners.person_of(assignment.organisation)
    if way in ("promised", "part"):
        ask_and_answer(staff, person, assignment, answered=way == "part")
        return
    if way == "cancelled":
        cancel_assignment(by=person, assignment=assignment, because=EndReason.NO_CAPACITY)
        return
    draft = NeedDraft.objects.select_related("case").get(need=assignment.need)
    caseworker = staff.caseworker_for(draft.case.township)
    _hand_over(caseworker, assignment)
    if way in ("appointed", "missed", "rematched", "waited"):
        agree_or_miss(person, caseworker, assignment, way)
        return
    start_assignment(by=person, assignment=assignment)
    if way != "under_way":
        bring(person, caseworker, assignment, way)


def _hand_over(caseworker: User, assignment: Assignment) -> None:
    """Every second household is reached by telephone, the others through the township window."""
    if assignment.pk % 2:
        until = clock.now() + timedelta(days=14)
        release_contact(by=caseworker, assignment=assignment, fields=["head_name", "phone"], until=until)
    else:
        choose_window(by=caseworker, assignment=assignment)
    assignment.refresh_from_db()
