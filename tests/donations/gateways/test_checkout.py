"""A donor is sent to a page of the charity's own account, and fulfilment can trust what is said about it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import pytest
import stripe

from donations.gateways.port import GatewayRefused, PaymentStatus, SessionStatus
from donations.gateways.stripe.gateway import StripeGateway, checkout_params
from marketplace.common.money import AmountNotSendable, CurrencyUnknown
from tests.donations.gateways.conftest import TEST_KEY, checkout_request, unused_key
from tests.stripe_twin.running import ACCOUNT, RunningTwin


class Overheard(stripe.RequestsClient):
    """The library's own client that keeps what it sent."""

    def __init__(self) -> None:
        super().__init__(timeout=5)
        self.sent: list[tuple[str, str, dict[str, str], str]] = []

    def request(self, method, url, headers, post_data=None):  # type: ignore[no-untyped-def]
        self.sent.append((method, url, dict(headers), post_data or ""))
        return super().request(method, url, headers, post_data)


def test_the_page_belongs_to_the_charitys_account_and_to_no_other(gateway: StripeGateway) -> None:
    page = gateway.open_checkout(checkout_request())
    with pytest.raises(GatewayRefused) as refusal:
        gateway.session_state(account="", session_id=page.id)
    assert refusal.value.provider_code == "resource_missing"
    assert gateway.session_state(account=ACCOUNT, session_id=page.id).attempt_reference == "att-7Yq"


def test_the_same_key_opens_the_same_page(gateway: StripeGateway) -> None:
    request = checkout_request()
    assert gateway.open_checkout(request) == gateway.open_checkout(request)


def test_the_same_key_for_another_amount_is_refused_and_opens_nothing(gateway: StripeGateway) -> None:
    first = gateway.open_checkout(checkout_request(idempotency_key=(key := unused_key("open"))))
    with pytest.raises(GatewayRefused) as refusal:
        gateway.open_checkout(checkout_request(idempotency_key=key, fen=8801))
    assert refusal.value.code == "IDEMPOTENCY_KEY_REUSED"
    assert gateway.session_state(account=ACCOUNT, session_id=first.id).amount_fen == 8800


def test_a_page_lives_as_long_as_it_was_asked_to(gateway: StripeGateway) -> None:
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=45)
    assert gateway.open_checkout(checkout_request(expires_at=until)).expires_at == until


@pytest.mark.parametrize("minutes", [20, 24 * 60 + 5])
def test_a_page_is_never_opened_for_less_than_half_an_hour_or_more_than_a_day(
    gateway: StripeGateway, minutes: int
) -> None:
    with pytest.raises(GatewayRefused):
        gateway.open_checkout(checkout_request(expires_at=datetime.now(UTC) + timedelta(minutes=minutes)))


def test_a_page_nobody_used_is_open_and_unpaid(gateway: StripeGateway) -> None:
    state = gateway.session_state(account=ACCOUNT, session_id=gateway.open_checkout(checkout_request()).id)
    assert (state.status, state.payment_status) == (SessionStatus.OPEN, PaymentStatus.UNPAID)
    assert (state.amount_fen, state.currency, state.payment_intent) == (8800, "CNY", "")


def test_a_paid_page_says_paid_and_names_its_payment(gateway: StripeGateway, stripe_twin: RunningTwin) -> None:
    page = gateway.open_checkout(checkout_request())
    answer = stripe_twin.pay(page.url)
    assert answer.headers["Location"] == f"https://site.invalid/gifts/done/?session={page.id}"
    state = gateway.session_state(account=ACCOUNT, session_id=page.id)
    assert (state.status, state.payment_status) == (SessionStatus.COMPLETE, PaymentStatus.PAID)
    assert state.payment_intent.startswith("pi_")


def test_a_declined_page_stays_open_for_another_try(gateway: StripeGateway, stripe_twin: RunningTwin) -> None:
    page = gateway.open_checkout(checkout_request())
    stripe_twin.pay(page.url, "decline")
    declined = gateway.session_state(account=ACCOUNT, session_id=page.id)
    assert (declined.status, declined.payment_status) == (SessionStatus.OPEN, PaymentStatus.UNPAID)
    assert not gateway.payment_state(account=ACCOUNT, payment_intent=declined.payment_intent).succeeded
    stripe_twin.pay(page.url)
    assert gateway.session_state(account=ACCOUNT, session_id=page.id).payment_status is PaymentStatus.PAID


@pytest.mark.parametrize(
    ("outcome", "settled"), [("delay_succeed", PaymentStatus.PAID), ("delay_fail", PaymentStatus.UNPAID)]
)
def test_a_submitted_page_is_complete_but_only_paid_once_the_money_is_there(
    gateway: StripeGateway, stripe_twin: RunningTwin, outcome: str, settled: PaymentStatus
) -> None:
    page = gateway.open_checkout(checkout_request())
    stripe_twin.pay(page.url, outcome)
    waiting = gateway.session_state(account=ACCOUNT, session_id=page.id)
    assert (waiting.status, waiting.payment_status) == (SessionStatus.COMPLETE, PaymentStatus.UNPAID)
    stripe_twin.pull("clock", advance=20)
    assert gateway.session_state(account=ACCOUNT, session_id=page.id).payment_status is settled


