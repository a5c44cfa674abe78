"""The agreement under which a qualified charity raises money for a programme that another charity wrote."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from donations.cooperation.states import COOPERATION_LIFECYCLE, CooperationStatus
from donations.models.programmes import Programme
from marketplace.accounts.models import User
from marketplace.documents.models import PrivateFile
from marketplace.organisations.models import Organisation
from marketplace.organisations.moderation.models import Moderated, Remark


class Cooperation(Moderated):
    """Both charities, the programme, the days and the paper (Charity Law Art.26; MCA Order 74 Art.18).

    Once it is in force the programme is the qualified charity's: its plan, account, books, receipts and reports.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="cooperations")
    initiator = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    """The charity that wrote the programme and may not ask the public itself."""
    charity = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    """The qualified one: it is paid and accounts for the money."""
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    paper = models.ForeignKey(PrivateFile, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    """When the qualified charity signed, and declared that it has assessed the other one."""
    status = models.CharField(max_length=9, choices=CooperationStatus.choices, default=CooperationStatus.ASKED)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            COOPERATION_LIFECYCLE.constraint("cooperation_status_is_in_its_lifecycle"),
            models.UniqueConstraint(
                fields=["programme"],
                condition=~models.Q(status=CooperationStatus.ENDED),
                name="one_qualified_charity_raises_for_a_programme",
            ),
            models.CheckConstraint(
                condition=~models.Q(initiator=models.F("charity")), name="cooperation_is_between_two_charities"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="cooperation_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True) | ~models.Q(confirmed_by=models.F("asked_by")),
                name="cooperation_is_confirmed_by_the_other_side",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True)
                | (~models.Q(approved_by=models.F("asked_by")) & ~models.Q(approved_by=models.F("confirmed_by"))),
                name="cooperation_is_approved_by_a_third_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=CooperationStatus.IN_FORCE)
                | models.Q(
                    confirmed_by__isnull=False, confirmed_at__isnull=False, approved_by__isnull=False,
                    approved_at__isnull=False,
                ),
                name="cooperation_in_force_was_confirmed_and_approved",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.initiator_id} {self.charity_id}"

    def holds_on(self, day: date) -> bool:
        """Whether money may be raised under it on that day."""
        return self.status == CooperationStatus.IN_FORCE and self.starts_on <= day <= self.ends_on


class CooperationRemark(Remark):
    """Why an officer sent an agreement back."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="remarks")
