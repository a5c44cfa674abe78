"""How an organisation and each of its capabilities come, stay and go."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.common.lifecycle import Lifecycle


class OrganisationStatus(models.TextChoices):
    APPLIED = "applied", _("applied")
    ACTIVE = "active", _("active")
    SUSPENDED = "suspended", _("suspended")
    CLOSED = "closed", _("closed")


class CapabilityStatus(models.TextChoices):
    CLAIMED = "claimed", _("claimed, not verified")
    VERIFIED = "verified", _("verified")
    SUSPENDED = "suspended", _("suspended")
    EXPIRED = "expired", _("expired")


S, C = OrganisationStatus, CapabilityStatus

ORGANISATION_LIFECYCLE = Lifecycle(
    "organisation",
    {
        "admit": ({S.APPLIED}, S.ACTIVE),
        "suspend": ({S.ACTIVE}, S.SUSPENDED),
        "resume": ({S.SUSPENDED}, S.ACTIVE),
        "close": ({S.APPLIED, S.ACTIVE, S.SUSPENDED}, S.CLOSED),
    },
    start=S.APPLIED,
)

CAPABILITY_LIFECYCLE = Lifecycle(
    "capability",
    {
        "verify": ({C.CLAIMED}, C.VERIFIED),
        "suspend": ({C.VERIFIED}, C.SUSPENDED),
        "resume": ({C.SUSPENDED}, C.VERIFIED),
        "expire": ({C.VERIFIED, C.SUSPENDED}, C.EXPIRED),
        "renew": ({C.EXPIRED}, C.CLAIMED),
    },
    start=C.CLAIMED,
)
