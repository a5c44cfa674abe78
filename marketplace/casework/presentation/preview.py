"""A draft as the public would see it today: the gate's decision, put into the same shape as a published need."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from marketplace.casework.actions.drafting import bands_of
from marketplace.casework.anonymise import Decision
from marketplace.casework.gate import decide_draft, decision_for, k_for
from marketplace.casework.models import NeedDraft
from marketplace.common import clock
from marketplace.needs.export import Line, export_line
from marketplace.needs.models import Need
from marketplace.needs.queries import reason_sentence
from marketplace.needs.states import Audience
from marketplace.needs.views.review_page import audience_sentence, rungs_in_words


@dataclass(frozen=True, slots=True)
class Preview:
    """`line` as an export would give it; for a private match only `reason` and `class_size` say something."""

    audience: str
    sentence: str
    reason: str
    class_size: int
    least_open: int
    least_partners: int
    line: Line
    rungs: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def is_private(self) -> bool:
        """Nobody would see it."""
        return self.audience == Audience.PRIVATE


def preview_of(draft: NeedDraft) -> Preview:
    """What the gate says of this draft now; nothing is written."""
    month = f"{clock.today():%Y-%m}"
    decision: Decision = decide_draft(draft, month=month)
    answer = decision_for(draft, decision, month=month)
    shown = Need(audience=answer.audience, need_kind=draft.need_kind, helpers=draft.helpers)
    if answer.audience != Audience.PRIVATE:
        facts = {"aid_type": draft.aid_type, "title": draft.title, "text": draft.text, "month": month}
        for name, value in {**facts, **bands_of(draft), **answer.values()}.items():
            setattr(shown, name, value)
    line = export_line(shown)
    return Preview(
        audience=answer.audience,
        sentence=audience_sentence(shown),
        reason=reason_sentence(answer.code) if answer.code else "",
        class_size=decision.count.size,
        least_open=k_for(Audience.OPEN),
        least_partners=k_for(Audience.PARTNERS),
        line=line,
        rungs=rungs_in_words(line) if answer.audience != Audience.PRIVATE else {},
    )
