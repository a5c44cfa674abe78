"""Only a recent message signed by Stripe is a fact; everything else is turned away with a reason."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stripe import WebhookSignature

from donations.gateways.stripe.webhooks import LARGEST_PAYLOAD, WebhookRejected, parse_webhook

SECRET, NEXT_SECRET, STRANGER = "whsec_now", "whsec_next", "whsec_stranger"
NOW = datetime(2026, 11, 27, 1, 0, tzinfo=UTC)


def event(**changes: Any) -> dict[str, Any]:
    return {
        "id": "evt_1",
        "object": "event",
        "account": "acct_1",
        "created": int(NOW.timestamp()),
        "data": {"object": {"id": "cs_test_1", "object": "checkout.session", "payment_intent": "pi_1"}},
        "livemode": False,
        "type": "checkout.session.completed",
    } | changes


def signed(payload: str, *secrets: str, age: int = 0) -> str:
    """A header with one `v1` signature for each secret, made `age` seconds ago."""
    at = int(NOW.timestamp()) - age
    headers = [WebhookSignature.generate_signature_header(payload, secret, at) for secret in secrets]
    return ",".join([headers[0], *(header.partition(",")[2] for header in headers[1:])])


def rejected(payload: bytes, header: str | None, secrets: tuple[str, ...] = (SECRET,)) -> WebhookRejected:
    with pytest.raises(WebhookRejected) as rejection:
        parse_webhook(payload, header, secrets, NOW)
    return rejection.value


def test_a_signed_message_is_a_fact() -> None:
    payload = json.dumps(event())
    fact = parse_webhook(payload.encode(), signed(payload, SECRET), [SECRET], NOW)
    assert (fact.event_id, fact.event_type) == ("evt_1", "checkout.session.completed")
    assert (fact.account, fact.object_id, fact.payment_intent) == ("acct_1", "cs_test_1", "pi_1")
    assert (fact.livemode, fact.created) == (False, NOW)


@pytest.mark.parametrize(
    ("subject", "payment"),
    [
        ({"id": "pi_2", "object": "payment_intent"}, "pi_2"),
        ({"id": "re_2", "object": "refund", "payment_intent": {"id": "pi_3"}}, "pi_3"),
        ({"id": "acct_2", "object": "account"}, ""),
        ({"object": "balance", "payment_intent": None}, ""),
    ],
)
def test_a_fact_names_the_payment_it_concerns_where_there_is_one(subject: dict[str, Any], payment: str) -> None:
    payload = json.dumps(event(data={"object": subject}, livemode=True))
    fact = parse_webhook(payload.encode(), signed(payload, SECRET), [SECRET], NOW)
    assert (fact.object_id, fact.payment_intent, fact.livemode) == (subject.get("id", ""), payment, True)


def test_both_secrets_count_while_one_replaces_the_other() -> None:
    payload = json.dumps(event())
    for signers in ((SECRET,), (NEXT_SECRET,), (STRANGER, SECRET), (SECRET, NEXT_SECRET)):
        assert (
            parse_webhook(payload.encode(), signed(payload, *signers), [SECRET, NEXT_SECRET], NOW).event_id == "evt_1"
        )


@pytest.mark.parametrize("age", [300, 0, -60])
def test_five_minutes_of_delay_and_a_minute_of_clock_difference_are_accepted(age: int) -> None:
    payload = json.dumps(event())
    assert parse_webhook(payload.encode(), signed(payload, SECRET, age=age), [SECRET], NOW)


@pytest.mark.parametrize(
    ("age", "code"),
    [
        (301, "WEBHOOK_TOO_OLD"),
        (10**9, "WEBHOOK_TOO_OLD"),
        (-61, "WEBHOOK_FROM_THE_FUTURE"),
        (-(10**9), "WEBHOOK_FROM_THE_FUTURE"),
    ],
)
def test_another_time_is_turned_away_although_the_signature_is_right(age: int, code: str) -> None:
    payload = json.dumps(event())
    assert rejected(payload.encode(), signed(payload, SECRET, age=age)).code == code


@pytest.mark.parametrize("header", [None, "", "nonsense", "t=1", "v1=00", "t=,v1=00", "t=x,v1=00", "t=1,v0=00", "=,="])
def test_a_header_that_is_no_signature_is_turned_away(header: str | None) -> None:
    assert rejected(json.dumps(event()).encode(), header).code == "WEBHOOK_SIGNATURE"


def test_a_stranger_a_changed_body_and_an_unset_secret_are_turned_away() -> None:
    payload = json.dumps(event())
    header = signed(payload, SECRET)
    assert rejected(payload.encode(), signed(payload, STRANGER)).code == "WEBHOOK_SIGNATURE"
    assert rejected(payload.replace("pi_1", "pi_9").encode(), header).code == "WEBHOOK_SIGNATURE"
    assert rejected(payload.encode()[:-1], header).code == "WEBHOOK_SIGNATURE"
    assert rejected(b"\xff" + payload.encode(), header).code == "WEBHOOK_SIGNATURE"
    assert rejected(payload.encode(), header, ()).code == "WEBHOOK_SIGNATURE"
    assert rejected(payload.encode(), signed(payload, ""), ("", " ")).code == "WEBHOOK_SIGNATURE"


def test_a_second_timestamp_does_not_make_an_old_signature_young() -> None:
    payload = json.dumps(event())
    old = signed(payload, SECRET, age=9999)
    assert rejected(payload.encode(), f"{old},t={int(NOW.timestamp())}").code == "WEBHOOK_TOO_OLD"
    assert rejected(payload.encode(), f"t={int(NOW.timestamp())},{old}").code == "WEBHOOK_SIGNATURE"


def test_a_quarter_of_a_megabyte_is_the_most_that_is_read() -> None:
    padding = "0" * (LARGEST_PAYLOAD - len(json.dumps(event(padding=""))))
    largest = json.dumps(event(padding=padding))
    assert len(largest) == LARGEST_PAYLOAD
    assert parse_webhook(largest.encode(), signed(largest, SECRET), [SECRET], NOW)
    larger = json.dumps(event(padding=padding + "0"))
    refusal = rejected(larger.encode(), signed(larger, SECRET))
    assert (refusal.code, refusal.http_status) == ("WEBHOOK_TOO_LARGE", 413)


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "null",
        "[]",
        "{}",
        '"evt_1"',
        "[" * 100_000,
        json.dumps(event(object="v2.core.event")),
        json.dumps(event(id=7)),
        json.dumps(event(type=None)),
        json.dumps(event(data=None)),
        json.dumps(event(data={"object": "cs_test_1"})),
        json.dumps(event(created="yesterday")),
        json.dumps(event(created=10**30)),
        json.dumps({key: value for key, value in event().items() if key != "livemode"}),
    ],
)
def test_a_signed_message_that_is_no_event_is_unreadable(payload: str) -> None:
    refusal = rejected(payload.encode(), signed(payload, SECRET))
    assert (refusal.code, refusal.http_status) == ("WEBHOOK_UNREADABLE", 400)


@settings(deadline=None)
@given(payload=st.binary(max_size=300), header=st.text(max_size=200) | st.none())
def test_nothing_a_stranger_sends_is_a_fact_or_an_accident(payload: bytes, header: str | None) -> None:
    assert rejected(payload, header).code == "WEBHOOK_SIGNATURE"


@settings(deadline=None)
@given(body=st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner)))
def test_any_signed_json_is_a_fact_or_unreadable(body: object) -> None:
    payload = json.dumps(event(data={"object": {"id": body, "payment_intent": body}}))
    if body is None or isinstance(body, str) or not body:
        assert parse_webhook(payload.encode(), signed(payload, SECRET), [SECRET], NOW).object_id == (body or "")
    else:
        assert rejected(payload.encode(), signed(payload, SECRET)).code == "WEBHOOK_UNREADABLE"


def test_the_age_is_counted_from_the_moment_that_is_given() -> None:
    payload = json.dumps(event())
    header = signed(payload, SECRET)
    assert parse_webhook(payload.encode(), header, [SECRET], NOW + timedelta(seconds=299))
    with pytest.raises(WebhookRejected):
        parse_webhook(payload.encode(), header, [SECRET], NOW + timedelta(days=3))
