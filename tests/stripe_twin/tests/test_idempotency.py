"""A key stands for one request: what was answered is answered again, whatever it was, for a day."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from tests.stripe_twin.running import RunningTwin
from tests.stripe_twin.tests.conftest import SESSION, Post

PATH = "/v1/checkout/sessions"


def test_the_same_key_repeats_status_and_body(post: Post) -> None:
    first, again = (post(PATH, SESSION, Idempotency_Key="repeat") for _ in "ab")
    assert again.text == first.text
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.headers["Original-Request"] == first.headers["Request-Id"]
    assert again.headers["Idempotency-Key"] == "repeat"


@pytest.mark.parametrize(
    ("path", "change"), [(PATH, {"client_reference_id": "other"}), ("/v1/refunds", {"payment_intent": "pi_1"})]
)
def test_the_same_key_for_something_else_is_an_error(post: Post, path: str, change: dict[str, str]) -> None:
    post(PATH, SESSION, Idempotency_Key=f"else{path}")
    form = SESSION | change if path == PATH else change
    answer = post(path, form, Idempotency_Key=f"else{path}")
    assert (answer.status_code, answer.json()["error"]["type"]) == (400, "idempotency_error")


def test_keys_of_two_accounts_do_not_meet(post: Post, stripe_twin: RunningTwin) -> None:
    stripe_twin.pull("account", id="acct_other")
    one = post(PATH, SESSION, Idempotency_Key="shared").json()
    other = post(PATH, SESSION, Idempotency_Key="shared", Stripe_Account="acct_other").json()
    assert one["id"] != other["id"]


def test_a_request_that_failed_validation_leaves_its_key_free(post: Post) -> None:
    assert post(PATH, SESSION | {"mode": "typo"}, Idempotency_Key="free").status_code == 400
    assert post(PATH, SESSION, Idempotency_Key="free").status_code == 200


def test_a_refusal_of_the_endpoint_is_remembered(post: Post, stripe_twin: RunningTwin) -> None:
    page = post(PATH, SESSION).json()
    expire = f"{PATH}/{page['id']}/expire"
    post(expire)
    first, again = (post(expire, Idempotency_Key="closed") for _ in "ab")
    assert first.status_code == again.status_code == 400
    assert again.headers["Idempotent-Replayed"] == "true"


@pytest.mark.parametrize(("kind", "made"), [("before_effect", 0), ("after_effect", 1)])
def test_a_500_is_remembered_too(post: Post, stripe_twin: RunningTwin, client: Any, kind: str, made: int) -> None:
    stripe_twin.pull("faults", kind=kind)
    reference = {"client_reference_id": f"lost-{kind}"}
    answers = [post(PATH, SESSION | reference, Idempotency_Key=kind) for _ in "ab"]
    assert [answer.status_code for answer in answers] == [500, 500]
    assert answers[0].text == answers[1].text
    sessions = client.checkout.sessions.list({"limit": 100}).data
    assert len([row for row in sessions if row.client_reference_id == f"lost-{kind}"]) == made


def test_an_edge_failure_is_not_remembered(post: Post, stripe_twin: RunningTwin) -> None:
    stripe_twin.pull("faults", kind="edge", status=503)
    assert [post(PATH, SESSION, Idempotency_Key="edge").status_code for _ in "ab"] == [503, 200]


def test_a_timeout_after_success_keeps_the_true_answer(post: Post, stripe_twin: RunningTwin, client: Any) -> None:
    stripe_twin.pull("faults", kind="timeout")
    reference = {"client_reference_id": "silence"}
    with pytest.raises(requests.ConnectionError):
        post(PATH, SESSION | reference, Idempotency_Key="silence")
    again = post(PATH, SESSION | reference, Idempotency_Key="silence")
    made = [row.id for row in client.checkout.sessions.list().data if row.client_reference_id == "silence"]
    assert made == [again.json()["id"]]


def test_a_key_in_flight_is_a_conflict(post: Post, stripe_twin: RunningTwin) -> None:
    stripe_twin.pull("faults", kind="slow", seconds=0.7)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: post(PATH, SESSION, Idempotency_Key="flight"), range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    conflict = next(answer for answer in answers if answer.status_code == 409)
    assert conflict.json()["error"]["code"] == "idempotency_key_in_use"


def test_twenty_at_once_make_one_session(post: Post, client: Any) -> None:
    reference = {"client_reference_id": "crowd"}
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(lambda _: post(PATH, SESSION | reference, Idempotency_Key="crowd"), range(20)))
    sessions = client.checkout.sessions.list({"limit": 100}).data
    assert len([row for row in sessions if row.client_reference_id == "crowd"]) == 1


def test_after_a_day_a_key_is_new(post: Post, stripe_twin: RunningTwin) -> None:
    first = post(PATH, SESSION, Idempotency_Key="day").json()["id"]
    stripe_twin.pull("clock", advance=86_300)
    assert post(PATH, SESSION, Idempotency_Key="day").json()["id"] == first
    stripe_twin.pull("clock", advance=200)
    assert post(PATH, SESSION, Idempotency_Key="day").json()["id"] != first
