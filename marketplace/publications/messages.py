"""Whom we tell what happens to words for the public; every listener may run twice."""

from __future__ import annotations

from django.urls import reverse

from marketplace.notifications.actions import Params, finish_work, open_work, tell_once
from marketplace.publications.events import (
    WordsHidden,
    WordsPublished,
    WordsReturned,
    WordsSubmitted,
    WordsWithdrawn,
)
from marketplace.publications.models import Publication
from marketplace.publications.ports import subject_of
from marketplace.publications.queries import officers_of
from marketplace.publications.rules import due_at
from marketplace.publications.states import Kind, PublicationStatus

REVIEW = "words_review"
FOR_THEM = {Kind.NEED_UPDATE: "need_update_shown", Kind.THANKS: "thanks_shown"}
"""Kinds that are meant for somebody, and what these are told."""


def ask_for_review(event: WordsSubmitted) -> None:
    """The officers of its place find it in their work until one of them has decided."""
    words = _words(event.publication_id)
    if words.status != PublicationStatus.SUBMITTED:
        return
    for officer in officers_of(words):
        open_work(
            officer,
            REVIEW,
            subject=subject_key(words),
            url=reverse("words_review", args=[words.reference]),
            due_at=due_at(),
            params={"kind": words.kind},
        )


def review_is_over(event: WordsPublished | WordsReturned | WordsWithdrawn) -> None:
    """Nobody waits for what has been decided."""
    words = _words(event.publication_id)
    if words.status != PublicationStatus.SUBMITTED:
        finish_work(REVIEW, subject=subject_key(words))


def tell_author(event: WordsPublished | WordsReturned | WordsHidden | WordsWithdrawn) -> None:
    """The author learns what became of it; who has no account reads it on the page of the gift."""
    words = _words(event.publication_id)
    said = {
        PublicationStatus.PUBLISHED: "words_published",
        PublicationStatus.RETURNED: "words_returned",
        PublicationStatus.HIDDEN: "words_hidden",
    }
    kind = said.get(PublicationStatus(words.status))
    if kind is None or words.author is None:
        return
    params: Params = {"kind": words.kind, "version": words.version, "because": words.hold_code}
    tell_once([words.author], kind, params, reverse("own_words", args=[words.reference]))


def tell_concerned(event: WordsPublished) -> None:
    """Helpers read how it went and who thanks them."""
    words = _words(event.publication_id)
    kind = FOR_THEM.get(Kind(words.kind))
    if kind is None or words.status != PublicationStatus.PUBLISHED:
        return
    for person, url in subject_of(words.kind).concerned(words.subject_reference):
        if person.pk != words.author_id:
            tell_once([person], kind, {"words": words.reference}, url)


def subject_key(words: Publication) -> str:
    """How work items name it."""
    return f"words:{words.reference}"


def _words(key: int) -> Publication:
    return Publication.objects.select_related("author").get(pk=key)
