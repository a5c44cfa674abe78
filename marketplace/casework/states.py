"""The life of a household on the register and of a need being drafted for it."""

from django.db import models
from django.utils.translation import pgettext_lazy

from marketplace.common.lifecycle import Lifecycle


class CaseStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("case", "open")
    CLOSED = "closed", pgettext_lazy("case", "closed")
    SHREDDED = "shredded", pgettext_lazy("case", "erased")


class DraftStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("need", "to be written")
    DLP_BLOCKED = "dlp_blocked", pgettext_lazy("need", "text may identify somebody")
    CLEARED = "cleared", pgettext_lazy("need", "text cleared")


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
