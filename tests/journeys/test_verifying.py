"""Whoever holds a certificate checks it, by number and code or by the file, without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, FilePayload

from tests.journeys.living import LiveCity
from tests.journeys.visitor import visiting
from tests.operations.city import City

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LANGUAGES = pytest.mark.parametrize(("language", "scripts"), [("zh", False), ("en", True)])


def valid(city: City) -> tuple[str, bytes]:
    """(number, file) of a valid certificate."""
    query = "SELECT number, file FROM donations_certificate WHERE status = 'valid' ORDER BY id"
    number, file = city.rows(query)[0]
    return number, (city.folder / "media" / "private" / file).read_bytes()


@LANGUAGES
def test_number_and_code_say_valid(browser: Browser, site: str, live: LiveCity, language: str, scripts: bool) -> None:
    number, _file = valid(live)
    code = live.ask("code_of", number)
    with visiting(browser, site, language=language, scripts=scripts) as visitor:
        visitor.go("/verify/", "verify-empty")
        visitor.page.locator("[name=number]").fill(number)
        visitor.page.locator("[name=code]").fill(code)
        visitor.page.locator("form:has([name=number]) button").click()
        visitor.page.wait_for_load_state()
        visitor.judge("verify-valid")
        words = visitor.words
        assert number in words
        assert {"zh": "有效", "en": "alid"}[language] in words
        visitor.go(f"/verify/{number}/{code}/", "verify-scanned")
        assert number in visitor.words


@LANGUAGES
def test_an_altered_file_is_told_altered(
    browser: Browser, site: str, live: LiveCity, language: str, scripts: bool
) -> None:
    data = bytearray(valid(live)[1])
    data[len(data) // 2] ^= 1
    upload = FilePayload(name="certificate.pdf", mimeType="application/pdf", buffer=bytes(data))
    with visiting(browser, site, language=language, scripts=scripts) as visitor:
        visitor.go("/verify/", "verify-empty")
        visitor.page.locator("input[type=file]").set_input_files(upload)
        visitor.page.locator("form:has(input[type=file]) button").click()
        visitor.page.wait_for_load_state()
        visitor.judge("verify-altered")
        assert {"zh": "改动", "en": "ltered"}[language] in visitor.words
