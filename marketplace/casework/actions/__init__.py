"""Verbs of casework: the only writers of confidential data."""

from marketplace.casework.actions.assessing import assess_case, record_consent, withdraw_consent
from marketplace.casework.actions.drafting import DraftBlocked, rewrite_draft, scan_draft, start_draft, submit_draft
from marketplace.casework.actions.registering import HouseholdFields, MemberFields, change_household, register_household
from marketplace.casework.actions.releasing import choose_window, read_contact, release_contact, revoke_contact

__all__ = [
    "DraftBlocked",
    "HouseholdFields",
    "MemberFields",
    "assess_case",
    "change_household",
    "choose_window",
    "read_contact",
    "record_consent",
    "register_household",
    "release_contact",
    "revoke_contact",
    "rewrite_draft",
    "scan_draft",
    "start_draft",
    "submit_draft",
    "withdraw_consent",
]
