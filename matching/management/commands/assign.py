"""`manage.py assign`: the best pairs for given scores, with a certified gap (docs/commands.md)."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from marketplace.common.commands import ANSWER_IS_NO, ContractCommand, InputRefused, decode, open_input, write_text
from matching.assignment import SCORE_SCALE, Assignment, Problem, ScoresTooLarge, solve
from matching.assignment.files import Fault, Nodes, TableFault, read_edges, read_nodes
from matching.policies import Policy, PolicyUnknown, load_policy, policy_names

BYTE_ORDER_MARK = b"\xef\xbb\xbf"

REASONS = {
    Fault.FIELDS: gettext_noop("the row does not have as many fields as the heading"),
    Fault.EMPTY: gettext_noop("the identifier is empty"),
    Fault.DUPLICATE: gettext_noop("this was given before; each may occur once"),
    Fault.UNKNOWN: gettext_noop("not listed in its own file"),
    Fault.HEADING: gettext_noop("the heading must hold exactly the columns of this table, each once"),
    Fault.QUOTES: gettext_noop("the quotation marks do not close as CSV asks"),
}
NUMBERS = {
    "score": gettext_noop("a score is a number above 0 with at most 4 decimals and 9 digits before them"),
    "demand": gettext_noop("demand is a whole number from 1 to 999999999"),
    "capacity": gettext_noop("capacity is a whole number from 0 to 999999999"),
}


class Command(ContractCommand):
    help = "Choose the best pairs of needs and suppliers under demand and capacity; exit 1 when the gap is too wide."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--edges", required=True, help="CSV: need,supplier,score")
        parser.add_argument("--needs", required=True, help="CSV: need,demand")
        parser.add_argument("--suppliers", required=True, help="CSV: supplier,capacity")
        parser.add_argument("--out", required=True, help="CSV to write: need,supplier")
        parser.add_argument("--report", required=True, help="JSON to write: objective, bound and gap")
        parser.add_argument("--policy", default="default")

    def answer(self, **options: Any) -> int:
        """0 when the certified gap is within the policy's, else 1; both files are written either way."""
        started = perf_counter()
        policy = chosen_policy(options["policy"])
        for target in (options["out"], options["report"]):
            refuse_unwritable(target)
        needs = nodes(options["needs"], ("need", "demand"), least=1)
        suppliers = nodes(options["suppliers"], ("supplier", "capacity"), least=0)
        problem = problem_of(options["edges"], needs, suppliers)
        self.say(
            _("%(edges)d possible pairs of %(needs)d needs and %(suppliers)d suppliers read")
            % {"edges": len(problem.score), "needs": len(needs), "suppliers": len(suppliers)}
        )
        assignment = solved(problem, policy, options["edges"])
        write_text(pairs_table(assignment, problem, needs, suppliers), options["out"], self.stdout)
        report = report_of(assignment, problem, policy, perf_counter() - started)
        write_text(json.dumps(report, ensure_ascii=False) + "\n", options["report"], self.stdout)
        self.say(
            _("%(pairs)d pairs, certified gap %(gap).5f %%") % {"pairs": report["pairs"], "gap": 100 * report["gap"]}
        )
        return ANSWER_IS_NO if assignment.gap > policy.precision.gap else 0


def chosen_policy(name: str) -> Policy:
    """The policy of that name; an unknown one is refused."""
    try:
        return load_policy(name)
    except PolicyUnknown as error:
        reason = _("there is no such policy, only %(names)s") % {"names": ", ".join(policy_names())}
        raise InputRefused(f"--policy {name}: {reason}") from error


def refuse_unwritable(target: str) -> None:
    """Before any work: a result that cannot be written is refused."""
    if not Path(target).resolve().parent.is_dir() or Path(target).is_dir():
        reason = _("this file cannot be written")
        raise InputRefused(f"{target}: {reason}")


def table_bytes(path: str) -> bytes:
    """The file as UTF-8 without a byte order mark."""
    source, name = open_input(path)
    with source:
        data = source.read()
    data = data.removeprefix(BYTE_ORDER_MARK)
    return data if data.isascii() else decode(data, name).encode()


def nodes(path: str, fields: tuple[str, str], least: int) -> Nodes:
    """Needs or suppliers; the first bad row is named."""
    try:
        return read_nodes(table_bytes(path), fields, least)
    except TableFault as fault:
        raise refusal(path, fault) from fault


def problem_of(path: str, needs: Nodes, suppliers: Nodes) -> Problem:
    """The problem; the first bad row of the edges is named."""
    try:
        need, supplier, score = read_edges(table_bytes(path), needs, suppliers)
    except TableFault as fault:
        raise refusal(path, fault) from fault
    return Problem(need, supplier, score, needs.limit, suppliers.limit)


def refusal(path: str, fault: TableFault) -> InputRefused:
    """File, row, field, reason."""
    reason = NUMBERS[fault.field] if fault.fault is Fault.NUMBER else REASONS[fault.fault]
    place = _("row %(row)d") % {"row": fault.row} + (f": {fault.field}" if fault.field else "")
    return InputRefused(f"{path}: {place}: {_(reason)}")


def solved(problem: Problem, policy: Policy, path: str) -> Assignment:
    """The assignment; scores too large for an exact bound are refused."""
    try:
        return solve(problem, policy.precision)
    except ScoresTooLarge as error:
        reason = _("the scores are too large for an exact bound")
        raise InputRefused(f"{path}: score: {reason}") from error


def pairs_table(assignment: Assignment, problem: Problem, needs: Nodes, suppliers: Nodes) -> str:
    """The chosen pairs in the order of the edges."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(("need", "supplier"))
    writer.writerows(
        (needs.identifier(problem.need[edge]), suppliers.identifier(problem.supplier[edge]))
        for edge in assignment.edges
    )
    return table.getvalue()


def report_of(assignment: Assignment, problem: Problem, policy: Policy, seconds: float) -> dict[str, Any]:
    """Everything but `seconds` depends on the input alone."""
    served = np.bincount(problem.need[assignment.edges], minlength=len(problem.demand))
    return {
        "objective": assignment.objective / SCORE_SCALE,
        "upper_bound": assignment.upper_bound / SCORE_SCALE,
        "gap": assignment.gap,
        "needs": len(problem.demand),
        "fully_served": int(np.count_nonzero(served >= problem.demand)),
        "unserved": int(np.count_nonzero(served == 0)),
        "pairs": len(assignment.edges),
        "seconds": round(seconds, 3),
        "policy": policy.name,
    }
