"""What volunteers, their groups and officers do with service: join, hold, take part, record, certify, forget."""

from marketplace.volunteers.actions.certifying import (
    ask_certificate,
    decline_certificate,
    issue_service_certificate,
    register_in_system,
    revoke_service_certificate,
    withdraw_request,
)
from marketplace.volunteers.actions.checking import check_record
from marketplace.volunteers.actions.correcting import ask_correction, correct_record, decline_correction
from marketplace.volunteers.actions.forgetting import forget_left_volunteers
from marketplace.volunteers.actions.hosting import (
    cancel_activity,
    draft_activity,
    end_past_activities,
    publish_activity,
    revise_activity,
)
from marketplace.volunteers.actions.joining import (
    admit_volunteer,
    decline_volunteer,
    join,
    leave,
    read_identity,
    record_guardian,
    rest,
    return_to_service,
    revise_profile,
    set_availability,
)
from marketplace.volunteers.actions.recording import enter_times, mark_absent, record_service
from marketplace.volunteers.actions.taking_part import check_in, check_out, sign_up, withdraw_sign_up

__all__ = [
    "admit_volunteer",
    "ask_certificate",
    "ask_correction",
    "cancel_activity",
    "check_in",
    "check_out",
    "check_record",
    "correct_record",
    "decline_certificate",
    "decline_correction",
    "decline_volunteer",
    "draft_activity",
    "end_past_activities",
    "enter_times",
    "forget_left_volunteers",
    "issue_service_certificate",
    "join",
    "leave",
    "mark_absent",
    "publish_activity",
    "read_identity",
    "record_guardian",
    "record_service",
    "register_in_system",
    "rest",
    "return_to_service",
    "revise_activity",
    "revise_profile",
    "revoke_service_certificate",
    "set_availability",
    "sign_up",
    "withdraw_request",
    "withdraw_sign_up",
]
