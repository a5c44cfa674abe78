"""Verbs of fulfilment: the only writers."""

from marketplace.fulfilment.actions.appointing import agree_day, has_day, move_day
from marketplace.fulfilment.actions.assigning import NeedFull, assign
from marketplace.fulfilment.actions.claiming import claim_wish, keep_claim, lapse_claims, release_claim
from marketplace.fulfilment.actions.delivering import report_delivery, start_assignment
from marketplace.fulfilment.actions.ending import cancel_assignment, fail_assignment, rematch, return_help
from marketplace.fulfilment.actions.forgetting import forget_help_of
from marketplace.fulfilment.actions.judging import (
    close_evaluated,
    close_help,
    confirm_delivery,
    dispute_delivery,
    evaluate_help,
)
from marketplace.fulfilment.actions.missing import give_up_missed, report_no_show
from marketplace.fulfilment.actions.proving import accept_proof, add_proof, refuse_proof
from marketplace.fulfilment.actions.reopening import reopen_delivery
from marketplace.fulfilment.actions.talking import (
    forget_messages,
    refuse_message,
    release_message,
    withdraw_message,
    write_message,
)

__all__ = [
    "NeedFull",
    "accept_proof",
    "add_proof",
    "agree_day",
    "assign",
    "cancel_assignment",
    "claim_wish",
    "close_evaluated",
    "close_help",
    "confirm_delivery",
    "dispute_delivery",
    "evaluate_help",
    "fail_assignment",
    "forget_help_of",
    "forget_messages",
    "give_up_missed",
    "has_day",
    "keep_claim",
    "lapse_claims",
    "move_day",
    "refuse_message",
    "refuse_proof",
    "release_claim",
    "release_message",
    "rematch",
    "reopen_delivery",
    "report_delivery",
    "report_no_show",
    "return_help",
    "start_assignment",
    "withdraw_message",
    "write_message",
]
