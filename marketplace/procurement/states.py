"""The lives of a tender, a bid, an award, a contract and a milestone, each as a table."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.common.lifecycle import Lifecycle


class TenderStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    OPEN = "open", _("open for bids")
    CLOSED = "closed", pgettext_lazy("tender", "closed")
    OPENED = "opened", _("bids opened")
    SCORING = "scoring", _("being scored")
    CONFERRING = "conferring", _("panel confers")
    RANKED = "ranked", _("ranked")
    AWARDED = "awarded", _("awarded")
    CONTRACTED = "contracted", _("under contract")
    COMPLETED = "completed", _("completed")
    FAILED = "failed", pgettext_lazy("tender", "failed")
    CANCELLED = "cancelled", _("cancelled")


class BidStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    SEALED = "sealed", _("sealed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    OPENED = "opened", _("opened")
    COMPLIANT = "compliant", _("compliant")
    EXCLUDED = "excluded", _("excluded")
    WON = "won", _("won")
    LOST = "lost", _("not chosen")


class AwardStatus(models.TextChoices):
    ANNOUNCED = "announced", _("announced")
    CONTRACTED = "contracted", _("under contract")
    ANNULLED = "annulled", _("annulled")


class ContractStatus(models.TextChoices):
    DRAFTED = "drafted", _("waits for the supplier")
    SIGNED = "signed", _("waits for the buyer")
    IN_FORCE = "in_force", _("in force")
    COMPLETED = "completed", _("completed")
    TERMINATED = "terminated", _("terminated")


class MilestoneStatus(models.TextChoices):
    PLANNED = "planned", _("planned")
    DELIVERED = "delivered", _("delivered, waits for acceptance")
    ACCEPTED = "accepted", pgettext_lazy("milestone", "accepted")


S, B, A, C, M = TenderStatus, BidStatus, AwardStatus, ContractStatus, MilestoneStatus

TENDER_LIFECYCLE = Lifecycle(
    "tender",
    {
        "publish": ({S.DRAFT}, S.OPEN),
        "close": ({S.OPEN}, S.CLOSED),
        "open_bids": ({S.CLOSED}, S.OPENED),
        "begin_scoring": ({S.OPENED}, S.SCORING),
        "confer": ({S.SCORING}, S.CONFERRING),
        "rank": ({S.CONFERRING}, S.RANKED),
        "award": ({S.RANKED}, S.AWARDED),
        "contract": ({S.AWARDED}, S.CONTRACTED),
        "complete": ({S.CONTRACTED}, S.COMPLETED),
        "fail": ({S.CLOSED, S.OPENED, S.CONFERRING, S.RANKED, S.AWARDED}, S.FAILED),
        "cancel": ({S.DRAFT, S.OPEN, S.CLOSED, S.OPENED, S.SCORING, S.CONFERRING, S.RANKED}, S.CANCELLED),
    },
    start=S.DRAFT,
)

BID_LIFECYCLE = Lifecycle(
    "bid",
    {
        "seal": ({B.DRAFT, B.SEALED, B.WITHDRAWN}, B.SEALED),
        "withdraw": ({B.SEALED}, B.WITHDRAWN),
        "open": ({B.SEALED}, B.OPENED),
        "admit": ({B.OPENED}, B.COMPLIANT),
        "exclude": ({B.OPENED}, B.EXCLUDED),
        "pass_over": ({B.COMPLIANT}, B.EXCLUDED),
        "win": ({B.COMPLIANT}, B.WON),
        "lose": ({B.COMPLIANT}, B.LOST),
    },
    start=B.DRAFT,
)

AWARD_LIFECYCLE = Lifecycle(
    "award",
    {"contract": ({A.ANNOUNCED}, A.CONTRACTED), "annul": ({A.ANNOUNCED}, A.ANNULLED)},
    start=A.ANNOUNCED,
)

CONTRACT_LIFECYCLE = Lifecycle(
    "contract",
    {
        "sign": ({C.DRAFTED}, C.SIGNED),
        "send_back": ({C.SIGNED}, C.DRAFTED),
        "countersign": ({C.SIGNED}, C.IN_FORCE),
        "complete": ({C.IN_FORCE}, C.COMPLETED),
        "terminate": ({C.IN_FORCE}, C.TERMINATED),
    },
    start=C.DRAFTED,
)

MILESTONE_LIFECYCLE = Lifecycle(
    "milestone",
    {
        "deliver": ({M.PLANNED}, M.DELIVERED),
        "send_back": ({M.DELIVERED}, M.PLANNED),
        "accept": ({M.DELIVERED}, M.ACCEPTED),
    },
    start=M.PLANNED,
)

UNOPENED = frozenset({B.DRAFT, B.SEALED, B.WITHDRAWN})
"""Nobody but the bidder knows what such a bid says."""
JUDGED_COMPLIANT = frozenset({B.COMPLIANT, B.WON, B.LOST})
DECIDED = frozenset({S.AWARDED, S.CONTRACTED, S.COMPLETED})
"""Who won is public from here."""
UNVEILED = DECIDED | {S.OPENED, S.SCORING, S.CONFERRING, S.RANKED, S.FAILED, S.CANCELLED}
"""The bids of such a tender may be open; the row of the opening says whether they are."""
