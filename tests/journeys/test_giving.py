"""A stranger gives, without an account and without scripts, and sees where the gift has got to."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.journeys.giving import begin, pay
from tests.journeys.living import LiveCity
from tests.journeys.visitor import visiting

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LANGUAGES = pytest.mark.parametrize(("language", "scripts"), [("zh", False), ("en", True)])
STATES = {
    "zh": {"intent": "尚未付款", "paid": "已付款，慈善组织尚未确认"},
    "en": {"intent": "not paid yet", "paid": "paid, the charity"},
}


@LANGUAGES
def test_a_transfer_is_given_a_reference_code(
    browser: Browser, site: str, live: LiveCity, language: str, scripts: bool
) -> None:
    with visiting(browser, site, language=language, scripts=scripts) as visitor:
        begin(visitor, live, "transfer")
        assert re.search(r"/gifts/[\w-]{22,}/$", visitor.page.url)
        visitor.judge("gift-transfer")
        code = live.rows("SELECT transfer_code FROM donations_donationattempt ORDER BY id DESC LIMIT 1")[0][0]
        assert code
        assert code in visitor.words


@LANGUAGES
def test_a_payment_that_succeeds_is_paid_when_the_donor_is_back(
    browser: Browser, site: str, live: LiveCity, language: str, scripts: bool
) -> None:
    with visiting(browser, site, language=language, scripts=scripts) as visitor:
        begin(visitor, live, "online")
        visitor.judge("checkout")
        pay(visitor, "succeed")
        visitor.judge("gift-paid")
        assert STATES[language]["paid"] in visitor.words


@LANGUAGES
def test_a_declined_payment_can_be_tried_again_or_left(
    browser: Browser, site: str, live: LiveCity, language: str, scripts: bool
) -> None:
    with visiting(browser, site, language=language, scripts=scripts) as visitor:
        begin(visitor, live, "online")
        pay(visitor, "decline")
        assert "/c/pay/" in visitor.page.url
        visitor.judge("checkout-declined")
        with visitor.page.expect_navigation():
            visitor.page.locator(f"a[href^='{site}/gifts/']").click()
        visitor.judge("gift-declined")
        assert STATES[language]["intent"] in visitor.words
        with visitor.page.expect_navigation():
            visitor.button("/pay/").click()
        pay(visitor, "succeed")
        assert STATES[language]["paid"] in visitor.words


@LANGUAGES
def test_a_delayed_payment_says_truthfully_that_it_waits(
    browser: Browser, site: str, live: LiveCity, language: str, scripts: bool
) -> None:
    with visiting(browser, site, language=language, scripts=scripts) as visitor:
        begin(visitor, live, "online")
        pay(visitor, "delay_succeed")
        visitor.judge("gift-pending")
        assert STATES[language]["intent"] in visitor.words
        visitor.page.request.post(f"{visitor.twin}/_twin/clock", data={"advance": 60})
        visitor.reload_until(STATES[language]["paid"])
        visitor.judge("gift-settled")


@LANGUAGES
def test_a_programme_without_a_campaign_on_a_platform_takes_no_gift(
    browser: Browser, site: str, without_campaign: str, language: str, scripts: bool
) -> None:
    with visiting(browser, site, language=language, scripts=scripts) as visitor:
        visitor.go(f"/programmes/{without_campaign}/", "programme-without-campaign")
        assert visitor.link("/give/").count() == 0
        visitor.go(f"/programmes/{without_campaign}/give/", "give-refused", status=409)
        assert "PLATFORM_NOT_DESIGNATED" in visitor.words
        assert visitor.main.locator("form").count() == 0
