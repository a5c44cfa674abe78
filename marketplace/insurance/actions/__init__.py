"""Verbs of group programmes: the only writers; no person is ever quoted a premium."""

from marketplace.insurance.actions.ending import end_programme, end_what_ran_out
from marketplace.insurance.actions.entering import attach_policy, draft_programme, revise_programme
from marketplace.insurance.actions.moderating import return_programme, start_programme, submit_programme

__all__ = [
    "attach_policy",
    "draft_programme",
    "end_programme",
    "end_what_ran_out",
    "return_programme",
    "revise_programme",
    "start_programme",
    "submit_programme",
]
