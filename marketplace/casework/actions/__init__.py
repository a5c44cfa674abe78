"""Verbs of casework: the only writers of confidential data."""

from marketplace.casework.actions.assessing import assess_case, record_consent, withdraw_consent, withdraw_draft
from marketplace.casework.actions.drafting import (
    DraftBlocked,
    change_draft,
    rewrite_draft,
    scan_draft,
    start_draft,
    submit_draft,
)
from marketplace.casework.actions.hearing import answer_household, judge_by_household
from marketplace.casework.actions.registering import (
    AlreadyRegistered,
    change_household,
    register_household,
)
from marketplace.casework.actions.releasing import (
    choose_window,
    read_contact,
    read_window,
    release_contact,
    revoke_contact,
)
from marketplace.casework.actions.shredding import shred_case
from marketplace.casework.actions.slips import NoSlip, end_slip, issue_slip
from marketplace.casework.actions.speaking import (
    NothingToSay,
    object_to_publication,
    say_of_help,
    withdraw_by_household,
)
from marketplace.casework.household import HouseholdFields, MemberFields

__all__ = [
    "AlreadyRegistered",
    "DraftBlocked",
    "HouseholdFields",
    "MemberFields",
    "NoSlip",
    "NothingToSay",
    "answer_household",
    "assess_case",
    "change_draft",
    "change_household",
    "choose_window",
    "end_slip",
    "issue_slip",
    "judge_by_household",
    "object_to_publication",
    "read_contact",
    "read_window",
    "record_consent",
    "register_household",
    "release_contact",
    "revoke_contact",
    "rewrite_draft",
    "say_of_help",
    "scan_draft",
    "shred_case",
    "start_draft",
    "submit_draft",
    "withdraw_by_household",
    "withdraw_consent",
    "withdraw_draft",
]
