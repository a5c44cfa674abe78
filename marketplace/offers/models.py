"""What a partner can give, where, and how much in which week."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common.rows import Row
from marketplace.offers.states import OFFER_LIFECYCLE, RUNNING, OfferStatus
from marketplace.organisations.models import Organisation
from marketplace.organisations.moderation.models import Moderated, Remark


class Offer(Moderated):
    """Goods, service, wishes, pairing, a job, a training or a programme of an organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="offers")
    kind = models.CharField(max_length=12)
    """A code of `codes.offer_kind`."""
    need_kind = models.CharField(max_length=12)
    """The kind of need that it answers: for a job or a training, a service."""
    quantity = models.PositiveIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=12, blank=True)
    """How much there is in all, in a unit of `codes.offer_unit`; what can be promised stands in the calendar."""
    aid_types = models.JSONField(default=list)
    """Codes of domain.md §6.2; empty means any."""
    areas = models.JSONField(default=list)
    """District and township codes served, or 330200 for the city."""
    title = models.CharField(_("title"), max_length=80)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    description = models.TextField(_("description"), blank=True)
    limits = models.JSONField(default=list)
    """Codes of `codes.limit` for what the offer excludes, e.g. no_minors."""
    reach_km = models.PositiveSmallIntegerField(default=30)
    value_to = models.CharField(max_length=12, blank=True)
    """The greatest quantity band served; empty means any."""
    fund_reference = models.CharField(max_length=32, blank=True)
    """The programme or special fund that usually pays, if any."""
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    submitted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=9, choices=OfferStatus.choices, default=OfferStatus.DRAFT)

    class Meta:
        ordering = ["pk"]
        constraints = [
            OFFER_LIFECYCLE.constraint("offer_status_is_in_its_lifecycle"),
            models.CheckConstraint(
                condition=~models.Q(status__in=RUNNING) | models.Q(approved_by__isnull=False),
                name="offer_takes_part_once_approved",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("submitted_by")),
                name="offer_is_approved_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=models.Q(quantity__isnull=True) | ~models.Q(unit=""), name="offer_quantity_has_its_unit"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class OfferRemark(Remark):
    """Why an officer sent an offer back."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="remarks")


class CapacityPeriod(Row):
    """How many needs an offer can take in a period; taken grows under the row's lock."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="periods")
    starts_on = models.DateField()
    ends_on = models.DateField()
    capacity = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)
    paused = models.BooleanField(default=False)
    """Nothing new in this period; what is promised stays promised."""

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "starts_on"], name="one_capacity_per_offer_and_period"),
            models.CheckConstraint(
                condition=models.Q(taken__lte=models.F("capacity")), name="offer_is_not_taken_beyond_its_capacity"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="capacity_period_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} {self.taken}/{self.capacity}"

    @property
    def left(self) -> int:
        """Needs that can still be taken."""
        return 0 if self.paused else self.capacity - self.taken
