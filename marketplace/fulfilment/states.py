"""The life of a commitment and of a wish that is being held."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.common.lifecycle import Lifecycle


class AssignmentStatus(models.TextChoices):
    ASSIGNED = "assigned", _("agreed")
    UNDER_WAY = "under_way", _("under way")
    DELIVERED = "delivered", _("delivered, waiting for confirmation")
    CONFIRMED = "confirmed", _("confirmed")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


class ClaimStatus(models.TextChoices):
    HELD = "held", _("held")
    KEPT = "kept", _("kept")
    LAPSED = "lapsed", _("lapsed")
    RELEASED = "released", _("released")


class EndReason(models.TextChoices):
    """Why help ended before it arrived."""

    NO_CAPACITY = "no_capacity", _("no capacity any more")
    NOT_REACHED = "not_reached", _("the household could not be reached")
    NOT_WANTED = "not_wanted", _("the household does not want it any more")
    NOT_ARRIVED = "not_arrived", _("it did not arrive")
    OTHER = "other", _("another reason")


class DisputeReason(models.TextChoices):
    """Why a reported delivery is not confirmed."""

    NOT_ARRIVED = "not_arrived", _("nothing arrived")
    INCOMPLETE = "incomplete", _("something is missing")
    DAMAGED = "damaged", _("it is damaged or unsuitable")


A, C = AssignmentStatus, ClaimStatus

ASSIGNMENT_LIFECYCLE = Lifecycle(
    "assignment",
    {
        "start": ({A.ASSIGNED}, A.UNDER_WAY),
        "deliver": ({A.ASSIGNED, A.UNDER_WAY}, A.DELIVERED),
        "confirm": ({A.DELIVERED}, A.CONFIRMED),
        "dispute": ({A.DELIVERED}, A.UNDER_WAY),
        "fail": ({A.ASSIGNED, A.UNDER_WAY}, A.FAILED),
        "cancel": ({A.ASSIGNED, A.UNDER_WAY}, A.CANCELLED),
    },
    start=A.ASSIGNED,
)
LIVE = frozenset({A.ASSIGNED, A.UNDER_WAY, A.DELIVERED, A.CONFIRMED})
"""Statuses that count against the need's demand and the supplier's capacity."""

CLAIM_LIFECYCLE = Lifecycle(
    "claim",
    {
        "keep": ({C.HELD}, C.KEPT),
        "lapse": ({C.HELD}, C.LAPSED),
        "release": ({C.HELD}, C.RELEASED),
    },
    start=C.HELD,
)
