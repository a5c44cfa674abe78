"""What must be true of words for the public at any time: (invariant, object, detail), no words."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from marketplace.publications.models import WORDS, Publication, mark_of
from marketplace.publications.ports import subject_of
from marketplace.publications.states import PublicationStatus

Row = tuple[str, str, str]


def counts() -> dict[str, int]:
    """How many objects each check looked at."""
    return {"published_words": _shown().count()}


def violations() -> Iterator[Row]:
    """Every violation; each text is scanned again by all that is known today."""
    for words in _shown():
        name = f"words:{words.reference}"
        if words.scan_mark != mark_of(words):
            yield "published words are those that were reviewed", name, "changed since"
        if words.reviewer_id is None or words.reviewer_id == words.author_id:
            yield "published words had a second officer", name, "none"
        subject = subject_of(words.kind)
        is_out = subject.about(words.subject_reference) is not None
        if is_out and not subject.still_agreed(words.subject_reference):
            yield "published words stand on consent in force", name, words.kind
        if any(subject.scan(words.subject_reference, getattr(words, column)) for column in WORDS):
            yield "published words identify nobody", name, "the scan finds something"
    for words in Publication.objects.filter(status=PublicationStatus.WITHDRAWN).exclude(text=""):
        yield "withdrawn words are erased", f"words:{words.reference}", "words are kept"


def _shown() -> QuerySet[Publication]:
    return Publication.objects.filter(status=PublicationStatus.PUBLISHED).select_related("picture")
