"""Stripe behind the port: direct charges on the charity's own account, no application fee, no pooled balance."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import stripe

from donations.gateways.port import (
    AccountState,
    CheckoutRequest,
    CheckoutSession,
    PaymentState,
    RefundRequest,
    RefundState,
    SessionState,
    WebhookFact,
)
from donations.gateways.stripe.answers import (
    REFUND_REFERENCE,
    as_account_state,
    as_checkout,
    as_payment_state,
    as_refund_state,
    as_session_state,
)
from donations.gateways.stripe.calls import Patience
from donations.gateways.stripe.webhooks import fact_of
from marketplace.common.money import to_provider_amount

if TYPE_CHECKING:
    from stripe import RequestOptions
    from stripe.params import RefundCreateParams
    from stripe.params.checkout import SessionCreateParams, SessionCreateParamsPaymentMethodOptions

# What runs this site and how long its calls take is nobody's business.
stripe.enable_telemetry = False

LIVE_KEY = "sk_live_"
LARGEST_PAGE = 100
WALLETS: SessionCreateParamsPaymentMethodOptions = {
    "alipay": {"setup_future_usage": "none"},
    "wechat_pay": {"client": "web", "setup_future_usage": "none"},
}
"""How the wallets are asked where the account has them: for this one payment. WeChat Pay must be told its client."""
LOCALES = {"zh": "zh", "zh-hans": "zh", "zh-hant": "zh-TW", "en": "en"}
"""Ours to Stripe's; any other language is left to the donor's browser."""


class StripeGateway:
    """A `PaymentGateway`; also opens and watches the charities' accounts. Safe to share between threads."""

    def __init__(
        self,
        secret_key: str,
        *,
        api_base: str | None = None,
        timeout: float = 10,
        patience: Patience | None = None,
        http_client: stripe.HTTPClient | None = None,
    ) -> None:
        """`timeout` is seconds a single try; `api_base` is given only for the twin."""
        self.live = secret_key.startswith(LIVE_KEY)
        self.patience = patience or Patience()
        self.client = stripe.StripeClient(
            secret_key,
            base_addresses={"api": api_base} if api_base else {},
            max_network_retries=0,
            http_client=http_client or stripe.RequestsClient(timeout=timeout),
        ).v1

    # --- The port --------------------------------------------------------------------------------------
    def open_checkout(self, request: CheckoutRequest) -> CheckoutSession:
        params, options = checkout_params(request), acting(request.account, request.idempotency_key)
        return as_checkout(self.patience.ask(lambda: self.client.checkout.sessions.create(params, options)))

    def session_state(self, *, account: str, session_id: str) -> SessionState:
        options = acting(account)
        session = self.patience.ask(lambda: self.client.checkout.sessions.retrieve(session_id, options=options))
        return as_session_state(session, account)

    def expire_checkout(self, *, account: str, session_id: str, idempotency_key: str) -> SessionState:
        options = acting(account, idempotency_key)
        session = self.patience.ask(lambda: self.client.checkout.sessions.expire(session_id, options=options))
        return as_session_state(session, account)

    def payment_state(self, *, account: str, payment_intent: str) -> PaymentState:
        intent = self.patience.ask(
            lambda: self.client.payment_intents.retrieve(
                payment_intent, {"expand": ["latest_charge.balance_transaction"]}, acting(account)
            )
        )
        return as_payment_state(intent, account)

    def refund(self, request: RefundRequest) -> RefundState:
        params: RefundCreateParams = {
            "payment_intent": request.payment_intent,
            "amount": to_provider_amount(request.fen, request.currency),
            "reason": "requested_by_customer",
            "metadata": {REFUND_REFERENCE: request.refund_reference},
        }
        options = acting(request.account, request.idempotency_key)
        refund = self.patience.ask(lambda: self.client.refunds.create(params, options))
        return as_refund_state(refund, request.account)

    def refund_state(self, *, account: str, refund_id: str) -> RefundState:
        refund = self.patience.ask(lambda: self.client.refunds.retrieve(refund_id, options=acting(account)))
        return as_refund_state(refund, account)

    def refunds_of(self, *, account: str, payment_intent: str) -> tuple[RefundState, ...]:
        def every_page() -> list[stripe.Refund]:
            first = self.client.refunds.list({"payment_intent": payment_intent, "limit": LARGEST_PAGE}, acting(account))
            return list(first.auto_paging_iter())

        return tuple(as_refund_state(refund, account) for refund in self.patience.ask(every_page))

    def undelivered_facts(self, *, account: str, since: datetime) -> tuple[WebhookFact, ...]:
        def every_page() -> list[stripe.Event]:
            first = self.client.events.list(
                {"delivery_success": False, "created": {"gte": int(since.timestamp())}, "limit": LARGEST_PAGE},
                acting(account),
            )
            return list(first.auto_paging_iter())

        facts = [fact_of({"account": account, **event.to_dict()}) for event in self.patience.ask(every_page)]
        return tuple(reversed(facts))

    # --- Connected accounts -----------------------------------------------------------------------------
    def open_account(self, *, reference: str, name: str, country: str, idempotency_key: str) -> AccountState:
        """An account of the charity's own: it pays Stripe's fees and answers to Stripe; we hold nothing."""
        account = self.patience.ask(
            lambda: self.client.accounts.create(
                {
                    "country": country,
                    "business_type": "non_profit",
                    "business_profile": {"name": name},
                    "controller": {
                        "fees": {"payer": "account"},
                        "losses": {"payments": "stripe"},
                        "requirement_collection": "stripe",
                        "stripe_dashboard": {"type": "full"},
                    },
                    "metadata": {"organisation": reference},
                },
                {"idempotency_key": idempotency_key},
            )
        )
        return as_account_state(account)

    def account_state(self, account: str) -> AccountState:
        """What the charity's account can do now."""
        return as_account_state(self.patience.ask(lambda: self.client.accounts.retrieve(account)))

    def onboarding_link(self, *, account: str, return_url: str, refresh_url: str, idempotency_key: str) -> str:
        """A single-use address where the charity finishes its set-up; it lives for a few minutes."""
        link = self.patience.ask(
            lambda: self.client.account_links.create(
                {
                    "account": account,
                    "type": "account_onboarding",
                    "return_url": return_url,
                    "refresh_url": refresh_url,
                },
                {"idempotency_key": idempotency_key},
            )
        )
        return link.url


def acting(account: str, idempotency_key: str | None = None) -> RequestOptions:
    """The headers of a call on the charity's account; a write carries the key its caller stored."""
    options: RequestOptions = {"stripe_account": account}
    if idempotency_key is not None:
        options["idempotency_key"] = idempotency_key
    return options


def checkout_params(request: CheckoutRequest) -> SessionCreateParams:
    """No method list (the account's dynamic methods decide), no fee, and nothing personal: our references only."""
    reference = {"attempt": request.attempt_reference}
    return {
        "mode": "payment",
        "ui_mode": "hosted_page",
        "submit_type": "donate",
        "payment_method_options": WALLETS,
        "client_reference_id": request.attempt_reference,
        "metadata": reference,
        "payment_intent_data": {"metadata": reference},
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": request.currency.lower(),
                    "unit_amount": to_provider_amount(request.fen, request.currency),
                    "product_data": {"name": request.product_name},
                },
            }
        ],
        "success_url": request.success_url,
        "cancel_url": request.cancel_url,
        "expires_at": int(request.expires_at.timestamp()),
        "locale": LOCALES.get(request.locale.lower(), "auto"),
    }
