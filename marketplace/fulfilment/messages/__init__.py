"""Whom we tell what becomes of a promise, of its days, proofs and messages."""

from marketplace.fulfilment.messages.appointing import (
    ask_whether_helper_came,
    put_into_calendars,
    remind_of_days,
    tell_of_miss,
)
from marketplace.fulfilment.messages.promising import (
    ask_for_confirmation,
    call_off_help,
    evaluation_is_in,
    tell_author_of_promise,
    tell_both_of_end,
    tell_helper_of_confirmation,
    tell_helper_of_dispute,
    tell_helper_of_reopening,
    tell_members_of_claim,
)
from marketplace.fulfilment.messages.proving import ask_for_a_look, tell_of_decision
from marketplace.fulfilment.messages.stopping import tell_caseworkers_of_suspension
from marketplace.fulfilment.messages.talking import (
    ask_again_who_may_read,
    ask_officers_to_read,
    forget_words_of_gone_need,
    tell_of_decided_message,
)

__all__ = [
    "ask_again_who_may_read",
    "ask_for_a_look",
    "ask_for_confirmation",
    "ask_officers_to_read",
    "ask_whether_helper_came",
    "call_off_help",
    "evaluation_is_in",
    "forget_words_of_gone_need",
    "put_into_calendars",
    "remind_of_days",
    "tell_author_of_promise",
    "tell_both_of_end",
    "tell_caseworkers_of_suspension",
    "tell_helper_of_confirmation",
    "tell_helper_of_dispute",
    "tell_helper_of_reopening",
    "tell_members_of_claim",
    "tell_of_decided_message",
    "tell_of_decision",
    "tell_of_miss",
]
