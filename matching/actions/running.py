"""A match run: facts in, proposals out, with the certified gap to the optimum."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.actors import Actor
from marketplace.common.events import announce
from marketplace.common.rule_data import rule
from matching.engine import propose
from matching.events import NeedsProposed
from matching.explanation import why_suggested
from matching.models import MatchRun, Proposal
from matching.policies import DEFAULT_POLICY, Policy, load_policy
from matching.proposals import Proposals
from matching.queries import stored
from matching.rules import may_run_match
from matching.sources import Directory, gather_facts


@dataclass(frozen=True, slots=True)
class Found:
    """What a run found, before anything is written."""

    proposals: Proposals
    directory: Directory
    policy: Policy
    seconds: float


def find_matches(policy_name: str = DEFAULT_POLICY, *, asked_about: str = "") -> Found:
    """Look at everything open now and find the best set of pairs; writes nothing.

    `asked_about`: the reference of a visible need to look at even where all its places are promised or proposed.
    """
    policy = load_policy(policy_name)
    began = time.perf_counter()
    facts, directory = gather_facts(policy, asked_about)
    proposals = propose(facts, policy)
    return Found(proposals, directory, policy, time.perf_counter() - began)


def start_match(*, by: User) -> MatchRun:
    """An officer asks for a run."""
    may_run_match(by).require()
    return run_match(by=by)[0]


@transaction.atomic
def run_match(*, by: Actor, policy_name: str = DEFAULT_POLICY) -> tuple[MatchRun, Found]:
    """Find matches and propose them; an open proposal for a pair is never written twice."""
    found = find_matches(policy_name)
    result, facts = found.proposals.assignment, found.proposals.facts
    run = MatchRun.objects.create(
        policy=found.policy.name,
        by=by if isinstance(by, User) else None,
        needs=len(facts.needs),
        suppliers=len(facts.suppliers),
        pairs=len(result.edges),
        objective=result.objective,
        upper_bound=result.upper_bound,
        gap=result.gap,
        seconds=found.seconds,
    )
    Proposal.objects.bulk_create(_rows(run, found))
    audit.record(by=by, verb="match.run", subject=run, detail={"policy": run.policy, "pairs": run.pairs})
    announce(NeedsProposed(run_id=run.pk))
    return run, found


def _rows(run: MatchRun, found: Found) -> list[Proposal]:
    days = int(rule("matching.response_days", on=clock.today()).value)
    expires_at = clock.now() + timedelta(days=days)
    facts = found.proposals.facts
    need_row = {key: row for row, key in enumerate(facts.needs.key)}
    supplier_row = {key: row for row, key in enumerate(facts.suppliers.key)}
    rows = []
    for pair in found.proposals.pairs():
        helper = found.directory.helpers[pair.supplier]
        why = why_suggested(facts, found.policy, need_row[pair.need], supplier_row[pair.supplier])
        rows.append(
            Proposal(
                run=run,
                need=found.directory.needs[pair.need],
                supplier_kind=helper.kind,
                supplier_reference=helper.reference,
                supplier_name=helper.name,
                organisation=helper.organisation,
                score=pair.score,
                parts=dict(pair.parts),
                reasons=stored(why),
                expires_at=expires_at,
            )
        )
    return rows
