"""Verbs of fulfilment: the only writers."""

from marketplace.fulfilment.actions.assigning import NeedFull, assign, cancel_assignment, fail_assignment
from marketplace.fulfilment.actions.claiming import claim_wish, keep_claim, lapse_claims, release_claim
from marketplace.fulfilment.actions.delivering import (
    confirm_delivery,
    dispute_delivery,
    report_delivery,
    start_assignment,
)

__all__ = [
    "NeedFull",
    "assign",
    "cancel_assignment",
    "claim_wish",
    "confirm_delivery",
    "dispute_delivery",
    "fail_assignment",
    "keep_claim",
    "lapse_claims",
    "release_claim",
    "report_delivery",
    "start_assignment",
]
