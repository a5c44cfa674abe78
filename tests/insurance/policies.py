"""A group programme as an insurer enters it, with its policy."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.insurance.actions import attach_policy, draft_programme, start_programme, submit_programme
from marketplace.insurance.models import GroupProgramme
from marketplace.operations.demo.papers import picture_of_a_paper
from marketplace.organisations.messages.audience import officers_of
from marketplace.organisations.models import Organisation


def enter(by: User, insurer: Organisation, holder: Organisation, **words: Any) -> GroupProgramme:
    """Cover against illness for the households of one register, paid by the charity that holds the policy."""
    today = clock.today()
    given = {
        "name": "困难群众综合保险",
        "payer": "charity",
        "starts_on": today,
        "ends_on": today + timedelta(days=364),
        "capacity": 10,
        "insured_registers": ["dibao"],
        "areas": ["330200"],
        "perils": [{"kind": "illness", "waiting_days": 30, "case_cap_fen": 3_000_000, "annual_cap_fen": 5_000_000}],
    } | words
    return draft_programme(by=by, insurer=insurer, policyholder=holder, **given)


def hand_in(by: User, programme: GroupProgramme) -> GroupProgramme:
    """With its policy, to the officers."""
    attach_policy(by=by, programme=programme, data=picture_of_a_paper())
    submit_programme(by=by, programme=programme)
    return programme


def begin(by: User, programme: GroupProgramme) -> GroupProgramme:
    """Handed in and approved."""
    start_programme(by=officers_of(programme.insurer)[0], programme=hand_in(by, programme))
    return programme
