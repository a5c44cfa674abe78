"""The life of a tender."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.common.lifecycle import Lifecycle


class TenderStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    OPEN = "open", _("open for bids")
    CLOSED = "closed", pgettext_lazy("tender", "closed")
    AWARDED = "awarded", _("awarded")
    CANCELLED = "cancelled", _("cancelled")


S = TenderStatus

TENDER_LIFECYCLE = Lifecycle(
    "tender",
    {
        "publish": ({S.DRAFT}, S.OPEN),
        "close": ({S.OPEN}, S.CLOSED),
        "award": ({S.CLOSED}, S.AWARDED),
        "cancel": ({S.DRAFT, S.OPEN, S.CLOSED}, S.CANCELLED),
    },
    start=S.DRAFT,
)
