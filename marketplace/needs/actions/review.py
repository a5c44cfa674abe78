"""The second officer's decision, driven through Wagtail's workflow."""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.actors import Actor
from marketplace.common.events import announce
from marketplace.common.public_words import refuse_identifying_text
from marketplace.common.verdict import DomainError
from marketplace.needs.actions.workflow import end_review, open_task, refuse_outdated
from marketplace.needs.events import NeedKeptPrivate, NeedReturned, NeedReviewed
from marketplace.needs.models import Need, ReviewComment
from marketplace.needs.models.review import LONGEST_COMMENT, SentBackField
from marketplace.needs.states import NEED_LIFECYCLE, REASON_SENTENCES, Audience

WITHHELD: Final[dict[str, Any]] = {
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


class CommentUnfit(DomainError):
    """A need goes back only with a sentence that says what to mend, at a field that its author can mend."""

    code = "COMMENT_UNFIT"


class ReasonUnknown(DomainError):
    """A need is kept back only for a reason that its author can read."""

    code = "REASON_UNKNOWN"


@transaction.atomic
def approve_need(*, by: User, need: Need, seen: int | None = None) -> None:
    """The need waits for its release; the author and whoever is not an officer for the place are refused."""
    need.reviewable_by(by).require()
    refuse_outdated(need, seen)
    refuse_identifying_text(need.title, need.text)
    NEED_LIFECYCLE.advance(need, "review", by=by, reviewer=by, reviewed_at=clock.now())
    open_task(need).approve(user=by)
    announce(NeedReviewed(need_id=need.pk))


@transaction.atomic
def return_need(*, by: User, need: Need, field: str, comment: str, seen: int | None = None) -> ReviewComment:
    """Send the need back to its author with a comment at a field; the comment is scanned like a need."""
    need.reviewable_by(by).require()
    refuse_outdated(need, seen)
    refuse_unfit_comment(field, comment)
    refuse_identifying_text(comment)
    NEED_LIFECYCLE.advance(need, "return", by=by)
    open_task(need).reject(user=by)  # the comment stays with us: Wagtail would copy it into logs and mail
    remark = ReviewComment.objects.create(need=need, by=by, field=field, text=comment)
    announce(NeedReturned(need_id=need.pk))
    return remark


@transaction.atomic
def keep_need_private(*, by: User, need: Need, because: str, seen: int | None = None) -> None:
    """Take the need out of publication: everything but its kind and reference is erased, revisions too."""
    need.reviewable_by(by).require()
    refuse_outdated(need, seen)
    if because not in REASON_SENTENCES:
        raise ReasonUnknown(_("Choose one of the reasons."))
    make_private(by=by, need=need, because=because)


def make_private(*, by: Actor, need: Need, because: str) -> None:
    """Erase what was to be public and keep the need for private match."""
    end_review(need, by)
    NEED_LIFECYCLE.advance(
        need, "keep_private", by=by, because=because, audience=Audience.PRIVATE, hold_code=because, **WITHHELD
    )
    erase_words(need)
    announce(NeedKeptPrivate(need_id=need.pk))


def erase_words(need: Need) -> None:
    """Every copy that Wagtail and the review keep of what was to be public."""
    from wagtail.admin.models import FormState

    need.revisions.all().delete()
    need.latest_revision = need.live_revision = None
    Need.objects.filter(pk=need.pk).update(
        latest_revision=None, live_revision=None, has_unpublished_changes=False, locked=False, locked_by=None
    )
    FormState.objects.for_instance(need).delete()
    need.comments.all().delete()


def refuse_unfit_comment(field: str, comment: str) -> None:
    """A comment of 1 to 500 characters at a field that the author can mend."""
    if field not in SentBackField.values or not comment.strip() or len(comment) > LONGEST_COMMENT:
        message = _("Say in 1 to %(longest)d characters what is to be mended, and at which field.")
        raise CommentUnfit(message % {"longest": LONGEST_COMMENT})
