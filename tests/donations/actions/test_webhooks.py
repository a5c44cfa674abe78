"""Webhooks only hint: stored first, looked into once, replayable; whatever order they come in, the end is the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from django.db import transaction

from donations.actions import (
    approve_refund,
    collect_missed_events,
    confirm_received,
    handle_webhook,
    receive_webhook,
    replay_webhook,
    request_refund,
    send_refund,
)
from donations.actions.refund_settlement import MADE_AT_PROVIDER
from donations.events import WebhookStored
from donations.gateways.inbox import store_fact
from donations.gateways.port import GatewayUnavailable, RefundRequest, WebhookFact
from donations.gateways.stripe.factory import gateway_from_settings
from donations.gateways.stripe.webhooks import WebhookRejected
from donations.invariants import violations
from donations.models import (
    Dispute,
    DonationAttempt,
    Entry,
    Gift,
    LedgerAccount,
    Payment,
    Refund,
    WebhookEvent,
)
from donations.states import InboxStatus
from marketplace.common import clock
from marketplace.common.events.models import OutboxMessage
from tests.donations.actions.online import Online
from tests.donations.charity import begun_gift, new_charity, numbers, person, with_accounts
from tests.donations.gateways.conftest import checkout_request


def look(event: WebhookEvent) -> WebhookEvent:
    handle_webhook(WebhookStored(webhook_id=event.pk))
    event.refresh_from_db()
    return event


def fact(online: Online, **changes: Any) -> WebhookFact:
    fields: dict[str, Any] = {
        "event_id": f"evt_{next(numbers)}",
        "event_type": "checkout.session.completed",
        "account": online.account,
        "object_id": "cs_unknown",
        "payment_intent": "",
        "livemode": False,
        "created": datetime.now(UTC),
        **changes,
    }
    return WebhookFact(**fields)


def books() -> dict[str, Any]:
    """All that matters of the end: gifts, refunds and balances."""
    return {
        "gifts": list(Gift.objects.order_by("pk").values_list("status", "fen", "refunded_fen")),
        "attempts": list(DonationAttempt.objects.order_by("pk").values_list("status", flat=True)),
        "refunds": sorted(Refund.objects.values_list("status", "fen")),
        "balances": sorted(LedgerAccount.objects.exclude(balance_fen=0).values_list("kind", "balance_fen")),
    }


def test_a_paid_gift_is_counted_when_it_is_told(online: Online) -> None:
    attempt = online.paid_attempt()
    events = online.hear()
    assert {event.status for event in events} == {InboxStatus.HANDLED, InboxStatus.IGNORED}
    attempt.refresh_from_db()
    assert attempt.status == "paid"
    assert list(violations()) == []


def test_a_message_is_stored_and_answered_before_anything_is_done(online: Online) -> None:
    attempt = online.paid_attempt()
    events = online.letters()
    attempt.refresh_from_db()
    assert ({event.status for event in events}, attempt.status) == ({InboxStatus.STORED}, "open")
    assert OutboxMessage.objects.filter(event="donations.WebhookStored").count() == len(events)


def test_nothing_of_a_message_is_kept_but_the_hint(online: Online) -> None:
    online.paid_attempt()
    bodies = " ".join(body.decode() for body, _ in online.receiver.letters)
    online.letters()
    assert "customer_details" in bodies
    kept = {field.name for field in WebhookEvent._meta.get_fields()}
    assert kept == {
        "id", "created_at", "event_id", "event_type", "account", "object_id", "payment_intent", "livemode",
        "occurred_at", "attempts", "reason", "status", "handled_at",
    }  # fmt: skip


def test_the_same_event_five_times_counts_once(online: Online) -> None:
    attempt = online.page(begun_gift(online.programme))
    online.twin.pull("switches", copies=5, types=["checkout.session.completed"])
    online.pay(attempt)
    assert len(online.receiver.letters) == 6
    online.hear()
    entries = Entry.objects.filter(cause_kind="attempt").count()
    assert (WebhookEvent.objects.count(), Payment.objects.count(), entries) == (2, 1, 1)


def test_one_fact_under_two_event_ids_counts_once(online: Online) -> None:
    attempt = online.page(begun_gift(online.programme))
    online.twin.pull("switches", second_event=True, types=["checkout.session.completed"])
    online.pay(attempt)
    online.hear()
    assert (WebhookEvent.objects.count(), Payment.objects.count()) == (3, 1)


@pytest.mark.parametrize(
    ("switches", "code"),
    [({"secret": "wrong"}, "WEBHOOK_SIGNATURE"), ({"timestamp_offset": 3600}, "WEBHOOK_FROM_THE_FUTURE")],
)
def test_a_forged_message_is_not_even_stored(online: Online, switches: dict[str, Any], code: str) -> None:
    attempt = online.page(begun_gift(online.programme))
    online.twin.pull("switches", **switches)
    online.pay(attempt)
    for body, header in online.receiver.letters:
        with pytest.raises(WebhookRejected) as refused:
            receive_webhook(payload=body, signature=header)
        assert refused.value.code == code
    assert (WebhookEvent.objects.count(), OutboxMessage.objects.filter(event="donations.WebhookStored").count()) == (
        0,
        0,
    )


@pytest.mark.parametrize(
    ("changes", "status", "reason"),
    [
        ({"livemode": True}, "ignored", "OTHER_MODE"),
        ({"account": ""}, "ignored", "OF_THE_PLATFORM_ITSELF"),
        ({"account": "acct_stranger"}, "parked", "ACCOUNT_UNKNOWN"),
        ({"object_id": "cs_nowhere"}, "parked", "GATEWAY_REFUSED"),
        ({"event_type": "moon.landed"}, "ignored", "NOTHING_TO_DO"),
        ({"event_type": "payment_intent.succeeded", "payment_intent": "pi_x"}, "ignored", "NOTHING_TO_DO"),
        ({"event_type": "charge.refunded", "payment_intent": "pi_x"}, "parked", "PAYMENT_UNKNOWN"),
        ({"event_type": "refund.updated", "payment_intent": ""}, "parked", "PAYMENT_UNKNOWN"),
        ({"event_type": "charge.dispute.created", "payment_intent": "pi_x"}, "parked", "PAYMENT_UNKNOWN"),
    ],
)
def test_what_is_not_understood_is_parked_and_what_is_not_ours_ignored(
    online: Online, changes: dict[str, Any], status: str, reason: str
) -> None:
    event = look(store_fact(fact(online, **changes)))
    assert (event.status, event.reason, event.attempts) == (status, reason, 1)
    assert not Payment.objects.exists()
    alarmed = OutboxMessage.objects.filter(event="donations.WebhookParked").count()
    assert alarmed == int(status == "parked")


def test_a_session_of_somebody_else_is_parked(online: Online) -> None:
    """A donation made on the charity's own pages has a session, but no attempt of ours."""
    page = gateway_from_settings().open_checkout(checkout_request(account=online.account, attempt_reference="theirs"))
    event = look(store_fact(fact(online, object_id=page.id)))
    assert (event.status, event.reason) == ("parked", "DONATION_UNKNOWN")


