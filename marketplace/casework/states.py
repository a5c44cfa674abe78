"""The life of a household on the register and of a need being drafted for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.common.lifecycle import Lifecycle


class CaseStatus(models.TextChoices):
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    SHREDDED = "shredded", _("shredded")


class DraftStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    DLP_BLOCKED = "dlp_blocked", _("blocked: the text may identify somebody")
    CLEARED = "cleared", _("cleared")


C, D = CaseStatus, DraftStatus

CASE_LIFECYCLE = Lifecycle(
    "case",
    {
        "close": ({C.OPEN}, C.CLOSED),
        "reopen": ({C.CLOSED}, C.OPEN),
        "shred": ({C.OPEN, C.CLOSED}, C.SHREDDED),
    },
    start=C.OPEN,
)

DRAFT_LIFECYCLE = Lifecycle(
    "draft",
    {
        "block": ({D.DRAFT, D.DLP_BLOCKED, D.CLEARED}, D.DLP_BLOCKED),
        "clear": ({D.DRAFT, D.DLP_BLOCKED, D.CLEARED}, D.CLEARED),
        "rewrite": ({D.DLP_BLOCKED, D.CLEARED}, D.DRAFT),
    },
    start=D.DRAFT,
)
