"""Objects load in the official library, refer to each other and belong to one account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import stripe

from tests.stripe_twin.running import RunningTwin

Open = Callable[..., dict[str, Any]]


@pytest.fixture
def paid(open_session: Open, stripe_twin: RunningTwin) -> dict[str, Any]:
    session = open_session(client_reference_id="gift-1", **{"metadata[attempt]": "gift-1"})
    stripe_twin.pay(session["url"], method="card")
    return session


def test_ids_have_the_prefixes_of_their_kinds(client: Any, paid: dict[str, Any]) -> None:
    session = client.checkout.sessions.retrieve(
        paid["id"], {"expand": ["payment_intent.latest_charge.balance_transaction"]}
    )
    intent = session.payment_intent
    charge = intent.latest_charge
    transaction = charge.balance_transaction
    kinds = [stripe.checkout.Session, stripe.PaymentIntent, stripe.Charge, stripe.BalanceTransaction]
    things = [session, intent, charge, transaction]
    assert [type(thing) for thing in things] == kinds
    assert [thing.id.rpartition("_")[0] for thing in things] == ["cs_test", "pi", "ch", "txn"]
    assert transaction.source == charge.id
    assert (charge.payment_intent, charge.payment_method_details.type) == (intent.id, "card")
    assert (transaction.amount, transaction.fee, transaction.net) == (8800, 299, 8501)


def test_what_was_sent_comes_back(client: Any, paid: dict[str, Any]) -> None:
    session = client.checkout.sessions.retrieve(paid["id"])
    assert (session.client_reference_id, session.metadata["attempt"]) == ("gift-1", "gift-1")
    [line] = client.checkout.sessions.line_items.list(paid["id"]).data
    assert (line.description, line.amount_total, line.quantity) == ("助学 <b>项目</b>", 8800, 1)
    assert not [name for name in session.to_dict() if name.startswith("twin_")]


def test_a_field_that_is_no_reference_cannot_be_expanded(client: Any, paid: dict[str, Any]) -> None:
    for path in ("customer_name", "currency", "payment_intent.nothing"):
        with pytest.raises(stripe.InvalidRequestError):
            client.checkout.sessions.retrieve(paid["id"], {"expand": [path]})


def test_another_account_sees_none_of_it(client: Any, paid: dict[str, Any], stripe_twin: RunningTwin) -> None:
    stripe_twin.pull("account", id="acct_neighbour")
    intent = client.checkout.sessions.retrieve(paid["id"]).payment_intent
    assert client.checkout.sessions.list(options={"stripe_account": "acct_neighbour"}).data == []
    with pytest.raises(stripe.InvalidRequestError):
        client.payment_intents.retrieve(intent, options={"stripe_account": "acct_neighbour"})
    with pytest.raises(stripe.InvalidRequestError):
        client.refunds.create({"payment_intent": intent}, {"stripe_account": "acct_neighbour"})
    assert client.refunds.list({"payment_intent": intent}).data == []


def test_lists_turn_their_pages_in_both_directions(client: Any, open_session: Open) -> None:
    made = [open_session()["id"] for _ in range(5)][::-1]
    first = client.checkout.sessions.list({"limit": 2})
    assert ([row.id for row in first.data], first.has_more) == (made[:2], True)
    after = client.checkout.sessions.list({"limit": 2, "starting_after": made[1]})
    assert [row.id for row in after.data] == made[2:4]
    before = client.checkout.sessions.list({"limit": 2, "ending_before": made[3]})
    assert ([row.id for row in before.data], before.has_more) == (made[1:3], True)
    with pytest.raises(stripe.InvalidRequestError):
        client.checkout.sessions.list({"starting_after": "cs_test_nothing"})
    with pytest.raises(stripe.InvalidRequestError):
        client.checkout.sessions.list({"limit": 101})


def test_lists_are_filtered(client: Any, paid: dict[str, Any], open_session: Open) -> None:
    open_session()
    intent = client.checkout.sessions.retrieve(paid["id"]).payment_intent
    assert [row.id for row in client.checkout.sessions.list({"payment_intent": intent}).data] == [paid["id"]]
    [charge] = client.charges.list({"payment_intent": intent}).data
    assert client.charges.list({"created": {"gt": charge.created}, "payment_intent": intent}).data == []
    [booked] = client.balance_transactions.list({"source": charge.id}).data
    assert client.balance_transactions.retrieve(booked.id).status == "pending"


def test_funds_become_available_with_time(client: Any, paid: dict[str, Any], stripe_twin: RunningTwin) -> None:
    charge = client.charges.list({"limit": 1}).data[0]
    stripe_twin.pull("clock", advance=8 * 86_400)
    assert client.balance_transactions.retrieve(charge.balance_transaction).status == "available"


def test_refunds_move_the_charge_and_the_balance(client: Any, paid: dict[str, Any]) -> None:
    intent = client.checkout.sessions.retrieve(paid["id"]).payment_intent
    part = client.refunds.create({"payment_intent": intent, "amount": 800, "metadata": {"refund": "r1"}})
    rest = client.refunds.create({"charge": part.charge})
    charge = client.charges.retrieve(part.charge)
    assert (part.amount, rest.amount, charge.amount_refunded, charge.refunded) == (800, 8000, 8800, True)
    booked = client.balance_transactions.retrieve(rest.balance_transaction)
    assert (booked.amount, booked.fee, booked.type) == (-8000, 0, "refund")
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.refunds.create({"charge": part.charge, "amount": 1})
    assert refusal.value.code == "charge_already_refunded"


@pytest.mark.parametrize("params", [{}, {"payment_intent": "pi_none"}, {"charge": "ch_none"}])
def test_a_refund_of_nothing_is_refused(client: Any, params: dict[str, str]) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        client.refunds.create(params)


def test_an_unpaid_intent_has_nothing_to_refund(client: Any, open_session: Open, stripe_twin: RunningTwin) -> None:
    session = open_session()
    stripe_twin.pay(session["url"], "decline")
    intent = client.checkout.sessions.retrieve(session["id"]).payment_intent
    with pytest.raises(stripe.InvalidRequestError):
        client.refunds.create({"payment_intent": intent})
    assert client.payment_intents.retrieve(intent).last_payment_error.code == "card_declined"


def test_events_tell_what_happened_and_who_asked(client: Any, open_session: Open) -> None:
    session = open_session()
    client.checkout.sessions.expire(session["id"], options={"idempotency_key": "asked"})
    event = client.events.list({"type": "checkout.session.expired", "limit": 1}).data[0]
    assert client.events.retrieve(event.id).data.object.id == session["id"]
    assert event.request.idempotency_key == "asked"
    assert event.request.id.startswith("req_")
    assert event.id in [row.id for row in client.events.list({"types": [event.type], "delivery_success": True}).data]
    assert client.events.list({"type": "invoice.paid"}).data == []
