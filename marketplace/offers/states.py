"""The life of an offer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.common.lifecycle import Lifecycle


class OfferStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    OFFERED = "offered", _("offered")
    PAUSED = "paused", _("paused")
    ENDED = "ended", _("ended")


S = OfferStatus

OFFER_LIFECYCLE = Lifecycle(
    "offer",
    {
        "offer": ({S.DRAFT}, S.OFFERED),
        "pause": ({S.OFFERED}, S.PAUSED),
        "resume": ({S.PAUSED}, S.OFFERED),
        "end": ({S.DRAFT, S.OFFERED, S.PAUSED}, S.ENDED),
    },
    start=S.DRAFT,
)
