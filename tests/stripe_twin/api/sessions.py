"""Checkout Sessions: create, retrieve, list, expire, line items."""

from __future__ import annotations

from typing import Any

from tests.stripe_twin.api.accounts import able_to_charge
from tests.stripe_twin.api.call import Call, public
from tests.stripe_twin.api.lists import as_list, listed
from tests.stripe_twin.state.store import new_id
from tests.stripe_twin.state.world import World
from tests.stripe_twin.wire.messages import Refusal, invalid

SHORTEST, LONGEST = 30 * 60, 24 * 3600
LARGEST_AMOUNT = 99_999_999
CURRENCIES = {
    "alipay": ["aud", "cad", "cny", "eur", "gbp", "hkd", "jpy", "myr", "nzd", "sgd", "usd"],
    "wechat_pay": ["cny", "hkd"],
}
COPIED = ("cancel_url", "client_reference_id", "customer_email", "locale", "submit_type", "success_url")


def create(call: Call) -> dict[str, Any]:
    """A new open Session with the address of its hosted page."""
    params = call.params
    refuse_what_the_page_cannot_do(params)
    able_to_charge(call)
    total, currency = total_of(params["line_items"])
    now, key = call.now(), new_id("checkout.session")
    expires_at = params.get("expires_at", now + LONGEST)
    # A second of grace: the caller's "24 hours from now" was computed before the request travelled.
    if not now + SHORTEST - 60 <= expires_at <= now + LONGEST + 60:
        raise invalid("The `expires_at` timestamp must be between 30 minutes and 24 hours from now.", "expires_at")
    session = call.put(blank_session(key, now, total, currency))
    session |= {name: params[name] for name in COPIED if name in params}
    session |= {
        "expires_at": expires_at,
        "metadata": params.get("metadata") or {},
        "mode": params["mode"],
        "ui_mode": params.get("ui_mode", "hosted_page"),
        "url": f"{call.base_url}/c/pay/{key}",
        "twin_line_items": params["line_items"],
        "twin_methods": methods_for(currency, params.get("payment_method_options") or {}),
        "twin_intent_data": params.get("payment_intent_data", {}),
    }
    call.world.later(expires_at - now, "expire_session", account=call.account, session=key)
    return public(session)


def methods_for(currency: str, options: dict[str, Any]) -> list[str]:
    """The account's dynamic methods: cards always, a wallet in its currencies; WeChat Pay needs to know its client."""
    wallets = [name for name, currencies in CURRENCIES.items() if currency in currencies]
    if (options.get("wechat_pay") or {}).get("client") != "web":
        wallets = [name for name in wallets if name != "wechat_pay"]
    return [*wallets, "card"]


def refuse_what_the_page_cannot_do(params: dict[str, Any]) -> None:
    """The combinations the API refuses for a hosted one-off payment; the twin knows no other."""
    if "mode" not in params:
        raise invalid("Missing required param: mode.", "mode", "parameter_missing")
    if params["mode"] != "payment":
        raise invalid(f"This twin knows mode=payment only, not {params['mode']}.", "mode")
    if params.get("ui_mode", "hosted_page") != "hosted_page":
        raise invalid(f"This twin knows ui_mode=hosted_page only, not {params['ui_mode']}.", "ui_mode")
    for name in ("success_url", "line_items"):
        if not params.get(name):
            raise invalid(f"Missing required param: {name}.", name, "parameter_missing")
    for name in ("success_url", "cancel_url"):
        if name in params and not params[name].startswith(("http://", "https://")):
            raise invalid("Not a valid URL", name, "url_invalid")


def total_of(items: list[dict[str, Any]]) -> tuple[int, str]:
    """Sum in minor units and the one currency of all lines."""
    prices = [item.get("price_data", {}) for item in items]
    currencies = {price.get("currency", "").lower() for price in prices}
    if len(currencies) != 1 or "" in currencies:
        raise invalid("All line items need `price_data` in one currency.", "line_items")
    total = sum(
        price.get("unit_amount", 0) * item.get("quantity", 1) for price, item in zip(prices, items, strict=True)
    )
    if not 1 <= total <= LARGEST_AMOUNT:
        code = "amount_too_small" if total < 1 else "amount_too_large"
        raise invalid(f"The total amount {total} cannot be charged.", "line_items", code)
    return total, currencies.pop()


def blank_session(key: str, now: int, total: int, currency: str) -> dict[str, Any]:
    return {
        "id": key,
        "object": "checkout.session",
        "amount_subtotal": total,
        "amount_total": total,
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "cancel_url": None,
        "client_reference_id": None,
        "created": now,
        "currency": currency,
        "customer": None,
        "customer_details": None,
        "customer_email": None,
        "invoice": None,
        "livemode": False,
        "locale": None,
        "payment_intent": None,
        "payment_link": None,
        "payment_status": "unpaid",
        "setup_intent": None,
        "status": "open",
        "submit_type": None,
        "subscription": None,
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
    }


def retrieve(call: Call) -> dict[str, Any]:
    return public(call.get("checkout.session", call.key, "session"))


def list_all(call: Call) -> dict[str, Any]:
    page = listed(call, "checkout.session", "/v1/checkout/sessions")
    return page | {"data": [public(row) for row in page["data"]]}


def line_items(call: Call) -> dict[str, Any]:
    """The lines of a Session."""
    session = call.get("checkout.session", call.key, "session")
    rows = [
        {
            "id": f"li_{session['id'][-20:]}{index}",
            "object": "item",
            "amount_subtotal": line["price_data"]["unit_amount"] * line.get("quantity", 1),
            "amount_total": line["price_data"]["unit_amount"] * line.get("quantity", 1),
            "currency": session["currency"],
            "description": line["price_data"].get("product_data", {}).get("name", ""),
            "quantity": line.get("quantity", 1),
        }
        for index, line in enumerate(session["twin_line_items"])
    ]
    return as_list(rows, f"/v1/checkout/sessions/{session['id']}/line_items")


def expire(call: Call) -> dict[str, Any]:
    """Close an open Session; any other status is refused."""
    session = call.get("checkout.session", call.key, "session")
    if session["status"] != "open":
        message = (
            "Only Checkout Sessions with a status in [open] can be expired."
            f" This Checkout Session has a status of {session['status']}."
        )
        raise Refusal(400, message, stored=True)
    close(call.world, call.account, session, call.cause)
    return public(session)


def close(world: World, account: str, session: dict[str, Any], cause: dict[str, Any] | None = None) -> None:
    """An open Session can no longer be paid; quietly nothing when it is not open."""
    if session["status"] == "open":
        session |= {"status": "expired", "url": None}
        world.emit(account, "checkout.session.expired", public(session), cause)
