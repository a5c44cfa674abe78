"""Whom we tell what happens to gifts, and to programmes in an emergency; every listener may run twice."""

from donations.messages.emergencies import follow_programme, follow_report, watch_emergencies
from donations.messages.gifts import (
    alarm_about_webhook,
    answer_announcement,
    ask_second_person,
    ask_to_transfer,
    close_line_queue,
    follow_decision,
    look_after_statement,
    send_transfer_details,
    subject_of,
    tell_donor_of_dedication,
    tell_of_claim,
    tell_of_confirmation,
    tell_of_refund,
    thank_for_payment,
    warn_of_dispute,
    warn_of_failed_refund,
)

__all__ = [
    "alarm_about_webhook",
    "answer_announcement",
    "ask_second_person",
    "ask_to_transfer",
    "close_line_queue",
    "follow_decision",
    "follow_programme",
    "follow_report",
    "look_after_statement",
    "send_transfer_details",
    "subject_of",
    "tell_donor_of_dedication",
    "tell_of_claim",
    "tell_of_confirmation",
    "tell_of_refund",
    "thank_for_payment",
    "warn_of_dispute",
    "warn_of_failed_refund",
    "watch_emergencies",
]