def test_a_page_can_be_closed_once_and_then_takes_no_money(gateway: StripeGateway, stripe_twin: RunningTwin) -> None:
    page = gateway.open_checkout(checkout_request())
    closed = gateway.expire_checkout(account=ACCOUNT, session_id=page.id, idempotency_key=unused_key("expire"))
    assert closed.status is SessionStatus.EXPIRED
    assert "Location" not in stripe_twin.pay(page.url).headers
    with pytest.raises(GatewayRefused):
        gateway.expire_checkout(account=ACCOUNT, session_id=page.id, idempotency_key=unused_key("expire"))
    assert gateway.session_state(account=ACCOUNT, session_id=page.id).payment_status is PaymentStatus.UNPAID


def test_what_travels_is_our_references_and_never_a_person_a_method_or_a_fee(stripe_twin: RunningTwin) -> None:
    ear = Overheard()
    StripeGateway(TEST_KEY, api_base=stripe_twin.url, http_client=ear).open_checkout(checkout_request())
    [(method, url, headers, body)] = ear.sent
    assert (method, url) == ("post", f"{stripe_twin.url}/v1/checkout/sessions")
    sent = {key: values[0] for key, values in parse_qs(body).items()}
    assert set(sent) == {
        "mode",
        "ui_mode",
        "submit_type",
        "client_reference_id",
        "metadata[attempt]",
        "payment_intent_data[metadata][attempt]",
        "line_items[0][quantity]",
        "line_items[0][price_data][currency]",
        "line_items[0][price_data][unit_amount]",
        "line_items[0][price_data][product_data][name]",
        "success_url",
        "cancel_url",
        "expires_at",
        "locale",
        "payment_method_options[alipay][setup_future_usage]",
        "payment_method_options[wechat_pay][client]",
        "payment_method_options[wechat_pay][setup_future_usage]",
    }
    assert sent["payment_method_options[wechat_pay][client]"] == "web"
    assert {value for key, value in sent.items() if key.endswith("[setup_future_usage]")} == {"none"}
    assert sent["client_reference_id"] == sent["metadata[attempt]"] == "att-7Yq"
    assert headers["Stripe-Account"] == ACCOUNT
    assert re.fullmatch(r"attempt-\d+:open:1", headers["Idempotency-Key"])
    assert headers["Stripe-Version"].endswith(".endive")
    assert "X-Stripe-Client-Telemetry" not in headers
    assert "platform" not in headers["X-Stripe-Client-User-Agent"]


@pytest.mark.parametrize(("ours", "theirs"), [("zh-hans", "zh"), ("zh-Hant", "zh-TW"), ("en", "en"), ("fr", "auto")])
def test_the_page_speaks_the_donors_language(ours: str, theirs: str) -> None:
    assert checkout_params(checkout_request(locale=ours))["locale"] == theirs


@pytest.mark.parametrize(("currency", "amount", "sent"), [("CNY", 8800, 8800), ("JPY", 500, 500), ("UGX", 500, 50000)])
def test_amounts_are_sent_in_the_providers_own_units(currency: str, amount: int, sent: int) -> None:
    [line] = checkout_params(checkout_request(fen=amount, currency=currency))["line_items"]
    assert line["price_data"]["unit_amount"] == sent


def test_an_amount_or_currency_that_cannot_be_carried_is_refused_before_anything_is_sent(
    stripe_twin: RunningTwin,
) -> None:
    ear = Overheard()
    gateway = StripeGateway(TEST_KEY, api_base=stripe_twin.url, http_client=ear)
    with pytest.raises(AmountNotSendable):
        gateway.open_checkout(checkout_request(fen=1234, currency="KWD"))
    with pytest.raises(CurrencyUnknown):
        gateway.open_checkout(checkout_request(currency="XYZ"))
    assert ear.sent == []


def test_what_a_payment_brought_adds_up(gateway: StripeGateway, paid_intent) -> None:  # type: ignore[no-untyped-def]
    payment = gateway.payment_state(account=ACCOUNT, payment_intent=paid_intent())
    assert payment.succeeded
    assert payment.method == "alipay"
    assert payment.fee_fen == 299
    assert payment.net_fen == 8800 - 299
    assert payment.available_on is not None
    assert payment.available_on > datetime.now(UTC)


def test_a_payment_that_failed_brought_nothing(gateway: StripeGateway, stripe_twin: RunningTwin) -> None:
    page = gateway.open_checkout(checkout_request())
    stripe_twin.pay(page.url, "decline")
    intent = gateway.session_state(account=ACCOUNT, session_id=page.id).payment_intent
    payment = gateway.payment_state(account=ACCOUNT, payment_intent=intent)
    assert (payment.succeeded, payment.fee_fen, payment.net_fen, payment.available_on) == (False, None, None, None)


def test_a_gateway_knows_whether_its_money_is_real() -> None:
    assert not StripeGateway("sk_test_1").live
    assert StripeGateway("sk_live_1").live
