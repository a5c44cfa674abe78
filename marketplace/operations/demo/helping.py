"""A match run, and what partners make of it: accepted, declined, delivered, confirmed."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

from marketplace.casework.actions import choose_window, release_contact
from marketplace.casework.models import NeedDraft
from marketplace.common import clock
from marketplace.fulfilment.actions import confirm_delivery, report_delivery, start_assignment
from marketplace.fulfilment.models import Assignment
from marketplace.operations.demo.partners import Partners
from marketplace.operations.demo.staff import Staff
from matching.actions import accept_proposal, decline_proposal, run_match
from matching.models import Proposal
from matching.ports import fund_source
from matching.states import DeclineReason

Step = Callable[[int, int], None]
ACCEPT, DECLINE = 0.45, 0.1


def match_and_help(staff: Staff, partners: Partners, seed: int, step: Step) -> None:
    """The officer starts a run; partners answer about half of it and some of the help arrives."""
    chance = random.Random(seed + 1)  # noqa: S311 - a reproducible city, not a secret
    run_match(by=staff.officer_for(None))
    proposals = list(Proposal.objects.select_related("need", "organisation", "run").order_by("pk"))
    for number, proposal in enumerate(proposals, start=1):
        _answer(staff, partners, proposal, chance)
        step(number, len(proposals))


def _answer(staff: Staff, partners: Partners, proposal: Proposal, chance: random.Random) -> None:
    person, dice, further = partners.person_of(proposal.organisation), chance.random(), chance.random()
    if dice < DECLINE:
        decline_proposal(by=person, proposal=proposal, reason=DeclineReason.NO_CAPACITY)
    elif dice < DECLINE + ACCEPT:
        assignment = accept_proposal(by=person, proposal=proposal, fund_reference=_fund_for(proposal))
        _deliver(staff, partners, assignment, further)


def _fund_for(proposal: Proposal) -> str:
    """The charity's first fund with money, for help that a programme pays; none for anything else."""
    if proposal.need.need_kind != "programme":
        return ""
    funds = [f for f in fund_source().open_funds() if f.organisation_id == proposal.organisation_id and f.balance_band]
    return funds[0].reference if funds else ""


def _deliver(staff: Staff, partners: Partners, assignment: Assignment, dice: float) -> None:
    """A third is still agreed, a third under way, a third delivered and mostly confirmed."""
    person = partners.person_of(assignment.organisation)
    draft = NeedDraft.objects.select_related("case").get(need=assignment.need)
    caseworker = staff.caseworker_for(draft.case.township)
    if dice > 0.66:
        return
    if dice > 0.5:
        until = clock.now() + timedelta(days=14)
        release_contact(by=caseworker, assignment=assignment, fields=["head_name", "phone"], until=until)
    else:
        choose_window(by=caseworker, assignment=assignment)
    assignment.refresh_from_db()
    start_assignment(by=person, assignment=assignment)
    if dice < 0.33:
        report_delivery(by=person, assignment=assignment, delivered_on=clock.today(), note="已送达社区服务站")
        if dice < 0.25:
            confirm_delivery(by=caseworker, assignment=assignment)
