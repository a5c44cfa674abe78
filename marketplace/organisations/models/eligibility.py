"""The published yearly lists of recipients whose gifts are deductible, entered by one person, confirmed by another."""

from __future__ import annotations

from datetime import date

from django.db import models

from marketplace.accounts.models import User
from marketplace.common.rows import PublicRow, Row
from marketplace.organisations.states import ELIGIBILITY_LIST_LIFECYCLE, ListStatus


class EligibilityList(PublicRow):
    """One published list as it was imported: where it was published, what was read, who compared it."""

    source = models.URLField(max_length=300)
    sha256 = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=ListStatus.choices, default=ListStatus.ENTERED)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            ELIGIBILITY_LIST_LIFECYCLE.constraint("eligibility_list_status_is_in_its_lifecycle"),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("entered_by")),
                name="a_second_person_confirms_a_list",
            ),
        ]


class DeductionEligibility(Row):
    """A line of the published yearly list of recipients whose gifts are deductible (公告2020年第27号)."""

    credit_code = models.CharField(max_length=18, db_index=True)
    document_number = models.CharField(max_length=80)
    level = models.CharField(max_length=12)
    year_from = models.PositiveSmallIntegerField()
    year_to = models.PositiveSmallIntegerField()
    revoked_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)
    imported_with = models.ForeignKey(EligibilityList, null=True, on_delete=models.PROTECT, related_name="lines")
    proposed_revocation = models.DateField(null=True)
    """The day that a later list names as the end; it counts once that list is confirmed."""
    revoked_with = models.ForeignKey(EligibilityList, null=True, on_delete=models.PROTECT, related_name="revocations")
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    """The second person who compared the line with the published list; it counts only then."""
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["credit_code", "document_number"], name="one_eligibility_per_recipient_and_document"
            ),
            models.CheckConstraint(
                condition=models.Q(year_to__gte=models.F("year_from")), name="eligibility_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_number} {self.year_from}-{self.year_to}"

    def covers(self, day: date) -> bool:
        """Whether a gift on this day falls into a listed year before any revocation."""
        year = day.year
        revoked = self.revoked_on is not None and self.revoked_on <= day
        return self.confirmed_at is not None and self.year_from <= year <= self.year_to and not revoked
