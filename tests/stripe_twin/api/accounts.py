"""Connected accounts and the links that lead to their onboarding."""

from __future__ import annotations

import re
from typing import Any

from tests.stripe_twin.api.call import Call, public
from tests.stripe_twin.state.store import PLATFORM, new_id
from tests.stripe_twin.state.world import World
from tests.stripe_twin.wire.messages import Refusal, invalid

ACCOUNT_ID = re.compile(r"acct_[A-Za-z0-9_]{1,64}")
LINK_SECONDS = 300


def create(call: Call) -> dict[str, Any]:
    """A new account that can do nothing until it has been through onboarding."""
    capabilities = dict.fromkeys(call.params.get("capabilities", {}), "inactive")
    account = blank_account(new_id("account"), call.now()) | {
        "business_profile": call.params.get("business_profile") or {"name": None},
        "business_type": call.params.get("business_type"),
        "capabilities": capabilities,
        "controller": call.params.get("controller", {}),
        "country": call.params.get("country", "HK"),
        "email": call.params.get("email"),
        "metadata": call.params.get("metadata") or {},
    }
    return call.world.store.put(PLATFORM, account)


def blank_account(key: str, now: int) -> dict[str, Any]:
    return {
        "id": key,
        "object": "account",
        "business_profile": {"name": None},
        "business_type": None,
        "capabilities": {},
        "charges_enabled": False,
        "controller": {},
        "country": "HK",
        "created": now,
        "default_currency": "hkd",
        "details_submitted": False,
        "email": None,
        "metadata": {},
        "payouts_enabled": False,
        "requirements": {"currently_due": ["business_profile.url"], "disabled_reason": "requirements.past_due"},
        "type": "standard",
    }


def retrieve(call: Call) -> dict[str, Any]:
    return public(call.world.store.get(PLATFORM, "account", call.key, "account"))


def create_link(call: Call) -> dict[str, Any]:
    """A single-use address of the onboarding page."""
    for name in ("return_url", "refresh_url"):
        if not call.params.get(name):
            raise invalid(f"Missing required param: {name}.", name, "parameter_missing")
    account = call.world.store.get(PLATFORM, "account", call.params["account"], "account")
    account["twin_return_url"] = call.params["return_url"]
    now = call.now()
    url = f"{call.base_url}/setup/s/{account['id']}"
    return {"object": "account_link", "created": now, "expires_at": now + LINK_SECONDS, "url": url}


def enable(world: World, account: dict[str, Any]) -> None:
    """Onboarding is done: charges and payouts are possible, and the platform hears of it."""
    account |= {
        "capabilities": dict.fromkeys(account["capabilities"] or {"card_payments": ""}, "active"),
        "charges_enabled": True,
        "details_submitted": True,
        "payouts_enabled": True,
        "requirements": {"currently_due": [], "disabled_reason": None},
    }
    world.emit(account["id"], "account.updated", public(account))


def adopted(world: World, key: str) -> dict[str, Any]:
    """An account of this id that is ready to be paid, made on the spot when the twin accepts any."""
    account = blank_account(key, world.clock.now())
    account |= {"charges_enabled": True, "details_submitted": True, "payouts_enabled": True}
    account["requirements"] = {"currently_due": [], "disabled_reason": None}
    account["capabilities"] = {"card_payments": "active"}
    return world.store.put(PLATFORM, account)


def acting_account(world: World, header: str | None) -> str:
    """The account of `Stripe-Account`; 403 for one that this platform does not know."""
    if not header:
        return PLATFORM
    if header not in world.store.shelf(PLATFORM, "account"):
        if not (world.accept_any_account and ACCOUNT_ID.fullmatch(header)):
            message = f"The provided key does not have access to account '{header}' (or that account does not exist)."
            raise Refusal(403, message, code="account_invalid")
        adopted(world, header)
    return header


def able_to_charge(call: Call) -> None:
    """Refuse a charge on an account that has not finished onboarding; the platform itself may always charge."""
    if call.account and not retrieve_acting(call)["charges_enabled"]:
        raise Refusal(400, "Your account cannot currently make charges.", code="account_invalid")


def retrieve_acting(call: Call) -> dict[str, Any]:
    return call.world.store.get(PLATFORM, "account", call.account, "account")
