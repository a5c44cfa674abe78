"""From a need to a gift, and to a certificate that a stranger can check, and back along the gift's own trail.

One story in Chinese by bank transfer without scripts, one in English by an online payment.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload

from tests.journeys import finance
from tests.journeys.giving import PROGRAMME, begin_at_a_need, pay
from tests.journeys.living import LiveCity
from tests.journeys.people import People
from tests.journeys.visitor import Visitor, visiting

pytestmark = [pytest.mark.browser, pytest.mark.slow]
IN_BOTH = pytest.mark.parametrize("language", ["zh", "en"])
AMOUNT = "168.00"
SAYS = {
    "zh": {"provisional": "临时有效", "valid": "有效", "superseded": "已被替换", "altered": "已被改动"},
    "en": {"provisional": "Provisional", "valid": "Valid", "superseded": "Superseded",
           "altered": "Altered"},
}  # fmt: skip


@pytest.fixture(scope="module")
def kept() -> dict[str, dict[str, str]]:
    """What each donor has in hand: the secret link, and the certificates as they came."""
    return {"zh": {}, "en": {}}


@IN_BOTH
def test_a_donor_gives_and_the_charity_confirms_what_its_bank_says(
    people: People, live: LiveCity, language: str, kept: dict[str, dict[str, str]]
) -> None:
    with visiting(people.browser, people.site, language=language, scripts=language == "en") as visitor:
        begin_at_a_need(visitor, live, "transfer" if language == "zh" else "online", AMOUNT)
        if language == "en":
            pay(visitor, "succeed")
        kept[language]["link"] = visitor.page.url.removeprefix(people.site).split("?")[0]
    kept[language]["gift"], code, number = live.rows(finance.LATEST_GIFT)[0]
    kept[language]["number"] = number
    with people.visit("charity_finance", language) as visitor:
        if language == "zh":
            finance.read_statement(visitor, code, AMOUNT)
        finance.confirm(visitor, kept[language]["gift"])


@IN_BOTH
def test_the_provisional_certificate_is_replaced_by_one_that_cites_the_receipt(
    people: People, live: LiveCity, language: str, kept: dict[str, dict[str, str]], tmp_path: Path
) -> None:
    mine = kept[language]
    with visiting(people.browser, people.site, language=language) as visitor:
        visitor.page.goto(people.site + mine["link"])
        visitor.reload_until("NB-TR-")
        visitor.judge("gift-provisional")
        mine["old"] = download(visitor, mine, tmp_path / "old.pdf")
        visitor.follow(visitor.link("/verify/"), "verify-provisional")
        assert SAYS[language]["provisional"] in visitor.words
        mine["old link"] = visitor.page.url.removeprefix(people.site)
    with people.visit("charity_finance", language) as visitor:
        finance.record_receipt(visitor, mine["gift"], int(mine["number"]))
    with visiting(people.browser, people.site, language=language) as visitor:
        visitor.page.goto(people.site + mine["link"])
        visitor.reload_until("NB-TR-", without=mine["old"])
        visitor.judge("gift-certified")
        mine["new"] = download(visitor, mine, tmp_path / "new.pdf")
        assert mine["new"] != mine["old"]
        visitor.go(mine["old link"], "verify-superseded")
        assert SAYS[language]["superseded"] in visitor.words
        assert mine["new"] in visitor.words


@IN_BOTH
def test_an_altered_copy_is_told_from_the_certificate_itself(
    browser: Browser, site: str, language: str, kept: dict[str, dict[str, str]]
) -> None:
    with visiting(browser, site, language=language, scripts=language == "en") as visitor:
        visitor.page.goto(site + kept[language]["link"])
        address = visitor.link("/certificate.pdf").get_attribute("href") or ""
        whole = visitor.page.request.get(site + address).body()
        for name, data in {"valid": whole, "altered": whole[:2000] + b" " + whole[2001:]}.items():
            visitor.page.goto(f"{site}/verify/")
            visitor.fill(file=FilePayload(name="a.pdf", mimeType="application/pdf", buffer=data))
            visitor.follow(visitor.main.locator("form:has(input[type=file]) button"), f"verify-file-{name}")
            assert SAYS[language][name] in visitor.words


@IN_BOTH
def test_the_secret_link_shows_what_the_gift_paid_for(
    people: People, live: LiveCity, language: str, kept: dict[str, dict[str, str]]
) -> None:
    programme = live.rows(PROGRAMME)[0][0]
    with people.visit("charity_finance", language) as visitor:
        finance.spend(visitor, programme, spending(live, programme, language))
    with visiting(people.browser, people.site, language=language, scripts=language == "en") as visitor:
        visitor.go(kept[language]["link"], "gift-in-use")
        assert finance.PURPOSE[language] in visitor.words
        visitor.go(f"/programmes/{programme}/", "programme-after")
        assert finance.PURPOSE[language] in visitor.words


def download(visitor: Visitor, mine: dict[str, str], file: Path) -> str:
    """The certificate as the donor gets it: its number."""
    with visitor.page.expect_download() as coming:
        visitor.link("/certificate.pdf").click()
    coming.value.save_as(file)
    assert file.read_bytes().startswith(b"%PDF-")
    number = coming.value.suggested_filename.removesuffix(".pdf")
    assert number in visitor.words
    return number


def spending(live: LiveCity, programme: str, language: str) -> str:
    """All that is left but one yuan, then that one: the newest gifts, too, pay for both."""
    left = Decimal(live.ask("left_of", programme))
    return str(left - 1 if language == "zh" else left)
