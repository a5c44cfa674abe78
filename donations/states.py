"""The lives of a programme, a gift, an attempt to pay it, a refund, a dispute, a bank line and a webhook event.

Tables about the outside world are monotonic: whatever order its messages come in, the end is the same.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.common.lifecycle import Lifecycle


class ProgrammeStatus(models.TextChoices):
    DRAFT = "draft", _("being written")
    FILED = "filed", _("filed with the civil affairs bureau")
    OPEN = "open", _("open for gifts")
    CLOSED = "closed", pgettext_lazy("programme", "closed")


class GiftStatus(models.TextChoices):
    """The furthest stage of a gift (domain.md §8); receipts, refunds and uses have rows of their own."""

    INTENT = "intent", _("announced, not paid yet")
    PAID = "paid", _("paid, the charity has not confirmed it yet")
    RECEIVED = "received", _("received by the charity")
    RECEIPTED = "receipted", _("receipt issued")
    ALLOCATED = "allocated", _("in use")
    SPENT = "spent", _("spent")
    REPORTED = "reported", _("spent and reported")
    REFUNDED = "refunded", _("given back")
    RED_LETTERED = "red_lettered", _("receipt reversed by a red-letter receipt")
    DISPUTED = "disputed", _("disputed by the payer's bank")
    ABANDONED = "abandoned", _("not carried out")


class AttemptStatus(models.TextChoices):
    CREATED = "created", _("being prepared")
    OPEN = "open", _("waiting for the donor")
    PENDING = "pending", _("on its way")
    PAID = "paid", _("paid")
    EXPIRED = "expired", _("expired")
    FAILED = "failed", _("failed")
    ABANDONED = "abandoned", _("given up")


class RefundStatus(models.TextChoices):
    REQUESTED = "requested", _("waits for a second person")
    DECLINED = "declined", pgettext_lazy("payment", "declined")
    APPROVED = "approved", _("approved")
    PENDING = "pending", _("on its way to the donor")
    TRANSFER = "transfer", _("to be transferred back by the charity")
    SUCCEEDED = "succeeded", _("given back")
    FAILED = "failed", _("failed")


class DisputeStatus(models.TextChoices):
    OPEN = "open", _("open")
    WON = "won", _("decided for the charity")
    LOST = "lost", _("decided for the payer")


class LineStatus(models.TextChoices):
    READ = "read", _("read")
    MATCHED = "matched", _("matched with a gift")
    SPLIT = "split", _("split among several gifts")
    UNKNOWN = "unknown", _("without a known reference code")
    MISMATCH = "mismatch", _("known code, but something does not fit")
    SET_ASIDE = "set_aside", _("not a gift")


class PlatformFileStatus(models.TextChoices):
    TRIED = "tried", _("looked at, nothing counted yet")
    COUNTED = "counted", _("counted")
    FORGOTTEN = "forgotten", _("not used")


class InboxStatus(models.TextChoices):
    STORED = "stored", _("stored")
    HANDLED = "handled", _("handled")
    IGNORED = "ignored", _("not for us")
    PARKED = "parked", _("waits for somebody to look")


class CertificateStatus(models.TextChoices):
    PROVISIONAL = "provisional", _("provisional")
    VALID = "valid", _("valid")
    SUPERSEDED = "superseded", _("superseded")
    REVOKED = "revoked", _("revoked")
    LAPSED = "lapsed", _("lapsed")


P, G, A, R = ProgrammeStatus, GiftStatus, AttemptStatus, RefundStatus
D, L, W = DisputeStatus, LineStatus, InboxStatus

PROGRAMME_LIFECYCLE = Lifecycle(
    "programme",
    {
        "file": ({P.DRAFT}, P.FILED),
        "open": ({P.FILED}, P.OPEN),
        "open_unfiled": ({P.DRAFT}, P.OPEN),
        "file_late": ({P.OPEN}, P.OPEN),
        "close": ({P.FILED, P.OPEN}, P.CLOSED),
    },
    start=P.DRAFT,
)
"""Only an emergency opens unfiled, and is filed late, within the days of the rule (Charity Law Art.72)."""

HELD = (G.RECEIVED, G.RECEIPTED, G.ALLOCATED, G.SPENT, G.REPORTED)
"""The charity has confirmed the money and nothing speaks against it."""
CONFIRMED = frozenset(HELD)
WITH_MONEY = CONFIRMED | {G.PAID}

GIFT_LIFECYCLE = Lifecycle(
    "gift",
    {
        "pay": ({G.INTENT, G.ABANDONED}, G.PAID),
        "abandon": ({G.INTENT}, G.ABANDONED),
        "receive": ({G.PAID}, G.RECEIVED),
        "receipt": ({G.RECEIVED, G.RED_LETTERED}, G.RECEIPTED),
        "allocate": ({G.RECEIVED, G.RECEIPTED, G.SPENT, G.REPORTED}, G.ALLOCATED),
        "spend": ({G.RECEIVED, G.RECEIPTED, G.ALLOCATED}, G.SPENT),
        "report": ({G.SPENT}, G.REPORTED),
        "refund": (WITH_MONEY | {G.DISPUTED, G.RED_LETTERED}, G.REFUNDED),
        "red_letter": ((CONFIRMED - {G.RECEIVED}) | {G.REFUNDED, G.DISPUTED}, G.RED_LETTERED),
        "dispute": (WITH_MONEY, G.DISPUTED),
        **{f"restore_{state}": ({G.DISPUTED, G.RED_LETTERED, G.REFUNDED}, state) for state in (G.PAID, *HELD)},
    },
    start=G.INTENT,
)
"""`restore_…` returns a gift to the stage its facts say: a dispute won, a refund bounced, a receipt reissued."""

ATTEMPT_LIFECYCLE = Lifecycle(
    "attempt",
    {
        "open": ({A.CREATED}, A.OPEN),
        "await_money": ({A.CREATED, A.OPEN}, A.PENDING),
        "pay": ({A.CREATED, A.OPEN, A.PENDING, A.EXPIRED, A.FAILED, A.ABANDONED}, A.PAID),
        "expire": ({A.CREATED, A.OPEN}, A.EXPIRED),
        "fail": ({A.CREATED, A.OPEN, A.PENDING}, A.FAILED),
        "abandon": ({A.CREATED, A.OPEN}, A.ABANDONED),
    },
    start=A.CREATED,
)
"""Money wins over every other news: `pay` is possible from everywhere."""
ATTEMPT_LIVE = frozenset({A.CREATED, A.OPEN, A.PENDING})

REFUND_LIFECYCLE = Lifecycle(
    "refund",
    {
        "approve": ({R.REQUESTED}, R.APPROVED),
        "decline": ({R.REQUESTED}, R.DECLINED),
        "send": ({R.APPROVED}, R.PENDING),
        "redirect": ({R.FAILED}, R.TRANSFER),
        "succeed": ({R.APPROVED, R.PENDING, R.TRANSFER, R.FAILED}, R.SUCCEEDED),
        "fail": ({R.APPROVED, R.PENDING, R.SUCCEEDED}, R.FAILED),
    },
    start=R.REQUESTED,
)
REFUND_UNDECIDED = frozenset({R.REQUESTED, R.APPROVED, R.PENDING, R.TRANSFER})
"""The money may still leave: it is not spent meanwhile."""

DISPUTE_LIFECYCLE = Lifecycle(
    "dispute",
    {"win": ({D.OPEN}, D.WON), "lose": ({D.OPEN}, D.LOST)},
    start=D.OPEN,
)

LINE_LIFECYCLE = Lifecycle(
    "bank_line",
    {
        "match": ({L.READ, L.UNKNOWN, L.MISMATCH}, L.MATCHED),
        "split": ({L.READ, L.UNKNOWN, L.MISMATCH}, L.SPLIT),
        "miss": ({L.READ}, L.UNKNOWN),
        "question": ({L.READ}, L.MISMATCH),
        "set_aside": ({L.UNKNOWN, L.MISMATCH}, L.SET_ASIDE),
    },
    start=L.READ,
)

PLATFORM_FILE_LIFECYCLE = Lifecycle(
    "platform_file",
    {
        "count": ({PlatformFileStatus.TRIED}, PlatformFileStatus.COUNTED),
        "forget": ({PlatformFileStatus.TRIED}, PlatformFileStatus.FORGOTTEN),
    },
    start=PlatformFileStatus.TRIED,
)
"""Counted whole or not at all; what nobody decides about is forgotten within the hours of the rule."""

INBOX_LIFECYCLE = Lifecycle(
    "webhook",
    {
        "handle": ({W.STORED}, W.HANDLED),
        "ignore": ({W.STORED}, W.IGNORED),
        "park": ({W.STORED}, W.PARKED),
        "replay": ({W.HANDLED, W.IGNORED, W.PARKED}, W.STORED),
    },
    start=W.STORED,
)

CERTIFICATE_LIFECYCLE = Lifecycle(
    "certificate",
    {
        "supersede": ({CertificateStatus.PROVISIONAL, CertificateStatus.VALID}, CertificateStatus.SUPERSEDED),
        "revoke": ({CertificateStatus.PROVISIONAL, CertificateStatus.VALID}, CertificateStatus.REVOKED),
        "lapse": ({CertificateStatus.PROVISIONAL}, CertificateStatus.LAPSED),
    },
    start=CertificateStatus.PROVISIONAL,
)
"""A certificate is issued provisional or, when the receipt is there already, valid."""
IN_FORCE = frozenset({CertificateStatus.PROVISIONAL, CertificateStatus.VALID})
