"""`manage.py match [--policy NAME] [--dry-run]` (docs/commands.md)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from marketplace.common.actors import SystemActor
from marketplace.common.commands import ContractCommand, InputRefused
from matching.actions import Found, find_matches, run_match
from matching.assignment import SCORE_SCALE
from matching.policies import PolicyUnknown


class Command(ContractCommand):
    help = "Pair open needs with suppliers and propose the pairs; prints them with the certified gap to the optimum."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--policy", default="default")
        parser.add_argument("--dry-run", action="store_true", help="the same result, nothing written")
        parser.add_argument("--out")

    def answer(self, **options: Any) -> int:
        """0 when the run is done."""
        self.say("match: reading open needs and free suppliers")
        try:
            if options["dry_run"]:
                run, found = None, find_matches(options["policy"])
            else:
                row, found = run_match(by=SystemActor("match"), policy_name=options["policy"])
                run = row.reference
        except PolicyUnknown as error:
            raise InputRefused(str(error)) from error
        self.say(f"match: {len(found.proposals.assignment.edges)} pairs in {found.seconds:.1f} s")
        self.give(as_json(run, found), options["out"])
        return 0


def as_json(run: str | None, found: Found) -> dict[str, Any]:
    """The document of contracts.md; points with at most four decimals."""
    result = found.proposals.assignment
    return {
        "run": run,
        "policy": found.policy.name,
        "objective": result.objective / SCORE_SCALE,
        "upper_bound": result.upper_bound / SCORE_SCALE,
        "gap": result.gap,
        "pairs": [
            {"need": pair.need, "supplier": pair.supplier, "score": pair.score / SCORE_SCALE}
            for pair in found.proposals.pairs()
        ],
    }