def test_a_session_that_was_opened_while_we_crashed_finds_its_attempt(online: Online) -> None:
    attempt = online.paid_attempt()
    DonationAttempt.objects.update(session_id="", page_url="", status="created")
    online.hear()
    attempt.refresh_from_db()
    assert attempt.status == "paid"
    assert list(violations()) == []


def test_one_charitys_account_cannot_speak_of_anothers_payment(online: Online) -> None:
    online.paid_attempt()
    online.hear()
    payment = Payment.objects.get()
    with_accounts(new_charity(), "acct_elsewhere01")
    event = look(
        store_fact(
            fact(
                online, account="acct_elsewhere01", event_type="charge.dispute.created",
                payment_intent=payment.provider_id, object_id="dp_1",
            )
        )
    )  # fmt: skip
    assert (event.status, Dispute.objects.count()) == ("parked", 0)


def test_an_unsettled_amount_is_parked_for_a_person(online: Online) -> None:
    online.paid_attempt()
    DonationAttempt.objects.update(fen=1)
    parked = [event for event in online.hear() if event.status == "parked"]
    assert [event.reason for event in parked] == ["SETTLEMENT_MISMATCH"]
    assert not Payment.objects.exists()


def test_a_handled_event_is_not_looked_into_again_unless_replayed(online: Online) -> None:
    online.paid_attempt()
    event = next(event for event in online.hear() if event.status == "handled")
    look(event)
    assert event.attempts == 1
    replay_webhook(by=person(), event=event)
    assert (look(event).status, event.attempts, Payment.objects.count()) == ("handled", 2, 1)


def test_when_the_provider_cannot_be_asked_the_event_waits(online: Online, settings: Any) -> None:
    online.paid_attempt()
    events = [event for event in online.letters() if event.event_type.startswith("checkout")]
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    with pytest.raises(GatewayUnavailable):
        look(events[0])
    events[0].refresh_from_db()
    assert (events[0].status, Payment.objects.count()) == (InboxStatus.STORED, 0)
    settings.STRIPE_API_BASE = online.twin.url
    assert look(events[0]).status == "handled"


def test_lost_events_are_collected(online: Online) -> None:
    attempt = online.page(begun_gift(online.programme))
    online.twin.pull("switches", drop=True)
    online.pay(attempt)
    assert online.receiver.letters == []
    since = clock.now() - timedelta(minutes=5)
    assert collect_missed_events(since=since) == 2
    assert collect_missed_events(since=since) == 0
    for event in WebhookEvent.objects.order_by("pk"):
        look(event)
    assert Payment.objects.count() == 1


