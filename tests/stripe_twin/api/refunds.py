"""Refunds: never more than was charged, and some take their time."""

from __future__ import annotations

from typing import Any

from tests.stripe_twin.api.call import Call
from tests.stripe_twin.api.lists import listed
from tests.stripe_twin.api.payments import balance_transaction
from tests.stripe_twin.state.store import new_id
from tests.stripe_twin.state.world import World
from tests.stripe_twin.wire.messages import Refusal, invalid

COUNTED = {"pending", "succeeded", "requires_action"}


def create(call: Call) -> dict[str, Any]:
    """Give back all that is left of a charge, or `amount` of it."""
    charge = charge_meant(call)
    left = charge["amount"] - charge["amount_refunded"]
    amount = call.params.get("amount", left)
    if left == 0:
        message = f"Charge {charge['id']} has already been refunded."
        raise Refusal(400, message, code="charge_already_refunded", stored=True)
    if amount < 1:
        raise invalid("Invalid positive integer", "amount", "parameter_invalid_integer")
    if amount > left:
        message = f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})."
        raise Refusal(400, message, code="charge_already_refunded", param="amount", stored=True)
    refund = call.put(blank_refund(call, charge, amount))
    begin(call, charge, refund)
    return refund


def charge_meant(call: Call) -> dict[str, Any]:
    """The charge of `charge` or of `payment_intent`'s last success."""
    if key := call.params.get("charge"):
        return call.get("charge", key, "charge")
    if not (key := call.params.get("payment_intent")):
        message = "One of the following params should be provided for this request: payment_intent or charge."
        raise invalid(message, "payment_intent", "parameter_missing")
    intent = call.get("payment_intent", key, "payment_intent")
    if intent["latest_charge"] is None:
        raise Refusal(400, f"PaymentIntent {key} does not have a successful charge to refund.", stored=True)
    return call.get("charge", intent["latest_charge"])


def blank_refund(call: Call, charge: dict[str, Any], amount: int) -> dict[str, Any]:
    key = new_id("refund")
    transaction = balance_transaction(call.world, key, "refund", -amount, 0, charge["currency"])
    return {
        "id": key,
        "object": "refund",
        "amount": amount,
        "balance_transaction": call.put(transaction)["id"],
        "charge": charge["id"],
        "created": call.now(),
        "currency": charge["currency"],
        "destination_details": {"type": charge["payment_method_details"]["type"]},
        "metadata": call.params.get("metadata") or {},
        "payment_intent": charge["payment_intent"],
        "reason": call.params.get("reason"),
        "receipt_number": None,
        "status": "pending",
    }


def begin(call: Call, charge: dict[str, Any], refund: dict[str, Any]) -> None:
    """The charge counts the refund from now on; it succeeds at once or settles later, as the twin is set."""
    world = call.world
    if world.refund_outcome == "succeeded":
        refund["status"] = "succeeded"
    else:
        details = {"account": call.account, "refund": refund["id"], "outcome": world.refund_outcome}
        world.later(world.settle_after, "settle_refund", **details)
    recount(world, call.account, charge)
    call.emit("refund.created", refund)
    call.emit("charge.refunded", charge)


def recount(world: World, account: str, charge: dict[str, Any]) -> None:
    """What is refunded is the sum of the refunds that have not failed."""
    refunds = world.store.shelf(account, "refund").values()
    counted = [row["amount"] for row in refunds if row["charge"] == charge["id"] and row["status"] in COUNTED]
    charge["amount_refunded"] = sum(counted)
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]


def settle(world: World, account: str, refund: dict[str, Any], outcome: str) -> None:
    """A pending refund has arrived (`pending_then_succeeded`) or has come back (`pending_then_failed`)."""
    if outcome == "pending_then_succeeded":
        refund["status"] = "succeeded"
        world.emit(account, "refund.updated", refund)
        return
    reversal = balance_transaction(world, refund["id"], "refund_failure", refund["amount"], 0, refund["currency"])
    world.store.put(account, reversal)
    refund |= {
        "status": "failed",
        "failure_reason": "lost_or_stolen_card",
        "failure_balance_transaction": reversal["id"],
    }
    recount(world, account, world.store.get(account, "charge", refund["charge"]))
    world.emit(account, "refund.failed", refund)
    world.emit(account, "refund.updated", refund)


def retrieve(call: Call) -> dict[str, Any]:
    return call.get("refund", call.key, "refund")


def list_all(call: Call) -> dict[str, Any]:
    return listed(call, "refund", "/v1/refunds")
