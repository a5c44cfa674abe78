"""The life of a need, from submission to its close (domain.md §6.2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.common.lifecycle import Lifecycle


class NeedStatus(models.TextChoices):
    SUBMITTED = "submitted", _("waiting for review")
    RETURNED = "returned", _("sent back")
    REVIEWED = "reviewed", _("waiting for its release")
    PRIVATE_MATCH = "private_match", _("private match only")
    PUBLISHED = "published", _("published")
    HELD = "held", _("held back")
    MATCHED = "matched", _("help agreed")
    DELIVERING = "delivering", _("help under way")
    DELIVERED = "delivered", _("delivered")
    EVALUATED = "evaluated", _("evaluated")
    CLOSED = "closed", _("closed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXPIRED = "expired", _("expired")


class Audience(models.TextChoices):
    """Who may see a need once it is released."""

    OPEN = "open", _("everybody")
    PARTNERS = "partners", _("verified partners only")
    PRIVATE = "private", _("private match only")


S = NeedStatus
BEFORE_MATCHED = {S.SUBMITTED, S.RETURNED, S.REVIEWED, S.PRIVATE_MATCH, S.PUBLISHED, S.HELD}
BEFORE_CLOSED = BEFORE_MATCHED | {S.MATCHED, S.DELIVERING, S.DELIVERED, S.EVALUATED}

NEED_LIFECYCLE = Lifecycle(
    "need",
    {
        "return": ({S.SUBMITTED}, S.RETURNED),
        "resubmit": ({S.RETURNED}, S.SUBMITTED),
        "review": ({S.SUBMITTED}, S.REVIEWED),
        "keep_private": ({S.SUBMITTED, S.REVIEWED}, S.PRIVATE_MATCH),
        "publish": ({S.REVIEWED}, S.PUBLISHED),
        "hold": ({S.PUBLISHED}, S.HELD),
        "show_again": ({S.HELD}, S.PUBLISHED),
        "match": ({S.PUBLISHED, S.PRIVATE_MATCH}, S.MATCHED),
        "start": ({S.MATCHED}, S.DELIVERING),
        "deliver": ({S.MATCHED, S.DELIVERING}, S.DELIVERED),
        "evaluate": ({S.DELIVERED}, S.EVALUATED),
        "close": ({S.EVALUATED}, S.CLOSED),
        "reopen": ({S.MATCHED, S.DELIVERING}, S.PUBLISHED),
        "reopen_private": ({S.MATCHED, S.DELIVERING}, S.PRIVATE_MATCH),
        "withdraw": (BEFORE_CLOSED, S.WITHDRAWN),
        "expire": (BEFORE_MATCHED, S.EXPIRED),
    },
    start=S.SUBMITTED,
)

VISIBLE = frozenset({S.PUBLISHED, S.MATCHED, S.DELIVERING, S.DELIVERED})
"""Statuses that `export_needs` shows to those whom the audience admits."""
