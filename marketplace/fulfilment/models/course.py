"""The day that was agreed, a day on which nobody came, and how the help was judged."""

from __future__ import annotations

from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.rows import PublicRow, Row
from marketplace.fulfilment.models.promise import Assignment, HandOver
from marketplace.fulfilment.models.standing import STANDING, WITHDRAWN_WITH_REASON, Withdrawable
from marketplace.fulfilment.states import Channel, MissReason, MoveReason

WORST, BEST = 1, 5
MARKS = ("satisfied", "timely", "as_promised")


class Appointment(PublicRow):
    """A day and hours on which the helper comes, to the household or to the township window; never where that is."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="appointments")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    place = models.CharField(max_length=8, choices=HandOver.choices)
    moved_because = models.CharField(max_length=10, choices=MoveReason.choices, blank=True)
    """Why an earlier day was moved to this one; empty for a first day."""
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"],
                condition=models.Q(replaced_at__isnull=True),
                name="one_present_appointment_per_assignment",
            ),
            models.CheckConstraint(
                condition=models.Q(starts__lt=models.F("ends")), name="an_appointment_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~models.Q(place=HandOver.UNDECIDED), name="an_appointment_has_a_place"),
        ]

    @property
    def starts_at(self) -> datetime:
        """The moment from which the helper is expected."""
        return datetime.combine(self.on, self.starts, tzinfo=clock.CITY_ZONE)

    @property
    def ends_at(self) -> datetime:
        """The moment until which the household waits."""
        return datetime.combine(self.on, self.ends, tzinfo=clock.CITY_ZONE)

    @property
    def hours(self) -> str:
        """`08:30-12:00`"""
        return f"{self.starts:%H:%M}-{self.ends:%H:%M}"


class NoShow(Row):
    """A helper did not come as agreed; it counts in the organisation's reliability."""

    appointment = models.OneToOneField(Appointment, on_delete=models.PROTECT, related_name="no_show")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=4, choices=Channel.choices, default=Channel.DESK)
    because = models.CharField(max_length=14, choices=MissReason.choices)

    def __str__(self) -> str:
        return self.because


class Evaluation(Withdrawable, Row):
    """What the household thinks of the help: three marks from 1 (bad) to 5 (good), and no words."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="evaluations")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=4, choices=Channel.choices, default=Channel.DESK)
    satisfied = models.PositiveSmallIntegerField(validators=[MinValueValidator(WORST), MaxValueValidator(BEST)])
    timely = models.PositiveSmallIntegerField(validators=[MinValueValidator(WORST), MaxValueValidator(BEST)])
    as_promised = models.PositiveSmallIntegerField(validators=[MinValueValidator(WORST), MaxValueValidator(BEST)])

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"], condition=STANDING, name="one_standing_evaluation_per_assignment"
            ),
            models.CheckConstraint(
                condition=WITHDRAWN_WITH_REASON, name="a_withdrawn_evaluation_tells_when_by_whom_and_why"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    **{f"{mark}__range": (WORST, BEST) for mark in ("satisfied", "timely", "as_promised")}
                ),
                name="marks_lie_between_one_and_five",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.satisfied}{self.timely}{self.as_promised}"
