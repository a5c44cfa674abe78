"""Verbs of matching: the only writers."""

from matching.actions.answering import accept_proposal, decline_proposal, expire_proposals, lapse_proposals
from matching.actions.running import Found, find_matches, run_match, start_match

__all__ = [
    "Found",
    "accept_proposal",
    "decline_proposal",
    "expire_proposals",
    "find_matches",
    "lapse_proposals",
    "run_match",
    "start_match",
]
