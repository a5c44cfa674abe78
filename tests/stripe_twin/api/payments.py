"""What a payer's decision on the hosted page does: intent, charge, balance, events; and their retrieval."""

from __future__ import annotations

from typing import Any

from tests.stripe_twin.api.call import Call, public
from tests.stripe_twin.api.lists import listed
from tests.stripe_twin.state.store import new_id
from tests.stripe_twin.state.world import World

FEE_PER_MILLE = 34
PAYOUT_DELAY = 7 * 24 * 3600
NOBODY = "payer@example.com"
"""The page asks for no personal data; a finished Session carries this address all the same, as a real one does."""


def attempt(world: World, account: str, session: dict[str, Any], method: str) -> dict[str, Any]:
    """The Session's intent, made on the first attempt to pay."""
    if session["payment_intent"] is None:
        intent = blank_intent(session, world.clock.now())
        world.store.put(account, intent)
        session["payment_intent"] = intent["id"]
    intent = world.store.get(account, "payment_intent", session["payment_intent"])
    intent["payment_method_types"] = [method]
    return intent


def succeed(world: World, account: str, session: dict[str, Any], method: str) -> None:
    """Paid at once."""
    charge_it(world, account, attempt(world, account, session, method), method)
    complete(session, paid=True)
    world.emit(account, "checkout.session.completed", public(session))


def decline(world: World, account: str, session: dict[str, Any], method: str) -> None:
    """The method refused; the Session stays open for another try."""
    intent = attempt(world, account, session, method)
    fail(world, account, intent, "card_declined", "Your payment method was declined.")


def start_delayed(world: World, account: str, session: dict[str, Any], method: str, outcome: str) -> None:
    """Submitted but not yet paid; `outcome` (succeeded or failed) arrives after `settle_after` seconds."""
    attempt(world, account, session, method)["status"] = "processing"
    complete(session, paid=False)
    world.emit(account, "checkout.session.completed", public(session))
    details = {"account": account, "session": session["id"], "method": method, "outcome": outcome}
    world.later(world.settle_after, "settle_payment", **details)


def settle(world: World, account: str, session: dict[str, Any], method: str, outcome: str) -> None:
    """The delayed method has answered."""
    intent = world.store.get(account, "payment_intent", session["payment_intent"])
    if outcome == "succeeded":
        charge_it(world, account, intent, method)
        session["payment_status"] = "paid"
        world.emit(account, "checkout.session.async_payment_succeeded", public(session))
    else:
        fail(world, account, intent, "payment_intent_payment_attempt_failed", "The payment failed.")
        world.emit(account, "checkout.session.async_payment_failed", public(session))


def complete(session: dict[str, Any], *, paid: bool) -> None:
    details = {"address": None, "email": NOBODY, "name": None, "phone": None, "tax_exempt": "none", "tax_ids": []}
    session |= {"status": "complete", "url": None, "customer_details": details}
    session["payment_status"] = "paid" if paid else "unpaid"


def charge_it(world: World, account: str, intent: dict[str, Any], method: str) -> None:
    """The money moves: charge, balance transaction, event."""
    now, amount = world.clock.now(), intent["amount"]
    fee = (amount * FEE_PER_MILLE + 500) // 1000
    charge = blank_charge(intent, method, now)
    transaction = balance_transaction(world, charge["id"], "charge", amount, fee, intent["currency"])
    charge["balance_transaction"] = world.store.put(account, transaction)["id"]
    world.store.put(account, charge)
    intent |= {
        "status": "succeeded",
        "amount_received": amount,
        "latest_charge": charge["id"],
        "last_payment_error": None,
    }
    world.emit(account, "payment_intent.succeeded", intent)


def fail(world: World, account: str, intent: dict[str, Any], code: str, message: str) -> None:
    intent["status"] = "requires_payment_method"
    intent["last_payment_error"] = {"type": "card_error", "code": code, "message": message}
    world.emit(account, "payment_intent.payment_failed", intent)


def blank_intent(session: dict[str, Any], now: int) -> dict[str, Any]:
    data = session["twin_intent_data"]
    return {
        "id": new_id("payment_intent"),
        "object": "payment_intent",
        "amount": session["amount_total"],
        "amount_received": 0,
        "application_fee_amount": None,
        "canceled_at": None,
        "capture_method": "automatic_async",
        "client_secret": None,
        "created": now,
        "currency": session["currency"],
        "customer": None,
        "description": data.get("description"),
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "metadata": data.get("metadata") or {},
        "payment_method_types": [],
        "status": "requires_payment_method",
        "statement_descriptor": None,
        "transfer_data": None,
    }


def blank_charge(intent: dict[str, Any], method: str, now: int) -> dict[str, Any]:
    return {
        "id": new_id("charge"),
        "object": "charge",
        "amount": intent["amount"],
        "amount_captured": intent["amount"],
        "amount_refunded": 0,
        "balance_transaction": None,
        "billing_details": {"address": None, "email": NOBODY, "name": None, "phone": None},
        "captured": True,
        "created": now,
        "currency": intent["currency"],
        "disputed": False,
        "livemode": False,
        "metadata": intent["metadata"],
        "paid": True,
        "payment_intent": intent["id"],
        "payment_method_details": {"type": method, method: {}},
        "receipt_url": None,
        "refunded": False,
        "status": "succeeded",
    }


def balance_transaction(world: World, source: str, kind: str, amount: int, fee: int, currency: str) -> dict[str, Any]:
    """One movement of the account's balance, in minor units; fees are zero for refunds."""
    now = world.clock.now()
    return {
        "id": new_id("balance_transaction"),
        "object": "balance_transaction",
        "amount": amount,
        "available_on": now + PAYOUT_DELAY,
        "created": now,
        "currency": currency,
        "exchange_rate": None,
        "fee": fee,
        "fee_details": [{"amount": fee, "currency": currency, "type": "stripe_fee"}] if fee else [],
        "net": amount - fee,
        "reporting_category": kind,
        "source": source,
        "status": "pending",
        "type": kind,
    }


def retrieve_intent(call: Call) -> dict[str, Any]:
    return call.get("payment_intent", call.key, "intent")


def retrieve_charge(call: Call) -> dict[str, Any]:
    return call.get("charge", call.key, "charge")


def list_charges(call: Call) -> dict[str, Any]:
    return listed(call, "charge", "/v1/charges")


def retrieve_transaction(call: Call) -> dict[str, Any]:
    """Funds become available with the clock."""
    transaction = call.get("balance_transaction", call.key)
    return transaction | {"status": "available" if transaction["available_on"] <= call.now() else "pending"}


def list_transactions(call: Call) -> dict[str, Any]:
    return listed(call, "balance_transaction", "/v1/balance_transactions")
