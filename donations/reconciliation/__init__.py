"""Whose money is this? Bank statements line by line, and the provider's books against ours."""

from donations.reconciliation.importing import import_statement, match_waiting_lines
from donations.reconciliation.provider import Difference, catch_up, differences
from donations.reconciliation.queues import LineRefused, match_line, set_aside_line, split_line
from donations.reconciliation.statements import StatementRefused

__all__ = [
    "Difference",
    "LineRefused",
    "StatementRefused",
    "catch_up",
    "differences",
    "import_statement",
    "match_line",
    "match_waiting_lines",
    "set_aside_line",
    "split_line",
]
