"""The way of a need from the household's words to the help, for <c-trail>."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from marketplace.casework.models import NeedDraft
from marketplace.casework.states import DraftStatus
from marketplace.common.trail import Moment, Stage, stopped, trail
from marketplace.needs.models import Need
from marketplace.needs.queries import reason_sentence
from marketplace.needs.states import NeedStatus

if TYPE_CHECKING:
    from marketplace.common.verdict import Sentence

S = NeedStatus
REACHED = {
    S.SUBMITTED: 2,
    S.RETURNED: 1,
    S.REVIEWED: 3,
    S.PUBLISHED: 4,
    S.HELD: 3,
    S.MATCHED: 5,
    S.DELIVERING: 5,
    S.DELIVERED: 5,
    S.EVALUATED: 5,
    S.CLOSED: 5,
}
"""The stage that a need of this status is at; the last one is over when the help has arrived."""
ARRIVED = {S.DELIVERED, S.EVALUATED, S.CLOSED}


def trail_of(draft: NeedDraft) -> list[Stage]:
    """Written down, cleared, reviewed, released, promised, arrived; or where it ended."""
    need = draft.need
    stages = [
        (_("Written down"), draft.created_at),
        (_("Cleared for the public"), None),
        (_("Second officer"), need.reviewed_at if need else None),
        (_("Release"), need.released_at if need else None),
        (_("Help agreed"), None),
        (_("Help arrived"), None),
    ]
    if need is None:
        return trail(stages, 2 if draft.status == DraftStatus.CLEARED else 1)
    if need.status in (S.WITHDRAWN, S.EXPIRED):
        return stopped(stages, 4 if need.released_at else 2, S(need.status).label)
    if need.status == S.PRIVATE_MATCH:
        return _private(stages[:2], need)
    return trail(stages, REACHED[S(need.status)], finished=need.status in ARRIVED)


def _private(done: Sequence[tuple[Sentence, Moment]], need: Need) -> list[Stage]:
    stages = [Stage(label, "done", at) for label, at in done]
    return [*stages, Stage(S.PRIVATE_MATCH.label, "current", None, reason_sentence(need.hold_code))]


def state_of(draft: NeedDraft) -> tuple[str, str]:
    """(what is said, tone of the tag) for lists."""
    if draft.need is not None:
        tones = {S.RETURNED: "alert", S.HELD: "alert", S.SUBMITTED: "notice", S.REVIEWED: "notice", S.PUBLISHED: "good"}
        tone = "good" if draft.need.status in ARRIVED else tones.get(S(draft.need.status), "")
        return str(S(draft.need.status).label), tone
    tone = {DraftStatus.DLP_BLOCKED: "alert", DraftStatus.CLEARED: "notice"}.get(DraftStatus(draft.status), "")
    return str(DraftStatus(draft.status).label), tone
