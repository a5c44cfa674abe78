"""Verbs of offers: the only writers."""

from marketplace.offers.actions.calendar import (
    BelowWhatIsTaken,
    PeriodsOverlap,
    Week,
    set_capacity,
    set_weeks,
)
from marketplace.offers.actions.moderating import approve_offer, return_offer, submit_offer
from marketplace.offers.actions.running import end_offer, pause_offer, resume_offer
from marketplace.offers.actions.writing import WordsOfTrade, draft_offer, revise_offer

__all__ = [
    "BelowWhatIsTaken",
    "PeriodsOverlap",
    "Week",
    "WordsOfTrade",
    "approve_offer",
    "draft_offer",
    "end_offer",
    "pause_offer",
    "resume_offer",
    "return_offer",
    "revise_offer",
    "set_capacity",
    "set_weeks",
    "submit_offer",
]
