"""The life of a group programme."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.common.lifecycle import Lifecycle


class ProgrammeStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    RUNNING = "running", _("running")
    ENDED = "ended", _("ended")


S = ProgrammeStatus

GROUP_PROGRAMME_LIFECYCLE = Lifecycle(
    "group_programme",
    {"start": ({S.DRAFT}, S.RUNNING), "end": ({S.DRAFT, S.RUNNING}, S.ENDED)},
    start=S.DRAFT,
)
