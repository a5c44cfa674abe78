"""Wagtail's workflow of a need as our actions drive it; who asked and what was answered is in the audit chain.

The author is not named as the one who requested the review: Wagtail would mail the title from inside the transaction.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common.actors import Actor
from marketplace.common.verdict import DomainError
from marketplace.needs.models import Need
from marketplace.needs.workflow import review_workflow


class ReviewOutOfDate(DomainError):
    """The words have changed since the reviewer saw them."""

    code = "REVIEW_OUT_OF_DATE"


def start_review(need: Need) -> None:
    """The second officer's task begins."""
    review_workflow().start(need, None)


def resume_review(need: Need) -> None:
    """The task that was sent back begins again with the newest revision."""
    state = need.current_workflow_state
    if state is None:
        start_review(need)
    elif state.status == state.STATUS_NEEDS_CHANGES:
        state.resume()


def open_task(need: Need) -> Any:
    """The task state to decide on; a review that somebody cancelled in Wagtail's admin begins anew."""
    if need.current_workflow_task_state is None:
        start_review(need)
    return need.current_workflow_task_state


def end_review(need: Need, by: Actor) -> None:
    """Nothing remains to be reviewed."""
    state = need.current_workflow_state
    if state is not None:
        state.cancel(user=by if isinstance(by, User) else None)


def refuse_outdated(need: Need, seen: int | None) -> None:
    """Locks the need until the decision is written; `seen` is the id of the revision that the reviewer saw."""
    newest = Need.objects.select_for_update().filter(pk=need.pk).values_list("latest_revision_id", flat=True).first()
    if seen is not None and newest != seen:
        raise ReviewOutOfDate(_("The text was changed while you were reading. Read it again, then decide."))
