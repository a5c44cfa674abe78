"""CONFIDENTIAL. Households on the register, their members, consents and drafts; direct identifiers are encrypted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models.functions import Cast
from django.db.models.lookups import Exact

from marketplace.accounts.models import User
from marketplace.casework.codes import ConsentKind, Dimension, PersonHealth, Residency, Spoken, WordAnswer
from marketplace.casework.states import CASE_LIFECYCLE, DRAFT_LIFECYCLE, CaseStatus, DraftStatus
from marketplace.common import clock
from marketplace.common.encryption import EncryptedText
from marketplace.common.references import new_reference
from marketplace.common.rows import PublicRow, Row
from marketplace.fulfilment.models import Assignment
from marketplace.needs.codes import AidType, NeedKind
from marketplace.needs.models import Need
from marketplace.organisations.models import Organisation

DIMENSIONS = tuple(Dimension.values)


def _empty(column: str) -> Any:
    """An encrypted column without a value, as a database condition."""
    return Exact(Cast(column, models.TextField()), models.Value(""))


class Case(PublicRow):
    """A household on the register. Reading one goes through `queries.read_case`, which logs."""

    case_number = models.CharField(max_length=40, unique=True)
    head_name = EncryptedText()
    head_id = EncryptedText()
    head_id_index = models.CharField(max_length=64, unique=True)
    phone = EncryptedText(blank=True)
    address = EncryptedText(blank=True)
    township = models.CharField(max_length=9, db_index=True)
    annual_income_fen = models.BigIntegerField(null=True)
    annual_spending_fen = models.BigIntegerField(null=True)
    residency = models.CharField(max_length=8, choices=Residency.choices, blank=True)
    registers = models.JSONField(default=list)
    """Codes of `codes.Register`."""

    economic = models.PositiveSmallIntegerField(null=True)
    health = models.PositiveSmallIntegerField(null=True)
    education = models.PositiveSmallIntegerField(null=True)
    living = models.PositiveSmallIntegerField(null=True)
    employment = models.PositiveSmallIntegerField(null=True)
    participation = models.PositiveSmallIntegerField(null=True)

    # What classes are counted over; kept beside the members so that a count reads one table.
    head_birth = models.DateField()
    youngest_birth = models.DateField()
    oldest_birth = models.DateField()
    size = models.PositiveSmallIntegerField()
    worst_health = models.CharField(max_length=12, choices=PersonHealth.choices)

    household_digest = models.CharField(max_length=64)
    """HMAC of every household column as last entered, so that a second import can tell agreement from contradiction."""
    worker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=8, choices=CaseStatus.choices, default=CaseStatus.OPEN)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            CASE_LIFECYCLE.constraint("case_status_is_in_its_lifecycle"),
            models.CheckConstraint(condition=models.Q(size__gte=1), name="household_has_at_least_one_member"),
            models.CheckConstraint(
                condition=~models.Q(status=CaseStatus.SHREDDED)
                | (
                    models.Q(_empty("head_name"))
                    & models.Q(_empty("head_id"))
                    & models.Q(_empty("phone"))
                    & models.Q(_empty("address"))
                ),
                name="shredded_case_holds_no_identifier",
            ),
            *[
                models.CheckConstraint(
                    condition=models.Q(**{f"{name}__isnull": True}) | models.Q(**{f"{name}__lte": 100}),
                    name=f"{name}_dimension_is_at_most_100",
                )
                for name in DIMENSIONS
            ],
        ]


class Member(Row):
    """A person of the household; the head is the first."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="members")
    position = models.PositiveSmallIntegerField()
    relation = models.CharField(max_length=20)
    name = EncryptedText()
    id_number = EncryptedText(blank=True)
    id_index = models.CharField(max_length=64, blank=True, db_index=True)
    birth = models.DateField()
    health = models.CharField(max_length=12, choices=PersonHealth.choices)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["case", "position"], name="one_member_per_position_in_a_case")]

    def __str__(self) -> str:
        return str(self.pk)


