"""A programme's filed plan as the public reads it, in the reader's language where the charity wrote it twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from donations.models import Programme
from marketplace.common.naming import lang_of, said
from marketplace.common.verdict import Sentence

PUBLIC_PLAN: Final = (
    "beneficiary_range", "selection", "use", "cost_rule", "leftovers", "area", "methods", "leader", "account_note"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A line of the plan: what it is about, and what it says; `lang` marks a text in another language."""

    term: Sentence
    text: str
    lang: str


def public_plan(programme: Programme) -> list[PlanRow]:
    """Whatever of the plan is filled in."""
    filled = [field for field in PUBLIC_PLAN if getattr(programme, field)]
    return [PlanRow(_term(field), said(programme, field), lang_of(programme, field)) for field in filled]


def _term(field: str) -> Sentence:
    return Programme._meta.get_field(field).verbose_name  # type: ignore[union-attr]
