"""Requests are read and judged as the API does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stripe._encode import _api_encode

from tests.stripe_twin.tests.conftest import SESSION, Post
from tests.stripe_twin.wire.forms import decode
from tests.stripe_twin.wire.messages import Refusal
from tests.stripe_twin.wire.params import checked

CREATE = "checkout._session_create_params.SessionCreateParams"
names = st.text("abcdefgh_", min_size=1, max_size=8)
values = st.recursive(
    st.text(max_size=8),
    lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(names, inner, min_size=1, max_size=4),
    max_leaves=12,
)


@settings(deadline=None)
@given(st.dictionaries(names.filter(lambda name: name != "metadata"), values))
def test_what_the_library_encodes_is_read_back(params: dict[str, Any]) -> None:
    assert decode(urlencode(list(_api_encode(params)))) == params


def test_lists_may_be_written_without_numbers_and_metadata_is_never_a_list() -> None:
    assert decode("expand[]=a&expand[]=b") == {"expand": ["a", "b"]}
    assert decode("metadata[0]=x&metadata[1]=y") == {"metadata": {"0": "x", "1": "y"}}
    assert decode("metadata=") == {"metadata": ""}


@pytest.mark.parametrize("body", ["a[b=1", "[a]=1", "a=1&a[b]=2", "a[b][c]=1&a[b][c][d]=2"])
def test_a_malformed_form_is_refused(body: str) -> None:
    with pytest.raises(Refusal) as refusal:
        decode(body)
    assert refusal.value.status == 400


@pytest.mark.parametrize(
    ("change", "param", "code"),
    [
        ({"payment_method_types[0]": "card"}, "payment_method_types", "parameter_unknown"),
        ({"api_key": "sk_test_x"}, "api_key", "parameter_unknown"),
        ({"line_items[0][price_data][unit_amout]": "1"}, "line_items[0][price_data][unit_amout]", "parameter_unknown"),
        ({"expires_at": "tomorrow"}, "expires_at", "parameter_invalid_integer"),
        ({"mode": "paiment"}, "mode", None),
        ({"ui_mode": "hosted"}, "ui_mode", None),
        ({"submit_type": "gift"}, "submit_type", None),
        ({"locale": "chinese"}, "locale", None),
        ({"success_url": ""}, "success_url", "parameter_missing"),
        ({"success_url": "javascript:alert(1)"}, "success_url", "url_invalid"),
        ({"line_items[0][price_data][unit_amount]": "0"}, "line_items", "amount_too_small"),
        ({"line_items[0][price_data][unit_amount]": "100000000"}, "line_items", "amount_too_large"),
        ({"expires_at": "1"}, "expires_at", None),
        ({"mode": "subscription"}, "mode", None),
    ],
)
def test_a_wrong_parameter_is_named_and_nothing_is_made(
    post: Post, client: Any, change: dict[str, str], param: str, code: str | None
) -> None:
    before = [session.id for session in client.checkout.sessions.list().data]
    answer = post("/v1/checkout/sessions", SESSION | change)
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert (error["type"], error["param"], error.get("code")) == ("invalid_request_error", param, code)
    assert [session.id for session in client.checkout.sessions.list().data] == before


def test_a_missing_parameter_is_named(post: Post) -> None:
    form = {key: value for key, value in SESSION.items() if "[currency]" not in key}
    assert post("/v1/checkout/sessions", form).json()["error"]["param"] == "line_items[0][price_data][currency]"


def test_values_get_their_types() -> None:
    form = "expires_at=5&allow_promotion_codes=true&line_items[0][quantity]=2&metadata[a]=7"
    assert checked(decode(form), CREATE) == {
        "expires_at": 5,
        "allow_promotion_codes": True,
        "line_items": [{"quantity": 2}],
        "metadata": {"a": "7"},
    }


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"Authorization": ""}, 401, None),
        ({"Authorization": "Bearer sk_live_1234567890"}, 401, None),
        ({"Stripe_Account": "acct_nobody"}, 403, "account_invalid"),
    ],
)
def test_a_stranger_is_turned_away(post: Post, headers: dict[str, str], status: int, code: str | None) -> None:
    answer = post("/v1/checkout/sessions", SESSION, **headers)
    assert (answer.status_code, answer.json()["error"].get("code")) == (status, code)


def test_an_unknown_address_is_404(post: Post) -> None:
    assert post("/v1/checkout/session", SESSION).status_code == 404


def test_every_answer_carries_its_own_request_id_and_the_version_it_was_asked_in(
    post: Post, open_session: Callable[..., dict[str, Any]]
) -> None:
    session = open_session()
    first, second = (
        post(f"/v1/checkout/sessions/{session['id']}/expire", Stripe_Version="2026-10-28.endive") for _ in "ab"
    )
    assert (first.status_code, second.status_code) == (200, 400)
    assert first.headers["Request-Id"] != second.headers["Request-Id"]
    assert first.headers["Stripe-Version"] == "2026-10-28.endive"


@pytest.mark.parametrize(("kind", "status"), [("edge", 429), ("edge", 503)])
def test_trouble_at_the_edge_gives_its_advice(stripe_twin: Any, post: Post, kind: str, status: int) -> None:
    stripe_twin.pull("faults", kind=kind, status=status, retry_after=7, should_retry=True)
    answer = post("/v1/checkout/sessions", SESSION)
    assert answer.status_code == status
    assert (answer.headers["Retry-After"], answer.headers["Stripe-Should-Retry"]) == ("7", "true")