class Assessment(Row):
    """The six dimensions as assessed at a visit, 0-100, 100 = worst; the newest is copied to the case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="assessments")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    visited_on = models.DateField()
    scores = models.JSONField()
    note = EncryptedText(blank=True)

    class Meta:
        ordering = ["-visited_on", "-pk"]

    def __str__(self) -> str:
        return str(self.visited_on)


class NeedDraft(PublicRow):
    """A need before it is public: the household's words, and the rewritten text that will be scanned."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="drafts")
    need_kind = models.CharField(max_length=12, choices=NeedKind.choices)
    aid_type = models.CharField(max_length=12, choices=AidType.choices)
    original_title = EncryptedText()
    original_story = EncryptedText(blank=True)
    title = EncryptedText(blank=True)
    text = EncryptedText(blank=True)
    quantity = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    value_fen = models.BigIntegerField(null=True)
    needed_by = models.DateField(null=True)
    helpers = models.PositiveSmallIntegerField(default=1)
    import_key = models.CharField(max_length=64)
    """HMAC of (need_kind, aid_type, title, needed_by): the same need imported again."""
    import_digest = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=12, choices=DraftStatus.choices, default=DraftStatus.DRAFT)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    need = models.OneToOneField(Need, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            DRAFT_LIFECYCLE.constraint("draft_status_is_in_its_lifecycle"),
            models.UniqueConstraint(fields=["case", "import_key"], name="one_draft_per_case_and_need"),
            models.CheckConstraint(
                condition=models.Q(value_fen__isnull=True) | models.Q(value_fen__gte=0),
                name="draft_value_is_not_negative",
            ),
        ]


class Consent(PublicRow):
    """What the household agreed to for one need; a withdrawal is a new row."""

    draft = models.ForeignKey(NeedDraft, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=12, choices=ConsentKind.choices)
    given = models.BooleanField()
    given_on = models.DateField(null=True)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    """Nobody where the household said it itself, with its slip."""

    class Meta:
        ordering = ["pk"]


class ShownProfile(Row):
    """What a household shows at present: all its needs carry these values for this audience."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="shown")
    audience = models.CharField(max_length=10)
    place = models.CharField(max_length=9)
    place_level = models.PositiveSmallIntegerField()
    age_band = models.CharField(max_length=8, null=True)
    family = models.CharField(max_length=12, null=True)
    health = models.CharField(max_length=16, null=True)

    def __str__(self) -> str:
        return self.audience


class ContactRelease(PublicRow):
    """Which contact fields a helper may read, until when; every reading is logged."""

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="releases")
    fields = models.JSONField(default=list)
    """Any of head_name, phone, address."""
    until = models.DateTimeField()
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)


class Disclosure(PublicRow):
    """Which generalised fields of a need that is not published a partner under an undertaking may read, until when."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="disclosures")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    fields = models.JSONField(default=list)
    """Codes of `entrusting.LABELS`; never a value."""
    until = models.DateTimeField()
    released_at = models.DateTimeField()
    """The last time: help that ended before says nothing about it."""
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["need", "organisation"], name="one_disclosure_per_need_and_organisation")
        ]


class Slip(Row):
    """A paper by which the household itself sees and answers for one need; of its code only an HMAC is kept."""

    draft = models.ForeignKey(NeedDraft, on_delete=models.CASCADE, related_name="slips")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="+")
    code_index = models.CharField(max_length=64, unique=True)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft"], condition=models.Q(ended_at__isnull=True), name="one_slip_in_force_per_draft"
            )
        ]

    @property
    def last_day(self) -> date:
        """The last on which it opens anything."""
        return clock.local(self.expires_at).date() - timedelta(days=1)

    def __str__(self) -> str:
        return str(self.pk)


class HouseholdWord(Row):
    """What the household said with its slip, and of which help."""

    slip = models.ForeignKey(Slip, on_delete=models.CASCADE, related_name="words")
    spoken = models.CharField(max_length=12, choices=Spoken.choices)
    assignment = models.ForeignKey(Assignment, null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=14, choices=WordAnswer.choices, blank=True)
    """What the caseworker found when it asked; empty while nothing had to be found."""
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | models.Q(answered_by__isnull=False, answered_at__isnull=False) & ~models.Q(answer=""),
                name="an_answered_word_tells_when_by_whom_and_what",
            )
        ]

    def __str__(self) -> str:
        return self.spoken


class ImportUpload(PublicRow):
    """A file somebody is about to import: kept encrypted between its preview and the word to go, never longer."""

    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    content = EncryptedText(blank=True)
    """The bytes in base64; emptied once they were imported or given up."""
    result = models.JSONField(default=dict)
    """The counts of contracts.md, of the dry run and then of the import."""
    reasons = models.JSONField(default=list)
    """Rejected rows: (row, field, code, sentence, parameters); never a value of an identifier."""
    imported_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]


class RegisterVersion(models.Model):
    """One row whose token changes with every change of the register; loaded registers are kept under it."""

    wagtail_reference_index_ignore = True

    token = models.CharField(max_length=32, default=new_reference)

    def __str__(self) -> str:
        return self.token