def test_a_refund_made_on_the_providers_own_pages_is_followed(online: Online) -> None:
    attempt = online.paid_attempt(8800)
    online.hear()
    payment = Payment.objects.get()
    gateway_from_settings().refund(
        RefundRequest(
            refund_reference="", account=online.account, payment_intent=payment.provider_id, fen=3000, currency="CNY",
            idempotency_key=f"theirs-{next(numbers)}",
        )
    )  # fmt: skip
    online.twin.pull("drain")
    online.hear()
    refund = Refund.objects.get()
    assert (refund.reason, refund.requested_by, refund.fen, refund.status) == (
        MADE_AT_PROVIDER,
        None,
        3000,
        "succeeded",
    )
    attempt.gift.refresh_from_db()
    assert attempt.gift.refunded_fen == 3000
    assert list(violations()) == []


@pytest.mark.parametrize(
    ("outcome", "during", "end"),
    [
        ("succeeded", "succeeded", "succeeded"),
        ("pending_then_succeeded", "pending", "succeeded"),
        ("pending_then_failed", "pending", "failed"),
    ],
)
def test_an_approved_refund_goes_to_the_provider_and_ends_as_it_says(
    online: Online, outcome: str, during: str, end: str
) -> None:
    online.paid_attempt(8800)
    online.hear()
    gift = Gift.objects.get()
    confirm_received(by=online.charity.finance, gift=gift)
    online.twin.pull("refunds", outcome=outcome)
    refund = request_refund(by=online.charity.finance, gift=gift, fen=8800, reason="payment_error")
    send_refund(by=None, refund=refund)
    refund.refresh_from_db()
    assert (refund.status, refund.provider_id) == ("requested", "")
    approve_refund(by=online.charity.second, refund=refund)
    for _ in range(2):
        send_refund(by=None, refund=Refund.objects.get())
    assert Refund.objects.get().status == during
    online.twin.pull("clock", advance=20)
    online.hear()
    refund.refresh_from_db()
    gift.refresh_from_db()
    assert (refund.status, gift.status) == (end, "refunded" if end == "succeeded" else "received")
    assert Refund.objects.count() == 1
    assert list(violations()) == []


def test_a_dispute_is_followed_and_its_end_left_to_a_person(online: Online) -> None:
    online.paid_attempt()
    online.hear()
    payment = Payment.objects.get()
    about: dict[str, Any] = {"payment_intent": payment.provider_id, "object_id": "dp_1"}
    for _ in range(2):
        assert look(store_fact(fact(online, event_type="charge.dispute.created", **about))).status == "handled"
    event = look(store_fact(fact(online, event_type="charge.dispute.closed", **about)))
    assert (event.status, event.reason) == ("parked", "DISPUTE_NEWS")
    assert (Dispute.objects.count(), Gift.objects.get().status) == (1, "disputed")


class StartOver(Exception):
    """Undo what an order of events has done."""


def in_any_order(events: Sequence[WebhookEvent], check: Callable[[], Any]) -> list[Any]:
    """Look into the events in every order, and then once more in that order; what `check` says after each."""
    found = []
    for order in permutations(events):
        try:
            with transaction.atomic():
                for event in [*order, *order]:
                    WebhookEvent.objects.filter(pk=event.pk).exclude(status="handled").update(status="stored")
                    look(event)
                deliver_replays()
                found.append(check())
                assert list(violations()) == []
                raise StartOver
        except StartOver:
            continue
    return found


def deliver_replays() -> None:
    """What the outbox would bring: events that were woken up."""
    for event in WebhookEvent.objects.filter(status="stored").order_by("pk"):
        look(event)


def test_paid_and_given_back_ends_the_same_in_every_order(online: Online) -> None:
    """Completed, payment succeeded, refund created, charge refunded, refund updated: all 120 orders."""
    attempt = online.page(begun_gift(online.programme, 8800))
    online.pay(attempt)
    state = gateway_from_settings().session_state(account=online.account, session_id=attempt.session_id)
    gateway_from_settings().refund(
        RefundRequest(
            refund_reference="", account=online.account, payment_intent=state.payment_intent, fen=8800,
            currency="CNY", idempotency_key=f"theirs-{next(numbers)}",
        )
    )  # fmt: skip
    online.twin.pull("drain")
    events = online.letters()
    assert len(events) >= 4
    ends = in_any_order(events, books)
    assert all(end == ends[0] for end in ends)
    assert ends[0]["gifts"] == [("refunded", 8800, 8800)]
    assert ends[0]["attempts"] == ["paid"]


def test_a_refund_that_is_told_before_its_payment_wakes_up_with_it(online: Online) -> None:
    attempt = online.paid_attempt(8800)
    state = gateway_from_settings().session_state(account=online.account, session_id=attempt.session_id)
    gateway_from_settings().refund(
        RefundRequest(
            refund_reference="", account=online.account, payment_intent=state.payment_intent, fen=800, currency="CNY",
            idempotency_key=f"theirs-{next(numbers)}",
        )
    )  # fmt: skip
    online.twin.pull("drain")
    events = online.letters()
    early = [event for event in events if "refund" in event.event_type]
    assert {look(event).status for event in early} == {"parked"}
    for event in events:
        look(event)
    deliver_replays()
    assert (Gift.objects.get().refunded_fen, WebhookEvent.objects.filter(status="parked").count()) == (800, 0)
