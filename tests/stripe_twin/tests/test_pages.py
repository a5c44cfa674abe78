"""The hosted page says plainly what it is, in two languages, and asks for nothing personal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests

from tests.stripe_twin.hosted.texts import TEXTS, language, shown
from tests.stripe_twin.running import ACCOUNT, RunningTwin

Open = Callable[..., dict[str, Any]]


def read(url: str, **headers: str) -> requests.Response:
    return requests.get(url, headers={name.replace("_", "-"): value for name, value in headers.items()}, timeout=10)


def test_both_languages_say_the_same_things() -> None:
    assert set(TEXTS["zh"]) == set(TEXTS["en"])


@pytest.mark.parametrize(
    ("query", "locale", "accepted", "spoken"),
    [
        ("en", "zh", "zh-CN", "en"),
        (None, "en", "zh-CN", "en"),
        (None, "zh-TW", "en", "zh"),
        (None, "auto", "en-GB,en", "en"),
        (None, None, "", "zh"),
        ("<script>", None, "", "en"),
    ],
)
def test_the_page_speaks_the_language_that_was_asked_for(
    query: str | None, locale: str | None, accepted: str, spoken: str
) -> None:
    assert language(query, locale, accepted) == spoken


@pytest.mark.parametrize(
    ("amount", "currency", "lang", "text"),
    [
        (8800, "cny", "zh-Hans", "88.00元"),
        (123456789, "cny", "en", "CNY 1,234,567.89"),
        (500, "jpy", "zh-Hans", "JPY 500"),
        (1230, "kwd", "en", "KWD 1.230"),
        (5, "hkd", "zh-Hans", "HKD 0.05"),
    ],
)
def test_amounts_are_shown_as_people_read_them(amount: int, currency: str, lang: str, text: str) -> None:
    assert shown(amount, currency, lang) == text


def test_the_page_shows_payee_purpose_and_amount_and_escapes_them(open_session: Open) -> None:
    page = read(open_session(locale="zh")["url"])
    assert '<html lang="zh-Hans">' in page.text
    for words in ("演示用的支付替身", "88.00元", "Demonstration charity", "助学 &lt;b&gt;项目&lt;/b&gt;"):
        assert words in page.text
    assert "<b>项目</b>" not in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert 'type="text"' not in page.text
    assert "<script" not in page.text


def test_the_other_language_is_one_link_away(open_session: Open) -> None:
    url = open_session(locale="zh")["url"]
    page = read(f"{url}?lang=en")
    assert '<html lang="en">' in page.text
    assert "This is not Stripe" in page.text
    assert f"{url.partition('/c/')[1]}" in page.text
    assert "?lang=zh" in page.text


def test_giving_up_leads_back_and_leaves_the_page_open(open_session: Open) -> None:
    session = open_session()
    assert '<a href="https://site.invalid/left/">' in read(session["url"]).text
    assert read(session["url"]).status_code == 200


def test_a_declined_payer_is_told_so_and_may_try_again(open_session: Open, stripe_twin: RunningTwin) -> None:
    session = open_session()
    declined = stripe_twin.pay(session["url"], "decline", "wechat_pay")
    assert declined.status_code == 200
    assert 'role="alert"' in declined.text
    assert "付款被拒绝" in declined.text
    assert 'value="wechat_pay" checked' in declined.text
    assert stripe_twin.pay(session["url"]).status_code == 303


@pytest.mark.parametrize(
    ("fields", "ways"),
    [
        ({}, ["alipay", "wechat_pay", "card"]),
        ({"line_items[0][price_data][currency]": "hkd"}, ["alipay", "wechat_pay", "card"]),
        ({"line_items[0][price_data][currency]": "eur"}, ["alipay", "card"]),
        ({"line_items[0][price_data][currency]": "thb"}, ["card"]),
        ({"payment_method_options[wechat_pay][client]": "ios"}, ["alipay", "card"]),
    ],
)
def test_wallets_stand_on_the_page_in_their_currencies_only(
    open_session: Open, stripe_twin: RunningTwin, fields: dict[str, str], ways: list[str]
) -> None:
    session = open_session(**fields)
    offered = read(session["url"]).text
    for way in ("alipay", "wechat_pay", "card"):
        assert (f'value="{way}"' in offered) is (way in ways)
        if way not in ways:
            assert stripe_twin.pay(session["url"], "succeed", way).status_code == 400
    assert stripe_twin.pay(session["url"], "succeed", ways[0]).status_code == 303


@pytest.mark.parametrize("form", [{}, {"outcome": "succeed"}, {"outcome": "theft", "method": "card"}])
def test_a_form_without_a_choice_is_shown_again_and_pays_nothing(
    open_session: Open, client: Any, form: dict[str, str]
) -> None:
    session = open_session()
    answer = requests.post(session["url"], data=form, timeout=10)
    assert answer.status_code == 400
    assert "请先选择" in answer.text
    assert client.checkout.sessions.retrieve(session["id"]).payment_intent is None


def test_paying_twice_charges_once(open_session: Open, client: Any, stripe_twin: RunningTwin) -> None:
    session = open_session()
    first, second = stripe_twin.pay(session["url"]), stripe_twin.pay(session["url"])
    assert (first.status_code, second.status_code) == (303, 200)
    assert "这笔付款已经提交" in second.text
    intent = client.checkout.sessions.retrieve(session["id"]).payment_intent
    assert len(client.charges.list({"payment_intent": intent}).data) == 1


def test_an_expired_page_says_so(open_session: Open, stripe_twin: RunningTwin) -> None:
    session = open_session()
    stripe_twin.pull("clock", advance=24 * 3600)
    page = read(session["url"])
    assert "这个付款页面已经失效" in page.text


@pytest.mark.parametrize("path", ["/c/pay/cs_test_none", f"/setup/s/{ACCOUNT}", "/", "/c/pay/%2e%2e"])
def test_an_unknown_page_is_a_page_too(stripe_twin: RunningTwin, path: str) -> None:
    page = read(stripe_twin.url + path, Accept_Language="en")
    assert page.status_code == 404
    assert "There is no such payment page" in page.text


def test_the_style_sheet_is_the_only_thing_loaded(stripe_twin: RunningTwin, open_session: Open) -> None:
    sheet = read(stripe_twin.url + "/assets/page.css")
    assert sheet.headers["Content-Type"].startswith("text/css")
    assert "url(" not in sheet.text
    assert read(open_session()["url"]).text.count(" src=") == 0
