"""The second officer's decision."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.events import announce
from marketplace.common.verdict import DomainError
from marketplace.publications.actions.writing import refuse_identifying
from marketplace.publications.events import WordsPublished, WordsReturned
from marketplace.publications.models import LONGEST_REMARK, WORDS, Publication, mark_of
from marketplace.publications.ports import subject_of
from marketplace.publications.rules import judges, may_publish
from marketplace.publications.states import PUBLICATION_LIFECYCLE


class RemarkUnfit(DomainError):
    """Words go back only with a sentence that says what to mend."""

    code = "REMARK_UNFIT"


class WordsOutOfDate(DomainError):
    """The words were changed after the officer read them."""

    code = "REVIEW_OUT_OF_DATE"


@transaction.atomic
def publish_words(*, by: User, publication: Publication, seen: int | None = None) -> None:
    """Let them be seen; scanned once more, on consent in force, by somebody who did not write them."""
    _lock(publication, seen)
    may_publish(by, publication).require()
    reference = publication.subject_reference
    refuse_identifying(publication.kind, reference, *(getattr(publication, name) for name in WORDS))
    about = subject_of(publication.kind).about(reference)
    PUBLICATION_LIFECYCLE.advance(
        publication,
        "publish",
        by=by,
        reviewer=by,
        reviewed_at=clock.now(),
        scan_mark=mark_of(publication),
        consent_reference=about.consent_reference if about else publication.consent_reference,
        hold_code="",
        remark="",
    )
    announce(WordsPublished(publication_id=publication.pk))


@transaction.atomic
def return_words(*, by: User, publication: Publication, remark: str, seen: int | None = None) -> None:
    """Send them back with a sentence that says what to mend; the sentence is scanned like the words."""
    _lock(publication, seen)
    judges(by, publication).require()
    remark = remark.strip()
    if not remark or len(remark) > LONGEST_REMARK:
        message = _("Say in 1 to %(longest)d characters what is to be mended.")
        raise RemarkUnfit(message % {"longest": LONGEST_REMARK})
    refuse_identifying(publication.kind, publication.subject_reference, remark)
    PUBLICATION_LIFECYCLE.advance(publication, "return", by=by, remark=remark)
    announce(WordsReturned(publication_id=publication.pk))


def _lock(publication: Publication, seen: int | None) -> None:
    """The row as it is now; refuses when it is no longer what the officer read."""
    current = Publication.objects.select_for_update().values_list("version", "status").get(pk=publication.pk)
    if seen is not None and current[0] != seen:
        raise WordsOutOfDate(_("The words were changed in the meantime. Read them again, then decide."))
    if current != (publication.version, publication.status):
        publication.refresh_from_db()
