"""Events: the twin's own record of what it told, or failed to tell."""

from __future__ import annotations

from typing import Any

from tests.stripe_twin.api.call import Call
from tests.stripe_twin.api.lists import created_within, page_of

URL = "/v1/events"


def retrieve(call: Call) -> dict[str, Any]:
    return call.get("event", call.key)


def list_all(call: Call) -> dict[str, Any]:
    """Newest first; `delivery_success=false` finds what no endpoint has accepted yet."""
    rows = [row for row in call.world.store.newest_first(call.account, "event") if wanted(row, call.params)]
    return page_of(rows, call.params, URL)


def wanted(event: dict[str, Any], params: dict[str, Any]) -> bool:
    kinds = params.get("types") or ([params["type"]] if "type" in params else [])
    told = params.get("delivery_success")
    return (
        (not kinds or event["type"] in kinds)
        and (told is None or told == (event["pending_webhooks"] == 0))
        and created_within(event, params)
    )
