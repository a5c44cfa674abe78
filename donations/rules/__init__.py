"""Predicates of giving: yes, or no with a code and a sentence that says what to do next."""

from donations.rules.giving import GiftWish, may_be_given_to, may_begin, may_pay_by_transfer, may_pay_online
from donations.rules.modes import Check, Decision, GivingMode, decide, may_open
from donations.rules.people import may_approve_refund, may_handle_money, may_read_donor, may_run_programmes
from donations.rules.platforms import Platform, campaign_is_valid, designated_platform, designated_platforms
from donations.rules.programmes import may_file

__all__ = [
    "Check",
    "Decision",
    "GiftWish",
    "GivingMode",
    "Platform",
    "campaign_is_valid",
    "decide",
    "designated_platform",
    "designated_platforms",
    "may_approve_refund",
    "may_be_given_to",
    "may_begin",
    "may_file",
    "may_handle_money",
    "may_open",
    "may_pay_by_transfer",
    "may_pay_online",
    "may_read_donor",
    "may_run_programmes",
]
