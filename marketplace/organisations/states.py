"""How an organisation, each of its capabilities and everything that belongs to them come, stay and go."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.common.lifecycle import Lifecycle


class OrganisationStatus(models.TextChoices):
    DRAFT = "draft", _("being filled in")
    APPLIED = "applied", _("applied")
    RETURNED = "returned", _("sent back")
    ACTIVE = "active", _("active")
    SUSPENDED = "suspended", _("suspended")
    REFUSED = "refused", _("refused")
    CLOSED = "closed", _("closed")


class CapabilityStatus(models.TextChoices):
    CLAIMED = "claimed", _("claimed, not verified")
    PROPOSED = "proposed", _("seen by one officer")
    VERIFIED = "verified", _("verified")
    SUSPENDED = "suspended", _("suspended")
    EXPIRED = "expired", _("expired")
    REFUSED = "refused", _("refused")


class InvitationStatus(models.TextChoices):
    SENT = "sent", _("sent")
    ACCEPTED = "accepted", _("accepted")
    WITHDRAWN = "withdrawn", _("withdrawn")
    LAPSED = "lapsed", _("lapsed")


class LicenceStatus(models.TextChoices):
    ENTERED = "entered", _("waits for an officer")
    VERIFIED = "verified", _("verified")
    REFUSED = "refused", _("refused")
    EXPIRED = "expired", _("expired")


class ReplyStatus(models.TextChoices):
    WAITING = "waiting", _("waits for an officer")
    PUBLISHED = "published", _("shown")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class UndertakingStatus(models.TextChoices):
    SIGNED = "signed", _("signed, waits for an officer")
    VETTED = "vetted", _("confirmed by an officer")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXPIRED = "expired", _("expired")


class ListStatus(models.TextChoices):
    ENTERED = "entered", _("to be compared by a second person")
    CONFIRMED = "confirmed", _("confirmed")
    REJECTED = "rejected", _("rejected")


U = UndertakingStatus
S, C, N, L, R, E = OrganisationStatus, CapabilityStatus, InvitationStatus, LicenceStatus, ReplyStatus, ListStatus

NOT_YET_OR_NO_MORE = (S.DRAFT, S.REFUSED, S.CLOSED)
"""States in which a credit code or a name is free for somebody else."""

ORGANISATION_LIFECYCLE = Lifecycle(
    "organisation",
    {
        "submit": ({S.DRAFT, S.RETURNED}, S.APPLIED),
        "send_back": ({S.APPLIED}, S.RETURNED),
        "admit": ({S.APPLIED}, S.ACTIVE),
        "refuse": ({S.APPLIED}, S.REFUSED),
        "withdraw": ({S.DRAFT, S.RETURNED, S.APPLIED}, S.CLOSED),
        "suspend": ({S.ACTIVE}, S.SUSPENDED),
        "resume": ({S.SUSPENDED}, S.ACTIVE),
        "close": ({S.APPLIED, S.ACTIVE, S.SUSPENDED}, S.CLOSED),
    },
    start=S.DRAFT,
)

CAPABILITY_LIFECYCLE = Lifecycle(
    "capability",
    {
        "propose": ({C.CLAIMED}, C.PROPOSED),
        "verify": ({C.PROPOSED}, C.VERIFIED),
        "send_back": ({C.PROPOSED}, C.CLAIMED),
        "refuse": ({C.CLAIMED, C.PROPOSED}, C.REFUSED),
        "suspend": ({C.VERIFIED}, C.SUSPENDED),
        "resume": ({C.SUSPENDED}, C.VERIFIED),
        "expire": ({C.VERIFIED, C.SUSPENDED}, C.EXPIRED),
        "renew": ({C.EXPIRED}, C.CLAIMED),
    },
    start=C.CLAIMED,
)

INVITATION_LIFECYCLE = Lifecycle(
    "invitation",
    {
        "accept": ({N.SENT}, N.ACCEPTED),
        "withdraw": ({N.SENT}, N.WITHDRAWN),
        "lapse": ({N.SENT}, N.LAPSED),
    },
    start=N.SENT,
)

LICENCE_LIFECYCLE = Lifecycle(
    "licence",
    {
        "verify": ({L.ENTERED}, L.VERIFIED),
        "refuse": ({L.ENTERED}, L.REFUSED),
        "expire": ({L.VERIFIED}, L.EXPIRED),
    },
    start=L.ENTERED,
)

REPLY_LIFECYCLE = Lifecycle(
    "reply",
    {
        "publish": ({R.WAITING}, R.PUBLISHED),
        "refuse": ({R.WAITING}, R.REFUSED),
        "withdraw": ({R.WAITING, R.PUBLISHED}, R.WITHDRAWN),
    },
    start=R.WAITING,
)

UNDERTAKING_LIFECYCLE = Lifecycle(
    "undertaking",
    {
        "vet": ({U.SIGNED}, U.VETTED),
        "refuse": ({U.SIGNED}, U.REFUSED),
        "withdraw": ({U.SIGNED, U.VETTED}, U.WITHDRAWN),
        "expire": ({U.SIGNED, U.VETTED}, U.EXPIRED),
    },
    start=U.SIGNED,
)

ELIGIBILITY_LIST_LIFECYCLE = Lifecycle(
    "eligibility_list",
    {
        "confirm": ({E.ENTERED}, E.CONFIRMED),
        "reject": ({E.ENTERED}, E.REJECTED),
    },
    start=E.ENTERED,
)
