"""Write words for the public, mend them, hand them in. What has findings is refused and never kept."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.events import announce
from marketplace.common.public_words import refuse_findings
from marketplace.common.verdict import DomainError
from marketplace.documents.actions import erase_upload
from marketplace.documents.models import PrivateFile
from marketplace.publications.events import WordsSubmitted
from marketplace.publications.models import LONGEST_ALTERNATIVE, LONGEST_STORY, LONGEST_TEXT, WORDS, Publication
from marketplace.publications.ports import subject_of
from marketplace.publications.rules import may_change
from marketplace.publications.states import KEPT_ELSEWHERE, PUBLICATION_LIFECYCLE, Kind, PublicationStatus


class WordsDoNotFit(DomainError):
    """Nothing was written, or more than a page can show."""

    code = "TEXT_DOES_NOT_FIT"


class PictureUnfit(DomainError):
    """A picture without a description or without the declaration."""

    code = "PICTURE_UNFIT"


class NothingToWriteAbout(DomainError):
    """The thing is not shown, or does not exist; both look the same."""

    code = "NOTHING_TO_WRITE_ABOUT"


class AlreadyWritten(DomainError):
    """Where one text is all there can be, there is one already."""

    code = "ALREADY_WRITTEN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What an author fills in."""

    text: str
    text_en: str = ""
    for_public: bool = True
    picture: PrivateFile | None = None
    alternative_text: str = ""
    alternative_text_en: str = ""
    picture_declared: bool = False

    def columns(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


@transaction.atomic
def write_words(
    *, by: User | None, kind: str, subject_reference: str, writing: Writing, hand_in: bool = True
) -> Publication:
    """Keep clean words about something and, unless told otherwise, hand them to a second officer."""
    subject = subject_of(kind)
    about = subject.about(subject_reference)
    if about is None:
        raise NothingToWriteAbout(_("There is nothing here to write about now."))
    subject.may_write(by, subject_reference).require()
    refuse_unfit(kind, subject_reference, writing)
    try:
        with transaction.atomic():
            publication = Publication.objects.create(
                kind=Kind(kind),
                subject_reference=subject_reference,
                author=by,
                place=about.place,
                need_reference=about.need_reference,
                consent_reference=about.consent_reference,
                **writing.columns(),
            )
    except IntegrityError as error:
        raise AlreadyWritten(_("There are words for this already. Change them instead.")) from error
    audit.record(by=by, verb="publication.write", subject=publication, detail={"kind": kind})
    if hand_in:
        _hand_in(by, publication)
    return publication


@transaction.atomic
def change_words(*, by: User | None, publication: Publication, writing: Writing, hand_in: bool = True) -> None:
    """Put other words in their place. What was published disappears until a second officer has read it again."""
    may_change(by, publication).require()
    subject = subject_of(publication.kind)
    refuse_unfit(publication.kind, publication.subject_reference, writing)
    about = subject.about(publication.subject_reference)
    if about is None:
        raise NothingToWriteAbout(_("There is nothing here to write about now."))
    former = publication.picture
    changes = {
        **writing.columns(),
        "place": about.place,
        "need_reference": about.need_reference,
        "consent_reference": about.consent_reference,
        "version": publication.version + 1,
        "scan_mark": "",
        "reviewer": None,
        "reviewed_at": None,
    }
    if hand_in or publication.status == PublicationStatus.PUBLISHED:
        _hand_in(by, publication, **changes)
    else:
        Publication.objects.filter(pk=publication.pk).update(**changes)
        publication.refresh_from_db()
        audit.record(by=by, verb="publication.change", subject=publication)
    if former is not None and former != writing.picture:
        erase_upload(by=by, file=former)


def refuse_unfit(kind: str, reference: str, writing: Writing) -> None:
    """Words of a length that a page can show, in which nothing is found; a picture that is described and declared."""
    longest = LONGEST_STORY if kind in KEPT_ELSEWHERE else LONGEST_TEXT
    if not writing.text.strip() or max(len(writing.text), len(writing.text_en)) > longest:
        raise WordsDoNotFit(_("Write 1 to %(longest)d characters.") % {"longest": longest})
    if writing.picture is not None and not (writing.alternative_text.strip() and writing.picture_declared):
        raise PictureUnfit(_("Describe the picture, and declare that nobody can be recognised in it."))
    if max(len(writing.alternative_text), len(writing.alternative_text_en)) > LONGEST_ALTERNATIVE:
        raise PictureUnfit(
            _("Describe the picture in at most %(longest)d characters.") % {"longest": LONGEST_ALTERNATIVE}
        )
    refuse_identifying(kind, reference, *(getattr(writing, name) for name in WORDS))


def refuse_identifying(kind: str, reference: str, *texts: str) -> None:
    """Refuse any text in which the detectors or the owner of the thing find somebody."""
    scan = subject_of(kind).scan
    refuse_findings(finding for text in texts if text for finding in scan(reference, text))


def _hand_in(by: User | None, publication: Publication, **changes: Any) -> None:
    PUBLICATION_LIFECYCLE.advance(publication, "submit", by=by, submitted_at=clock.now(), remark="", **changes)
    announce(WordsSubmitted(publication_id=publication.pk))
