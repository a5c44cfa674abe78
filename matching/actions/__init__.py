"""Verbs of matching: the only writers."""

from matching.actions.answering import (
    accept_proposal,
    decline_proposal,
    expire_proposals,
    lapse_all,
    lapse_entrusted,
    lapse_proposals,
)
from matching.actions.asking import CannotBeAsked, ask_partners, broker
from matching.actions.awaiting import WaitsAlready, await_need, end_awaiting, stop_awaiting
from matching.actions.running import Found, find_matches, run_match, start_match

__all__ = [
    "CannotBeAsked",
    "Found",
    "WaitsAlready",
    "accept_proposal",
    "ask_partners",
    "await_need",
    "broker",
    "decline_proposal",
    "end_awaiting",
    "expire_proposals",
    "find_matches",
    "lapse_all",
    "lapse_entrusted",
    "lapse_proposals",
    "run_match",
    "start_match",
    "stop_awaiting",
]
