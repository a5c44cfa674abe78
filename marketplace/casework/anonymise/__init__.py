"""The pure middle of publication: the ladder, the classes and the gate. No database, no clock, no Django."""

from marketplace.casework.anonymise.classes import ClassCount, RegisterTable
from marketplace.casework.anonymise.facts import Household, Published, completed_years
from marketplace.casework.anonymise.gate import Decision, Outcome, Shown, decide, needs_guardian, still_holds, suits
from marketplace.casework.anonymise.ladder import LADDER, Ladder, Levels

__all__ = [
    "LADDER",
    "ClassCount",
    "Decision",
    "Household",
    "Ladder",
    "Levels",
    "Outcome",
    "Published",
    "RegisterTable",
    "Shown",
    "completed_years",
    "decide",
    "needs_guardian",
    "still_holds",
    "suits",
]
