"""What the twin sends, in order or not, whole or spoilt, is what `parse_webhook` takes or turns away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from donations.gateways.port import WebhookFact
from donations.gateways.stripe.gateway import StripeGateway
from donations.gateways.stripe.webhooks import WebhookRejected, parse_webhook
from tests.donations.gateways.conftest import checkout_request, refund_request
from tests.stripe_twin.receiver import Receiver, listening
from tests.stripe_twin.running import ACCOUNT, RunningTwin

SECRET = "whsec_site"
PAID = ["payment_intent.succeeded", "checkout.session.completed"]


@pytest.fixture
def receiver(stripe_twin: RunningTwin) -> Iterator[Receiver]:
    with listening() as open_receiver:
        stripe_twin.pull("endpoint", url=open_receiver.url, secret=SECRET)
        yield open_receiver


@pytest.fixture
def page_id(gateway: StripeGateway, stripe_twin: RunningTwin, receiver: Receiver) -> str:
    """A page that is ready to be paid; nothing has been told yet."""
    return gateway.open_checkout(checkout_request()).id


def read(receiver: Receiver) -> list[WebhookFact | str]:
    """Each letter as the fact it is, or the code it is turned away with."""

    def one(body: bytes, header: str) -> WebhookFact | str:
        try:
            return parse_webhook(body, header, [SECRET], datetime.now(UTC))
        except WebhookRejected as refusal:
            return refusal.code

    return [one(*letter) for letter in list(receiver.letters)]


def pay(twin: RunningTwin, page_id: str, **switches: Any) -> None:
    """Pay the page with these switches on, and wait until everything due has been sent."""
    if switches:
        twin.pull("switches", **switches)
    twin.pay(f"{twin.url}/c/pay/{page_id}")
    twin.pull("drain")


def test_a_paid_gift_is_told_with_its_account_session_and_payment(
    gateway: StripeGateway, stripe_twin: RunningTwin, receiver: Receiver, page_id: str
) -> None:
    pay(stripe_twin, page_id)
    facts = {fact.event_type: fact for fact in read(receiver) if isinstance(fact, WebhookFact)}
    assert sorted(facts) == sorted(PAID)
    told = facts["checkout.session.completed"]
    state = gateway.session_state(account=told.account, session_id=told.object_id)
    assert (told.object_id, told.payment_intent) == (page_id, state.payment_intent)
    assert {fact.livemode for fact in facts.values()} == {False}


def test_every_turn_of_a_gift_is_told(
    gateway: StripeGateway, stripe_twin: RunningTwin, receiver: Receiver, page_id: str
) -> None:
    stripe_twin.pull("refunds", outcome="pending_then_failed")
    stripe_twin.pay(f"{stripe_twin.url}/c/pay/{page_id}", "decline")
    stripe_twin.pay(f"{stripe_twin.url}/c/pay/{page_id}", "delay_succeed")
    stripe_twin.pull("clock", advance=20)
    gateway.refund(refund_request(gateway.session_state(account=ACCOUNT, session_id=page_id).payment_intent, fen=8800))
    stripe_twin.pull("clock", advance=20)
    left = gateway.open_checkout(checkout_request(expires_at=datetime.now(UTC) + timedelta(hours=2)))
    stripe_twin.pull("clock", advance=2 * 3600)
    facts = [fact for fact in read(receiver) if isinstance(fact, WebhookFact)]
    assert {fact.event_type for fact in facts if fact.object_id != left.id} == {
        "payment_intent.payment_failed",
        "checkout.session.completed",
        "payment_intent.succeeded",
        "checkout.session.async_payment_succeeded",
        "refund.created",
        "charge.refunded",
        "refund.failed",
        "refund.updated",
    }
    assert [fact.event_type for fact in facts if fact.object_id == left.id] == ["checkout.session.expired"]


def test_the_same_event_may_come_five_times_at_once(stripe_twin: RunningTwin, receiver: Receiver, page_id: str) -> None:
    pay(stripe_twin, page_id, copies=5, types=["checkout.session.completed"])
    ids = [fact.event_id for fact in read(receiver) if isinstance(fact, WebhookFact) and fact.object_id == page_id]
    assert len(ids) == 5
    assert len(set(ids)) == 1


def test_one_fact_may_come_under_two_event_ids(stripe_twin: RunningTwin, receiver: Receiver, page_id: str) -> None:
    pay(stripe_twin, page_id, second_event=True, types=["checkout.session.completed"])
    ids = [fact.event_id for fact in read(receiver) if isinstance(fact, WebhookFact) and fact.object_id == page_id]
    assert len(ids) == len(set(ids)) == 2


def test_events_may_come_in_any_order(stripe_twin: RunningTwin, receiver: Receiver, page_id: str) -> None:
    pay(stripe_twin, page_id, hold=True)
    held = stripe_twin.pull("held")
    assert [row["type"] for row in held] == PAID
    assert receiver.letters == []
    stripe_twin.pull("send", events=[row["id"] for row in reversed(held)])
    facts = [fact for fact in read(receiver) if isinstance(fact, WebhookFact)]
    assert [fact.event_type for fact in facts] == PAID[::-1]
    assert stripe_twin.pull("held") == []


def test_an_event_may_come_days_later(stripe_twin: RunningTwin, receiver: Receiver, page_id: str) -> None:
    pay(stripe_twin, page_id, delay=3 * 86400)
    assert receiver.letters == []
    stripe_twin.pull("clock", advance=3 * 86400 + 1)
    assert len(receiver.letters) == 2


def test_a_dropped_event_is_found_by_asking_for_what_was_not_delivered(
    gateway: StripeGateway, stripe_twin: RunningTwin, receiver: Receiver, page_id: str
) -> None:
    pay(stripe_twin, page_id, drop=True, types=["checkout.session.completed"])
    assert [fact.event_type for fact in read(receiver) if isinstance(fact, WebhookFact)] == PAID[:1]
    missed = gateway.undelivered_facts(account=ACCOUNT, since=datetime.now(UTC) - timedelta(minutes=5))
    [found] = [fact for fact in missed if fact.object_id == page_id]
    assert (found.event_type, found.account) == ("checkout.session.completed", ACCOUNT)


def test_an_endpoint_that_fails_is_tried_again_until_it_answers(
    gateway: StripeGateway, stripe_twin: RunningTwin, receiver: Receiver, page_id: str
) -> None:
    receiver.status = 503
    pay(stripe_twin, page_id)
    since = datetime.now(UTC) - timedelta(minutes=5)
    assert page_id in {fact.object_id for fact in gateway.undelivered_facts(account=ACCOUNT, since=since)}
    receiver.status = 200
    stripe_twin.pull("clock", advance=3)
    assert len(receiver.letters) == 4
    assert page_id not in {fact.object_id for fact in gateway.undelivered_facts(account=ACCOUNT, since=since)}


@pytest.mark.parametrize(
    ("switches", "code"),
    [
        ({"timestamp_offset": -301}, "WEBHOOK_TOO_OLD"),
        ({"timestamp_offset": 3600}, "WEBHOOK_FROM_THE_FUTURE"),
        ({"secret": "wrong"}, "WEBHOOK_SIGNATURE"),
        ({"truncate": 20}, "WEBHOOK_SIGNATURE"),
        ({"pad": 300_000}, "WEBHOOK_TOO_LARGE"),
    ],
)
def test_a_spoilt_message_is_turned_away(
    stripe_twin: RunningTwin, receiver: Receiver, page_id: str, switches: dict[str, Any], code: str
) -> None:
    pay(stripe_twin, page_id, **switches)
    assert read(receiver) == [code, code]


@pytest.mark.parametrize(
    "switches", [{"secret": "rolled"}, {"pad": 65_536}, {"type": "moon.landed"}, {"livemode": True}]
)
def test_an_odd_but_genuine_message_is_taken(
    stripe_twin: RunningTwin, receiver: Receiver, page_id: str, switches: dict[str, Any]
) -> None:
    pay(stripe_twin, page_id, **switches)
    facts = [fact for fact in read(receiver) if isinstance(fact, WebhookFact)]
    assert len(facts) == 2
    assert {fact.livemode for fact in facts} == {switches.get("livemode", False)}
    if "type" in switches:
        assert {fact.event_type for fact in facts} == {"moon.landed"}


def test_a_twin_that_lives_in_another_year_signs_in_that_year(
    stripe_twin: RunningTwin, receiver: Receiver, page_id: str
) -> None:
    then = datetime(2031, 5, 1, 9, 0, tzinfo=UTC)
    stripe_twin.pull("clock", start_at=int(then.timestamp()))
    assert read(receiver) == ["WEBHOOK_FROM_THE_FUTURE"]
    [(body, header)] = receiver.letters
    fact = parse_webhook(body, header, [SECRET], then)
    assert (fact.event_type, fact.object_id, fact.created.year) == ("checkout.session.expired", page_id, 2031)
