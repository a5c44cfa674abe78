"""Hide, show again, withdraw."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common.actors import Actor
from marketplace.common.events import announce
from marketplace.documents.actions import erase_upload
from marketplace.publications.actions.writing import Writing, write_words
from marketplace.publications.events import WordsHidden, WordsPublished, WordsWithdrawn
from marketplace.publications.models import WORDS, Publication
from marketplace.publications.ports import subject_of
from marketplace.publications.rules import may_show_again, may_withdraw
from marketplace.publications.states import (
    AUTHOR_DECIDED,
    PUBLICATION_LIFECYCLE,
    REPLACED,
    REPORTED,
    PublicationStatus,
)

ERASED: dict[str, Any] = {**dict.fromkeys(WORDS, ""), "picture": None, "picture_declared": False, "remark": ""}


@transaction.atomic
def hide_words(*, by: Actor, publication: Publication, code: str) -> None:
    """Nobody outside sees them from this moment on."""
    PUBLICATION_LIFECYCLE.advance(publication, "hide", by=by, because=code, hold_code=code)
    announce(WordsHidden(publication_id=publication.pk))


@transaction.atomic
def show_words_again(*, by: User, publication: Publication) -> None:
    """An officer decided that hidden words may be seen again; refused while what they stand on is not in force."""
    may_show_again(by, publication).require()
    PUBLICATION_LIFECYCLE.advance(publication, "show_again", by=by, hold_code="")
    announce(WordsPublished(publication_id=publication.pk))


@transaction.atomic
def withdraw_words(*, by: User | None, publication: Publication, because: str = AUTHOR_DECIDED) -> None:
    """The author takes them back, or an officer does: gone for good, the words and the picture erased."""
    may_withdraw(by, publication).require()
    _withdraw(by, publication, because)


@transaction.atomic
def hide_words_about(*, by: Actor, need_reference: str, code: str) -> int:
    """All words that stand on this need's consent: what is shown is hidden at once, what waits is withdrawn.

    Called inside the transaction that takes the consent back. Returns how many disappeared.
    """
    rows = Publication.objects.select_for_update(of=("self",)).filter(need_reference=need_reference).order_by("pk")
    rows.filter(status=PublicationStatus.HIDDEN, hold_code=REPORTED).update(hold_code=code)  # no decision shows it
    found = list(rows.exclude(status__in=[PublicationStatus.WITHDRAWN, PublicationStatus.HIDDEN]))
    for publication in found:
        if publication.status == PublicationStatus.PUBLISHED:
            hide_words(by=by, publication=publication, code=code)
        else:
            _withdraw(by, publication, code)
    return len(found)


@transaction.atomic
def erase_words_about(*, by: Actor, need_reference: str, code: str) -> int:
    """Nothing that was ever written of the need is kept; returns how many texts that were."""
    rows = Publication.objects.select_for_update(of=("self",)).filter(need_reference=need_reference).order_by("pk")
    found = list(rows.exclude(status=PublicationStatus.WITHDRAWN))
    for publication in found:
        _withdraw(by, publication, code)
    return len(found)


@transaction.atomic
def replace_words(*, by: User, kind: str, subject_reference: str, writing: Writing) -> Publication:
    """Where several people write in turn: what anybody wrote before is withdrawn, the new words wait for review."""
    take_back_words(by=by, kind=kind, subject_reference=subject_reference, because=REPLACED)
    return write_words(by=by, kind=kind, subject_reference=subject_reference, writing=writing)


@transaction.atomic
def take_back_words(*, by: User, kind: str, subject_reference: str, because: str) -> None:
    """Whatever anybody wrote of it is withdrawn, by somebody who may write of it."""
    subject_of(kind).may_write(by, subject_reference).require()
    rows = Publication.objects.select_for_update(of=("self",)).filter(kind=kind, subject_reference=subject_reference)
    for former in list(rows.exclude(status=PublicationStatus.WITHDRAWN)):
        _withdraw(by, former, because)


def _withdraw(by: Actor, publication: Publication, because: str) -> None:
    picture = publication.picture
    PUBLICATION_LIFECYCLE.advance(publication, "withdraw", by=by, because=because, hold_code=because, **ERASED)
    if picture is not None:
        erase_upload(by=by, file=picture)
    announce(WordsWithdrawn(publication_id=publication.pk))
