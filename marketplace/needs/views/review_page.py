"""What the second officer sees of a need: what the public will see, how far it is widened, and what happened so far."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.accounts.queries import Reader
from marketplace.common import clock
from marketplace.common.detectors import scan
from marketplace.common.rule_data import rule
from marketplace.needs.export import Line, export_line
from marketplace.needs.forms import KeepPrivateForm, SendBackForm
from marketplace.needs.ladder import rungs_of
from marketplace.needs.models import Need
from marketplace.needs.queries import reason_sentence, status_sentence
from marketplace.needs.rules import due_at
from marketplace.needs.states import Audience, NeedStatus

LEVELS = {
    "place": (
        gettext_lazy("township"),
        gettext_lazy("district"),
        gettext_lazy("group of districts"),
        gettext_lazy("city"),
    ),
    "age_band": (
        gettext_lazy("five years"),
        gettext_lazy("ten years"),
        gettext_lazy("stage of life"),
        gettext_lazy("withheld"),
    ),
    "family": (
        gettext_lazy("size of the household"),
        gettext_lazy("size of the household"),
        gettext_lazy("kind of household"),
        gettext_lazy("withheld"),
    ),
    "health": (
        gettext_lazy("kind of condition"),
        gettext_lazy("kind of condition"),
        gettext_lazy("health-related"),
        gettext_lazy("withheld, or nothing to show"),
    ),
}
S = NeedStatus


def review_context(reader: Reader, need: Need) -> dict[str, Any]:
    """Everything the page shows; `verdict` says whether the reader may decide, and if not, why."""
    line = export_line(need)
    under_review = need.status in (S.SUBMITTED, S.REVIEWED)
    return {
        "need": need,
        "line": line,
        "is_private": need.audience == Audience.PRIVATE,
        "sentence": status_sentence(need),
        "reason": reason_sentence(need.hold_code) if need.hold_code else "",
        "audience_sentence": audience_sentence(need),
        "rungs": rungs_in_words(line),
        "findings": sorted({str(finding.kind) for text in (need.title, need.text) for finding in scan(text)}),
        "comments": need.comments.select_related("by"),
        "trail": list(trail_of(need)),
        "verdict": need.reviewable_by(reader) if under_review else need.judged_by(reader),
        "seen": need.latest_revision_id or "",
        "return_form": SendBackForm(prefix="return"),
        "private_form": KeepPrivateForm(prefix="private"),
    }


def rungs_in_words(line: Line) -> dict[str, dict[str, str | int]]:
    """Level and meaning of each fact by which a household might be recognised."""
    return {
        rung.column: {"level": rung.level, "words": str(LEVELS[rung.column][rung.level - 1])} for rung in rungs_of(line)
    }


def audience_sentence(need: Need) -> str:
    """Who may see the need, and why not more."""
    today = clock.today()
    numbers = {
        "open": int(rule("anonymity.k_open", on=today).value),
        "partners": int(rule("anonymity.k_partners", on=today).value),
    }
    if need.audience == Audience.OPEN:
        return _("Everybody may see it: at least %(open)d households on the register share its values.") % numbers
    if need.audience == Audience.PARTNERS:
        sentence = _(
            "Only verified partners may see it: its values hide the household among at least %(partners)d, "
            "but not as everybody's eyes would ask, among %(open)d."
        )
        return sentence % numbers
    return _("Nobody sees it; help is looked for without showing it.")


def trail_of(need: Need) -> Iterator[dict[str, Any]]:
    """The need's way so far and to its release, for <c-trail>."""
    yield stage(_("Submitted"), "done", need.created_at, str(need.author))
    if need.audience == Audience.PRIVATE:
        yield stage(_("Kept for private match"), "stopped", None, reason_sentence(need.hold_code))
        return
    if need.status in (S.WITHDRAWN, S.EXPIRED):
        yield stage(str(S(need.status).label).capitalize(), "stopped")
        return
    if need.status == S.RETURNED:
        yield stage(_("Sent back to the author"), "current")
    reviewed = need.reviewed_at is not None and need.status != S.RETURNED
    state = "done" if reviewed else waiting(need, S.SUBMITTED)
    yield stage(_("Review by a second officer"), state, need.reviewed_at, str(need.reviewer or ""))
    released = need.released_at is not None
    state = "done" if released else waiting(need, S.REVIEWED)
    yield stage(_("Publication with a release"), state, need.released_at or release_due(need))
    if released:
        yield stage(str(S(need.status).label).capitalize(), "current")


def stage(label: str, state: str, at: datetime | None = None, detail: str = "") -> dict[str, Any]:
    """One node of the trail."""
    return {"label": label, "state": state, "at": at or "", "detail": detail}


def waiting(need: Need, status: NeedStatus) -> str:
    """Whether this node is where the need stands."""
    return "current" if need.status == status else "next"


def release_due(need: Need) -> datetime | None:
    """When an approved need appears."""
    return due_at() if need.status == S.REVIEWED else None
