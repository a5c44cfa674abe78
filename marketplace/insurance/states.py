"""The life of a group programme: an officer sees the policy before it takes part in matching."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.common.lifecycle import Lifecycle


class ProgrammeStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("with the officers")
    RETURNED = "returned", _("sent back")
    RUNNING = "running", _("running")
    ENDED = "ended", _("ended")


S = ProgrammeStatus
EDITABLE = (S.DRAFT, S.RETURNED)

GROUP_PROGRAMME_LIFECYCLE = Lifecycle(
    "group_programme",
    {
        "submit": ({S.DRAFT, S.RETURNED}, S.SUBMITTED),
        "return": ({S.SUBMITTED}, S.RETURNED),
        "start": ({S.SUBMITTED}, S.RUNNING),
        "end": ({S.DRAFT, S.SUBMITTED, S.RETURNED, S.RUNNING}, S.ENDED),
    },
    start=S.DRAFT,
)
"""`start` is the approval of the officer who has seen the policy."""
