"""How volunteers, activities, sign-ups, records, corrections and certificates come, stay and go."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.common.lifecycle import Lifecycle


class VolunteerStatus(models.TextChoices):
    APPLIED = "applied", _("applied")
    ACTIVE = "active", _("active")
    RESTING = "resting", _("resting")
    LEFT = "left", _("left")
    DECLINED = "declined", _("not admitted")


class ActivityStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("open for sign-up")
    ENDED = "ended", _("over, to be recorded")
    RECORDED = "recorded", _("recorded")
    CANCELLED = "cancelled", _("cancelled")


class SignUpStatus(models.TextChoices):
    SIGNED_UP = "signed_up", _("signed up")
    PRESENT = "present", _("checked in")
    SERVED = "served", _("checked out, to be recorded")
    RECORDED = "recorded", _("recorded")
    ABSENT = "absent", _("did not come")
    WITHDRAWN = "withdrawn", _("withdrew")


class RecordStatus(models.TextChoices):
    IN_FORCE = "in_force", pgettext_lazy("service record", "in force")
    SUPERSEDED = "superseded", _("corrected by a newer version")
    STRUCK = "struck", _("struck out")


class CorrectionStatus(models.TextChoices):
    ASKED = "asked", _("asked for")
    MADE = "made", _("corrected")
    DECLINED = "declined", _("left as it is")


class RequestStatus(models.TextChoices):
    ASKED = "asked", _("asked for")
    ISSUED = "issued", _("issued")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ServiceCertificateStatus(models.TextChoices):
    VALID = "valid", _("valid")
    SUPERSEDED = "superseded", _("superseded")
    REVOKED = "revoked", _("revoked")


S, A, U, R = VolunteerStatus, ActivityStatus, SignUpStatus, RecordStatus
C, Q, P = CorrectionStatus, RequestStatus, ServiceCertificateStatus

VOLUNTEER_LIFECYCLE = Lifecycle(
    "volunteer",
    {
        "admit": ({S.APPLIED}, S.ACTIVE),
        "decline": ({S.APPLIED}, S.DECLINED),
        "apply_again": ({S.DECLINED, S.LEFT}, S.APPLIED),
        "rest": ({S.ACTIVE}, S.RESTING),
        "return": ({S.RESTING}, S.ACTIVE),
        "leave": ({S.APPLIED, S.ACTIVE, S.RESTING}, S.LEFT),
    },
    start=S.APPLIED,
)

ACTIVITY_LIFECYCLE = Lifecycle(
    "activity",
    {
        "publish": ({A.DRAFT}, A.PUBLISHED),
        "end": ({A.PUBLISHED}, A.ENDED),
        "finish": ({A.ENDED}, A.RECORDED),
        "cancel": ({A.DRAFT, A.PUBLISHED}, A.CANCELLED),
    },
    start=A.DRAFT,
)
HELD = frozenset({A.PUBLISHED, A.ENDED})
"""An activity that takes place or took place and is not recorded yet."""

SIGN_UP_LIFECYCLE = Lifecycle(
    "sign_up",
    {
        "check_in": ({U.SIGNED_UP}, U.PRESENT),
        "check_out": ({U.PRESENT}, U.SERVED),
        "enter_times": ({U.SIGNED_UP, U.PRESENT, U.ABSENT}, U.SERVED),
        "record": ({U.SERVED}, U.RECORDED),
        "mark_absent": ({U.SIGNED_UP}, U.ABSENT),
        "withdraw": ({U.SIGNED_UP}, U.WITHDRAWN),
        "sign_up_again": ({U.WITHDRAWN}, U.SIGNED_UP),
    },
    start=U.SIGNED_UP,
)
TAKES_PART = frozenset({U.SIGNED_UP, U.PRESENT, U.SERVED, U.RECORDED})
"""Sign-ups that take a place and a person's time."""
UNSETTLED = frozenset({U.SIGNED_UP, U.PRESENT, U.SERVED})
"""Sign-ups about which the host has still to say something."""

RECORD_LIFECYCLE = Lifecycle(
    "record",
    {
        "supersede": ({R.IN_FORCE}, R.SUPERSEDED),
        "strike": ({R.IN_FORCE}, R.STRUCK),
    },
    start=R.IN_FORCE,
)

CORRECTION_LIFECYCLE = Lifecycle(
    "correction",
    {
        "make": ({C.ASKED}, C.MADE),
        "decline": ({C.ASKED}, C.DECLINED),
    },
    start=C.ASKED,
)

REQUEST_LIFECYCLE = Lifecycle(
    "certificate_request",
    {
        "issue": ({Q.ASKED}, Q.ISSUED),
        "decline": ({Q.ASKED}, Q.DECLINED),
        "withdraw": ({Q.ASKED}, Q.WITHDRAWN),
    },
    start=Q.ASKED,
)

SERVICE_CERTIFICATE_LIFECYCLE = Lifecycle(
    "service_certificate",
    {
        "supersede": ({P.VALID}, P.SUPERSEDED),
        "revoke": ({P.VALID}, P.REVOKED),
    },
    start=P.VALID,
)
