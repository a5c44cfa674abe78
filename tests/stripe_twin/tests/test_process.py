"""The twin as a process: it remembers across restarts and its levers refuse what they do not know."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
import stripe

from tests.stripe_twin.running import ACCOUNT, RunningTwin, running_twin
from tests.stripe_twin.tests.conftest import SESSION

KEY = {"Authorization": "Bearer sk_test_twin", "Stripe-Account": ACCOUNT, "Idempotency-Key": "once"}


def create(twin: RunningTwin, **headers: str) -> requests.Response:
    return requests.post(f"{twin.url}/v1/checkout/sessions", data=SESSION, headers=KEY | headers, timeout=10)


def client_of(twin: RunningTwin) -> Any:
    options: Any = {"base_addresses": {"api": twin.url}, "stripe_account": ACCOUNT}
    return stripe.StripeClient("sk_test_twin", **options).v1


def test_a_restart_keeps_sessions_payments_keys_and_what_is_still_to_come(tmp_path: Path) -> None:
    state = ("--state", str(tmp_path / "deep" / "twin.json"), "--settle-after", "600")
    with running_twin(*state) as twin:
        session = create(twin).json()
        twin.pay(session["url"], "delay_succeed")
    with running_twin(*state) as twin:
        assert create(twin).json() == session
        client = client_of(twin)
        assert client.checkout.sessions.retrieve(session["id"]).payment_status == "unpaid"
        twin.pull("clock", advance=601)
        assert client.checkout.sessions.retrieve(session["id"]).payment_status == "paid"


def test_it_starts_in_the_moment_it_is_told_and_accepts_every_account_when_told() -> None:
    then = datetime(2030, 1, 2, 3, 4, tzinfo=UTC)
    with running_twin(
        "--starts-at", then.isoformat(), "--accept-any-account", "--public-url", "https://pay.invalid"
    ) as twin:
        session = create(twin, **{"Stripe-Account": "acct_demo_17"}).json()
        assert then <= datetime.fromtimestamp(session["created"], UTC) < then + timedelta(minutes=5)
        assert session["url"] == f"https://pay.invalid/c/pay/{session['id']}"
        assert create(twin, **{"Stripe-Account": "not an account"}).status_code == 403


@pytest.mark.parametrize(
    ("lever", "wish"),
    [
        ("switches", {"copys": 5}),
        ("switches", {"secret": "stolen"}),
        ("faults", {"kind": "fire"}),
        ("faults", {}),
        ("refunds", {"outcome": "never"}),
        ("send", {"events": ["evt_none"]}),
        ("endpoint", {"url": "http://127.0.0.1:9"}),
        ("account", {}),
        ("self_destruct", {}),
    ],
)
def test_an_unknown_wish_is_refused(stripe_twin: RunningTwin, lever: str, wish: dict[str, Any]) -> None:
    answer = requests.post(f"{stripe_twin.url}/_twin/{lever}", json=wish, timeout=10)
    assert answer.status_code in (400, 404)
    assert answer.json()["error"]["message"]


def test_no_web_page_can_pull_a_lever(stripe_twin: RunningTwin) -> None:
    form = requests.post(f"{stripe_twin.url}/_twin/clock", data='{"advance": 5}', timeout=10)
    link = requests.get(f"{stripe_twin.url}/_twin/clock", timeout=10)
    assert (form.status_code, link.status_code) == (415, 404)


def test_a_huge_request_is_not_read(stripe_twin: RunningTwin) -> None:
    answer = requests.post(f"{stripe_twin.url}/v1/refunds", data=b"a" * 1_000_001, timeout=10)
    assert answer.status_code == 413
