"""How a volunteer joins and leaves."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.common.lifecycle import Lifecycle


class VolunteerStatus(models.TextChoices):
    APPLIED = "applied", _("applied")
    ACTIVE = "active", _("active")
    RESTING = "resting", _("resting")
    LEFT = "left", _("left")


S = VolunteerStatus

VOLUNTEER_LIFECYCLE = Lifecycle(
    "volunteer",
    {
        "admit": ({S.APPLIED}, S.ACTIVE),
        "rest": ({S.ACTIVE}, S.RESTING),
        "return": ({S.RESTING}, S.ACTIVE),
        "leave": ({S.APPLIED, S.ACTIVE, S.RESTING}, S.LEFT),
    },
    start=S.APPLIED,
)
