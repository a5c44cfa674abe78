"""Whom we tell about organisations; every listener may run twice and says nothing a second time."""

from marketplace.organisations.messages.joining import (
    application_is_answered,
    ask_about_claim,
    ask_officers,
    ask_second_officer,
    claim_is_decided,
    tell_of_expiry,
    warn_of_end,
)
from marketplace.organisations.messages.lists import ask_second_person, list_is_decided
from marketplace.organisations.messages.members import (
    ask_about_licence,
    ask_about_reply,
    licence_is_decided,
    reply_is_decided,
    send_invitation,
    tell_managers_who_joined,
    tell_managers_who_left,
    tell_of_ended_licence,
)
from marketplace.organisations.messages.suspending import tell_of_lifting, tell_of_suspension
from marketplace.organisations.messages.undertakings import ask_to_vet, undertaking_is_decided, undertaking_is_over

__all__ = [
    "application_is_answered",
    "ask_about_claim",
    "ask_about_licence",
    "ask_about_reply",
    "ask_officers",
    "ask_second_officer",
    "ask_second_person",
    "ask_to_vet",
    "claim_is_decided",
    "licence_is_decided",
    "list_is_decided",
    "reply_is_decided",
    "send_invitation",
    "tell_managers_who_joined",
    "tell_managers_who_left",
    "tell_of_ended_licence",
    "tell_of_expiry",
    "tell_of_lifting",
    "tell_of_suspension",
    "undertaking_is_decided",
    "undertaking_is_over",
    "warn_of_end",
]
