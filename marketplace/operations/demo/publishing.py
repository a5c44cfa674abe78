"""Assess, draft, scan, review and release: the chain that every demonstration need goes through."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from marketplace.casework.actions import assess_case, rewrite_draft, submit_draft
from marketplace.casework.models import DIMENSIONS, Case, NeedDraft
from marketplace.common import clock
from marketplace.common.actors import SystemActor
from marketplace.common.rule_data import rule
from marketplace.needs.actions import approve_need, keep_need_private, release_batch, return_need
from marketplace.needs.models import Need
from marketplace.needs.states import NeedStatus
from marketplace.operations.demo.households import load
from marketplace.operations.demo.staff import Staff

Step = Callable[[int, int], None]
SENT_BACK_EVERY = 60
"""Every so many needs the second officer asks for a change first, so that the demonstration shows it."""

COMMENT = "请写明可以送到哪里、由谁转交。"


def public_words() -> dict[tuple[str, str], dict[str, Any]]:
    """What the demonstration caseworkers write for the public, by kind and aid type."""
    today = clock.today()
    kinds, aids = rule("codes.need_kind", on=today), rule("codes.aid_type", on=today)
    words: dict[tuple[str, str], dict[str, Any]] = {}
    for wish in load("needs")["need"]:
        words.setdefault((kinds.code_named(wish["kind"]), aids.code_named(wish["aid"])), wish)
    return words


def publish_needs(staff: Staff, step: Step) -> None:
    """Every imported draft becomes a need, open, for partners or for private match."""
    words, wishes = public_words(), load("needs")["need"]
    drafts = list(NeedDraft.objects.filter(need__isnull=True).select_related("case").order_by("pk"))
    for number, draft in enumerate(drafts, start=1):
        author = staff.caseworker_for(draft.case.township)
        assess_once(draft.case, author)
        wish = _words_for(draft, words, wishes)
        rewrite_draft(by=author, draft=draft, title=wish["title"], text=wish["text"])
        need = submit_draft(by=author, draft=draft)
        if need.status == NeedStatus.SUBMITTED:
            _review(staff, need, draft, number)
        step(number, len(drafts))


def release(by: SystemActor) -> None:
    """The end of the period."""
    release_batch(by=by, end_of_period=True)


def assess_once(case: Case, author: Any) -> None:
    """The visit before a household's first need."""
    if not case.assessments.exists():
        scores = {name: getattr(case, name) for name in DIMENSIONS if getattr(case, name) is not None}
        assess_case(by=author, case=case, visited_on=clock.today() - timedelta(days=3), scores=scores)


def _words_for(
    draft: NeedDraft, words: dict[tuple[str, str], dict[str, Any]], wishes: list[dict[str, Any]]
) -> dict[str, Any]:
    """The wish that the household's title begins with; else the words for its kind and aid type, else for its kind."""
    for wish in wishes:
        if draft.original_title.startswith(wish["title"]):
            return wish
    same_kind = [wish for (kind, _aid), wish in words.items() if kind == draft.need_kind]
    return words.get((draft.need_kind, draft.aid_type)) or same_kind[0]


def _review(staff: Staff, need: Need, draft: NeedDraft, number: int) -> None:
    officer = staff.officer_for(need.place)
    if number % SENT_BACK_EVERY == 0:
        return_need(by=officer, need=need, field="text", comment=COMMENT)
        need = submit_draft(by=staff.caseworker_for(draft.case.township), draft=draft)
    if number % SENT_BACK_EVERY == 1:
        keep_need_private(by=officer, need=need, because="OFFICER_DECIDED")
        return
    approve_need(by=officer, need=need)
