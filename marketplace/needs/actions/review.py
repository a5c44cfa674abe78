"""The second officer's decision, driven through Wagtail's workflow."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.events import announce
from marketplace.needs.actions.submission import refuse_identifying_text
from marketplace.needs.events import NeedReturned, NeedReviewed
from marketplace.needs.models import Need, ReviewComment
from marketplace.needs.states import NEED_LIFECYCLE, Audience

WITHHELD: dict[str, Any] = {
    "aid_type": None,
    "place": None,
    "place_level": None,
    "age_band": None,
    "family": None,
    "health": None,
    "urgency_band": None,
    "quantity_band": None,
    "deadline_band": None,
    "month": None,
    "title": "",
    "text": "",
    "search_text": "",
    "search_tokens": "",
}


@transaction.atomic
def approve_need(*, by: User, need: Need) -> None:
    """The need waits for its release; the author and whoever is not an officer for the place are refused."""
    need.reviewable_by(by).require()
    NEED_LIFECYCLE.advance(need, "review", by=by, reviewer=by, reviewed_at=clock.now())
    task_state(need).approve(user=by)
    announce(NeedReviewed(need_id=need.pk))


@transaction.atomic
def return_need(*, by: User, need: Need, field: str, comment: str) -> ReviewComment:
    """Send the need back to its author with a comment at a field; the comment is scanned like a need."""
    need.reviewable_by(by).require()
    refuse_identifying_text(comment)
    NEED_LIFECYCLE.advance(need, "return", by=by)
    task_state(need).reject(user=by, comment=comment)
    announce(NeedReturned(need_id=need.pk))
    return ReviewComment.objects.create(need=need, by=by, field=field, text=comment)


@transaction.atomic
def keep_need_private(*, by: User, need: Need, because: str) -> None:
    """Take the need out of publication: everything but its kind and reference is erased, revisions too."""
    need.reviewable_by(by).require()
    make_private(by=by, need=need, because=because)


def make_private(*, by: Any, need: Need, because: str) -> None:
    """Erase what was to be public and keep the need for private match."""
    NEED_LIFECYCLE.advance(
        need, "keep_private", by=by, because=because, audience=Audience.PRIVATE, hold_code=because, **WITHHELD
    )
    state = need.current_workflow_state
    if state is not None:
        state.cancel(user=by if isinstance(by, User) else None)
    need.revisions.all().delete()


def task_state(need: Need) -> Any:
    """The open review task of Wagtail's workflow."""
    return need.current_workflow_task_state.specific
