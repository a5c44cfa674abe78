"""Tell people, mail them what they want mailed, and let them settle how."""

from marketplace.notifications.actions.digests import mail_to, mail_what_is_due
from marketplace.notifications.actions.mailing import owe_mail, render_mail, send_owed_mail
from marketplace.notifications.actions.settling import (
    calendar_token,
    renew_calendar,
    settle_mail,
    stop_mail,
    stop_token,
    who_stops,
    whose_calendar,
)
from marketplace.notifications.actions.telling import (
    Params,
    finish_work,
    mark_all_read,
    mark_read,
    notify,
    open_work,
    pass_work_on,
    tell_once,
)

__all__ = [
    "Params",
    "calendar_token",
    "finish_work",
    "mail_to",
    "mail_what_is_due",
    "mark_all_read",
    "mark_read",
    "notify",
    "open_work",
    "owe_mail",
    "pass_work_on",
    "render_mail",
    "renew_calendar",
    "send_owed_mail",
    "settle_mail",
    "stop_mail",
    "stop_token",
    "tell_once",
    "who_stops",
    "whose_calendar",
]
