"""The life of a proposal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.common.lifecycle import Lifecycle


class ProposalStatus(models.TextChoices):
    PROPOSED = "proposed", _("waiting for an answer")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    LAPSED = "lapsed", _("lapsed: the help is promised by others")
    EXPIRED = "expired", _("expired without an answer")


class ProposalOrigin(models.TextChoices):
    """How a proposal came about."""

    RUN = "run", _("found by a match run")
    BY_NAME = "by_name", _("asked by name")
    BROKERED = "brokered", _("brokered by a caseworker")


class DeclineReason(models.TextChoices):
    """Why a partner says no; the next run learns from it."""

    NO_CAPACITY = "no_capacity", _("no capacity now")
    TOO_FAR = "too_far", _("too far")
    WRONG_KIND = "wrong_kind", _("not what we offer")
    NEEDS_MORE = "needs_more", _("too little is known to decide")
    OTHER = "other", _("another reason")


S = ProposalStatus

PROPOSAL_LIFECYCLE = Lifecycle(
    "proposal",
    {
        "accept": ({S.PROPOSED}, S.ACCEPTED),
        "decline": ({S.PROPOSED}, S.DECLINED),
        "lapse": ({S.PROPOSED}, S.LAPSED),
        "expire": ({S.PROPOSED}, S.EXPIRED),
    },
    start=S.PROPOSED,
)
