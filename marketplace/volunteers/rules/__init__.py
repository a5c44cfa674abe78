"""Who may join, host, take part, record and certify, and why not."""

from marketplace.volunteers.rules.certifying import may_ask_certificate, may_certify
from marketplace.volunteers.rules.hosting import may_host, may_publish, may_record_for
from marketplace.volunteers.rules.joining import (
    has_guardian,
    is_minor,
    limits_of,
    may_admit,
    may_be_called,
    may_join,
)
from marketplace.volunteers.rules.recording import TimeFacts, flags_of, times_hold
from marketplace.volunteers.rules.taking_part import fits_volunteer, may_check, may_sign_up

__all__ = [
    "TimeFacts",
    "fits_volunteer",
    "flags_of",
    "has_guardian",
    "is_minor",
    "limits_of",
    "may_admit",
    "may_ask_certificate",
    "may_be_called",
    "may_certify",
    "may_check",
    "may_host",
    "may_join",
    "may_publish",
    "may_record_for",
    "may_sign_up",
    "times_hold",
]
