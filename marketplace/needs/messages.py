"""Whom we tell what happens to a need; every listener may run twice and says nothing a second time."""

from __future__ import annotations

from collections import Counter

from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.needs.events import (
    NeedChanged,
    NeedExpired,
    NeedHeld,
    NeedKeptPrivate,
    NeedReturned,
    NeedReviewed,
    NeedsReleased,
    NeedSubmitted,
    NeedWithdrawn,
)
from marketplace.needs.models import Need, Release
from marketplace.needs.queries import officers_of
from marketplace.needs.rules import due_at
from marketplace.needs.states import NeedStatus
from marketplace.notifications.actions import Params, finish_work, open_work, tell_once

REVIEW = "need_review"
HELD = "need_held"


def ask_for_review(event: NeedSubmitted) -> None:
    """The officers of its place find it in their work until one of them has decided."""
    _open_for_officers(event.need_id, NeedStatus.SUBMITTED, REVIEW)


def ask_about_held(event: NeedHeld) -> None:
    """The officers of its place decide whether it may be seen again."""
    _open_for_officers(event.need_id, NeedStatus.HELD, HELD)


def review_is_over(
    event: NeedReviewed | NeedReturned | NeedKeptPrivate | NeedWithdrawn | NeedExpired | NeedChanged,
) -> None:
    """Nobody waits for what has been decided."""
    need = Need.objects.get(pk=event.need_id)
    if need.status != NeedStatus.SUBMITTED:
        finish_work(REVIEW, subject=subject_of(need))
    if need.status != NeedStatus.HELD:
        finish_work(HELD, subject=subject_of(need))


def tell_author_of_return(event: NeedReturned) -> None:
    """The author reads what is to be mended."""
    need = Need.objects.get(pk=event.need_id)
    tell_once([need.author], "need_returned", {"need_kind": need.need_kind, "version": need.version}, address_of(need))


def tell_author_it_is_private(event: NeedKeptPrivate) -> None:
    """The author learns that the need is not shown, and why."""
    need = Need.objects.get(pk=event.need_id)
    params: Params = {"need_kind": need.need_kind, "because": need.hold_code}
    tell_once([need.author], "need_kept_private", params, address_of(need))


def tell_authors_of_release(event: NeedsReleased) -> None:
    """Each author learns how many of her needs appeared."""
    release = Release.objects.get(pk=event.release_id)
    authors = Need.objects.filter(released_at=release.released_at).values_list("author_id", flat=True)
    shown = Counter(authors)
    for author in User.objects.filter(pk__in=shown):
        params: Params = {"count": shown[author.pk], "release": release.reference}
        tell_once([author], "needs_released", params, "/needs/")


def subject_of(need: Need) -> str:
    """How work items name a need."""
    return f"need:{need.reference}"


def address_of(need: Need) -> str:
    """The page of the need for those who handle it."""
    return reverse("need_review", args=[need.reference])


def _open_for_officers(need_id: int, status: NeedStatus, kind: str) -> None:
    need = Need.objects.get(pk=need_id)
    if need.status != status:
        return
    for officer in officers_of(need):
        open_work(
            officer,
            kind,
            subject=subject_of(need),
            url=address_of(need),
            due_at=due_at(),
            params={"need_kind": need.need_kind},
        )
