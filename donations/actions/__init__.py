"""Verbs of giving: the only writers. Donors act without an account (`by=None`), their key is `gift.secret`."""

from donations.actions.checkout import (
    SettlementMismatch,
    close_checkout,
    close_pages_of_abandoned,
    settle_attempt,
    settle_overdue,
    start_checkout,
)
from donations.actions.dedicating import dedicate_gift, remove_dedication, take_back_dedication
from donations.actions.disputes import close_dispute, open_dispute
from donations.actions.giving import abandon_gift, abandon_stale_gifts, begin_gift
from donations.actions.payees import AccountRefused, record_bank_account, record_provider_account, refresh_account
from donations.actions.paying import Arrived, confirm_received, record_payment
from donations.actions.programmes import (
    ProgrammeRefused,
    close_programme,
    create_programme,
    edit_programme,
    file_programme,
    hand_in_plan,
    open_programme,
    record_campaign,
    report_programme,
)
from donations.actions.receipting import mark_receipted, mark_red_lettered
from donations.actions.refund_settlement import send_approved_refund, send_refund, settle_refund, settle_refunds_of
from donations.actions.refunds import (
    RefundRefused,
    approve_refund,
    decline_refund,
    record_refund_paid,
    redirect_refund,
    request_refund,
)
from donations.actions.spending import SpendingRefused, spend, spendable_fen
from donations.actions.transfers import start_transfer
from donations.actions.webhooks import collect_missed_events, handle_webhook, receive_webhook, replay_webhook

__all__ = [
    "AccountRefused",
    "Arrived",
    "ProgrammeRefused",
    "RefundRefused",
    "SettlementMismatch",
    "SpendingRefused",
    "abandon_gift",
    "abandon_stale_gifts",
    "approve_refund",
    "begin_gift",
    "close_checkout",
    "close_dispute",
    "close_pages_of_abandoned",
    "close_programme",
    "collect_missed_events",
    "confirm_received",
    "create_programme",
    "decline_refund",
    "dedicate_gift",
    "edit_programme",
    "file_programme",
    "hand_in_plan",
    "handle_webhook",
    "mark_receipted",
    "mark_red_lettered",
    "open_dispute",
    "open_programme",
    "receive_webhook",
    "record_bank_account",
    "record_campaign",
    "record_payment",
    "record_provider_account",
    "record_refund_paid",
    "redirect_refund",
    "refresh_account",
    "remove_dedication",
    "replay_webhook",
    "report_programme",
    "request_refund",
    "send_approved_refund",
    "send_refund",
    "settle_attempt",
    "settle_overdue",
    "settle_refund",
    "settle_refunds_of",
    "spend",
    "spendable_fen",
    "start_checkout",
    "start_transfer",
    "take_back_dedication",
]
