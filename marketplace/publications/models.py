"""Words for the public beyond needs, about something that another package owns."""

from __future__ import annotations

import hashlib
import json

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common.rows import PublicRow
from marketplace.documents.models import PrivateFile
from marketplace.publications.states import (
    ABOUT_A_NEED,
    KEPT_ELSEWHERE,
    PUBLICATION_LIFECYCLE,
    Kind,
    PublicationStatus,
)

LONGEST_TEXT, LONGEST_ALTERNATIVE, LONGEST_REMARK = 1000, 200, 500
LONGEST_STORY = 20_000
WORDS = ("text", "text_en", "alternative_text", "alternative_text_en")
"""Every column that holds words: each is scanned, and all of them are erased with a withdrawal."""
SHOWN = PublicationStatus.PUBLISHED


class Publication(PublicRow):
    """A text, perhaps with a picture, and what had to be true before anybody outside might see it.

    It holds only words in which the scan found nothing: what has findings is refused and never kept here.
    """

    kind = models.CharField(max_length=12, choices=Kind.choices)
    subject_reference = models.CharField(max_length=36, db_index=True)
    """The need, gift, programme or page that the words are about."""
    place = models.CharField(max_length=9, blank=True)
    """Whose officers read it first; empty: any officer."""
    need_reference = models.CharField(max_length=32, blank=True, db_index=True)
    """The need whose household agreed; when it takes its consent back, the words are hidden."""
    consent_reference = models.CharField(max_length=32, blank=True)
    text = models.TextField(_("text"), max_length=LONGEST_TEXT, blank=True)
    text_en = models.TextField(_("text in English"), max_length=LONGEST_TEXT, blank=True)
    for_public = models.BooleanField(default=True)
    """Or only for those whom it concerns."""
    picture = models.OneToOneField(PrivateFile, null=True, on_delete=models.PROTECT, related_name="+")
    alternative_text = models.CharField(max_length=LONGEST_ALTERNATIVE, blank=True)
    alternative_text_en = models.CharField(max_length=LONGEST_ALTERNATIVE, blank=True)
    picture_declared = models.BooleanField(default=False)
    """The author declares that the picture shows no face, or that whoever is seen agreed in writing."""
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    """Empty: a donor without an account, known by the link of the gift alone."""
    status = models.CharField(max_length=9, choices=PublicationStatus.choices, default=PublicationStatus.DRAFT)
    scan_mark = models.CharField(max_length=64, blank=True)
    """What exactly the second officer's scan found clean (`mark_of`)."""
    remark = models.CharField(max_length=LONGEST_REMARK, blank=True)
    """What the second officer asks the author to mend."""
    hold_code = models.CharField(max_length=40, blank=True)
    reviewer = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    """Grows with every change of the words, so that nobody approves what she did not read."""

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kind", "status", "-reviewed_at"], name="words_by_kind_and_status")]
        constraints = [
            PUBLICATION_LIFECYCLE.constraint("publication_status_is_in_its_lifecycle"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="words_are_of_a_known_kind"),
            models.CheckConstraint(
                condition=models.Q(reviewer__isnull=True)
                | models.Q(author__isnull=True)
                | ~models.Q(reviewer=models.F("author")),
                name="words_are_not_reviewed_by_their_author",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=SHOWN)
                | (~models.Q(scan_mark="") & models.Q(reviewer__isnull=False, reviewed_at__isnull=False)),
                name="published_words_were_scanned_and_reviewed",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=sorted(ABOUT_A_NEED))
                | (~models.Q(need_reference="") & ~models.Q(consent_reference="")),
                name="words_about_a_need_cite_the_consent",
            ),
            models.CheckConstraint(
                condition=models.Q(picture__isnull=True)
                | (models.Q(picture_declared=True) & ~models.Q(alternative_text="")),
                name="published_picture_is_declared_and_described",
            ),
            models.CheckConstraint(
                condition=models.Q(status=PublicationStatus.WITHDRAWN) | ~models.Q(text=""),
                name="words_are_not_empty",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=PublicationStatus.WITHDRAWN)
                | models.Q(text="", text_en="", alternative_text="", alternative_text_en="", picture__isnull=True),
                name="withdrawn_words_are_erased",
            ),
            models.UniqueConstraint(
                fields=["kind", "subject_reference"],
                condition=models.Q(kind__in=sorted({Kind.DEDICATION, *KEPT_ELSEWHERE})) & ~models.Q(status="withdrawn"),
                name="one_dedication_per_gift_and_one_copy_kept_elsewhere",
            ),
        ]


def mark_of(publication: Publication) -> str:
    """A hash of everything of it that can be read or seen."""
    picture = publication.picture.sha256 if publication.picture else ""
    words = [*(getattr(publication, name) for name in WORDS), picture, publication.for_public]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()
