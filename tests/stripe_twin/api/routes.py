"""The table of endpoints: method, path, who answers, and which of the SDK's TypedDicts judges the parameters."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.stripe_twin.api import accounts, events, payments, refunds, sessions
from tests.stripe_twin.api.call import Call
from tests.stripe_twin.wire.messages import Refusal


@dataclass(frozen=True, slots=True)
class Route:
    """`{}` in the path is the id handed to the endpoint."""

    method: str
    path: str
    answer: Callable[[Call], dict[str, Any]]
    typed: str


ROUTES = (
    Route("POST", "/v1/accounts", accounts.create, "_account_create_params.AccountCreateParams"),
    Route("GET", "/v1/accounts/{}", accounts.retrieve, "_account_retrieve_params.AccountRetrieveParams"),
    Route("POST", "/v1/account_links", accounts.create_link, "_account_link_create_params.AccountLinkCreateParams"),
    Route("POST", "/v1/checkout/sessions", sessions.create, "checkout._session_create_params.SessionCreateParams"),
    Route("GET", "/v1/checkout/sessions", sessions.list_all, "checkout._session_list_params.SessionListParams"),
    Route(
        "GET", "/v1/checkout/sessions/{}", sessions.retrieve, "checkout._session_retrieve_params.SessionRetrieveParams"
    ),
    Route(
        "POST",
        "/v1/checkout/sessions/{}/expire",
        sessions.expire,
        "checkout._session_expire_params.SessionExpireParams",
    ),
    Route(
        "GET",
        "/v1/checkout/sessions/{}/line_items",
        sessions.line_items,
        "checkout._session_line_item_list_params.SessionLineItemListParams",
    ),
    Route(
        "GET",
        "/v1/payment_intents/{}",
        payments.retrieve_intent,
        "_payment_intent_retrieve_params.PaymentIntentRetrieveParams",
    ),
    Route("GET", "/v1/charges", payments.list_charges, "_charge_list_params.ChargeListParams"),
    Route("GET", "/v1/charges/{}", payments.retrieve_charge, "_charge_retrieve_params.ChargeRetrieveParams"),
    Route("POST", "/v1/refunds", refunds.create, "_refund_create_params.RefundCreateParams"),
    Route("GET", "/v1/refunds", refunds.list_all, "_refund_list_params.RefundListParams"),
    Route("GET", "/v1/refunds/{}", refunds.retrieve, "_refund_retrieve_params.RefundRetrieveParams"),
    Route("GET", "/v1/events", events.list_all, "_event_list_params.EventListParams"),
    Route("GET", "/v1/events/{}", events.retrieve, "_event_retrieve_params.EventRetrieveParams"),
    Route(
        "GET",
        "/v1/balance_transactions",
        payments.list_transactions,
        "_balance_transaction_list_params.BalanceTransactionListParams",
    ),
    Route(
        "GET",
        "/v1/balance_transactions/{}",
        payments.retrieve_transaction,
        "_balance_transaction_retrieve_params.BalanceTransactionRetrieveParams",
    ),
)


def find_route(method: str, path: str) -> tuple[Route, str]:
    """The route and the id in its path, or the API's 404 for an address it does not know."""
    for route in ROUTES:
        if route.method == method and (match := pattern(route.path).fullmatch(path)):
            return route, match.group(1) if match.groups() else ""
    raise Refusal(404, f"Unrecognized request URL ({method}: {path}).")


@cache
def pattern(path: str) -> re.Pattern[str]:
    return re.compile(path.replace("{}", r"([A-Za-z0-9_]+)"))
