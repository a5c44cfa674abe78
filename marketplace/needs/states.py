"""The life of a need, from submission to its close (domain.md §6.2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
    CLOSED = "closed", pgettext_lazy("need", "closed")
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
        "resume": ({S.DELIVERED, S.EVALUATED}, S.DELIVERING),
        "evaluate": ({S.DELIVERED}, S.EVALUATED),
        "close": ({S.EVALUATED}, S.CLOSED),
        "reopen": ({S.MATCHED, S.DELIVERING, S.DELIVERED}, S.PUBLISHED),
        "reopen_private": ({S.MATCHED, S.DELIVERING, S.DELIVERED}, S.PRIVATE_MATCH),
        "withdraw": (BEFORE_CLOSED, S.WITHDRAWN),
        "expire": (BEFORE_MATCHED, S.EXPIRED),
    },
    start=S.SUBMITTED,
)

VISIBLE = frozenset({S.PUBLISHED, S.MATCHED, S.DELIVERING, S.DELIVERED})
"""Statuses that `export_needs` shows to those whom the audience admits."""

ENDED = frozenset({S.EVALUATED, S.CLOSED, S.WITHDRAWN, S.EXPIRED})
"""Statuses that no outlet shows, and after which none shows the need again unless an officer decides so."""


GONE = frozenset({S.WITHDRAWN, S.EXPIRED, S.CLOSED})
"""Nobody reads its words any more, and nobody ever will again."""


STATUS_SENTENCES = {
    S.SUBMITTED: _("A second officer has still to review it; nobody outside sees it."),
    S.RETURNED: _("The second officer asked for a change; nobody outside sees it."),
    S.REVIEWED: _("It is approved and appears with the next release."),
    S.PRIVATE_MATCH: _("It is not published. Officers look for help among partners without showing it."),
    S.PUBLISHED: _("Help is wanted."),
    S.HELD: _("It has been taken back; an officer decides whether it may be seen again."),
    S.MATCHED: _("Help is agreed and will begin soon."),
    S.DELIVERING: _("Help is under way."),
    S.DELIVERED: _("Help has arrived."),
    S.EVALUATED: _("Help has arrived and its result was judged."),
    S.CLOSED: _("It is finished."),
    S.WITHDRAWN: _("It was withdrawn."),
    S.EXPIRED: _("Nobody could help in time."),
}
"""What each status means for whoever reads it."""

REASON_SENTENCES = {
    "CLASS_TOO_SMALL": _("Too few households on the register share these values; theirs could be recognised."),
    "ALREADY_SHOWS_NARROWER_VALUES": _(
        "The household already shows narrower values; both together would tell more than either."
    ),
    "SHOWN_VALUES_NO_LONGER_TRUE": _("What the household shows is no longer true of it."),
    "NO_CONSENT": _("The household has not agreed to publication."),
    "NO_GUARDIAN_CONSENT": _("A child under 14 lives there and the guardian has not agreed."),
    "CONSENT_WITHDRAWN": _("The household took its consent back."),
    "HOUSEHOLD_OBJECTS": _("The household does not want it to be shown."),
    "OFFICER_DECIDED": _("An officer decided that it is better not shown."),
    "UNUSUAL_STORY": _("The story is so unusual that neighbours would recognise it."),
    "SENSITIVE_MATTER": _("It touches on a matter that is never published."),
    "REPORTED": _("Somebody reported it."),
    "OPENED_AGAIN": _("Its help was judged already and turned out wrong; an officer looks before it is shown again."),
    "MET_OTHERWISE": _("The household has been helped in another way."),
    "NO_LONGER_WANTED": _("The household does not want it any more."),
    "ENTERED_IN_ERROR": _("It was entered by mistake."),
    "ERASURE_REQUESTED": _("The household asked for its data to be erased."),
    "RETENTION_ENDED": _("The time for which its file is kept is over."),
    "NOT_ON_THE_REGISTER": _("The register no longer knows its household."),
}
"""Why a need is kept back, by code."""
