"""The life of an offer: an officer reads its words before it takes part in matching, and again when they change."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.common.lifecycle import Lifecycle


class OfferStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("with the officers")
    RETURNED = "returned", _("sent back")
    OFFERED = "offered", _("offered")
    PAUSED = "paused", _("paused")
    ENDED = "ended", _("ended")


S = OfferStatus
RUNNING = (S.OFFERED, S.PAUSED)
"""An officer has approved the words as they stand."""

OFFER_LIFECYCLE = Lifecycle(
    "offer",
    {
        "submit": ({S.DRAFT, S.RETURNED}, S.SUBMITTED),
        "return": ({S.SUBMITTED}, S.RETURNED),
        "offer": ({S.SUBMITTED}, S.OFFERED),
        "reword": ({S.OFFERED, S.PAUSED}, S.SUBMITTED),
        "pause": ({S.OFFERED}, S.PAUSED),
        "resume": ({S.PAUSED}, S.OFFERED),
        "end": ({S.DRAFT, S.SUBMITTED, S.RETURNED, S.OFFERED, S.PAUSED}, S.ENDED),
    },
    start=S.DRAFT,
)
"""`offer` is the officer's approval; `reword` brings changed words before an officer again."""
