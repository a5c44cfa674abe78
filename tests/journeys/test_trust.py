"""What is not published finds help by name; and the household answers for itself with its slip, without an account."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser

from tests.journeys.living import LiveCity
from tests.journeys.people import People
from tests.journeys.visitor import Visitor, visiting

pytestmark = [pytest.mark.browser, pytest.mark.slow]
IN_BOTH = pytest.mark.parametrize("language", ["zh", "en"])
ASKED = """SELECT p.reference, u.email FROM matching_proposal p JOIN needs_need n ON n.id = p.need_id
    JOIN organisations_membership m ON m.organisation_id = p.organisation_id AND m.role = 'manager'
    JOIN accounts_user u ON u.id = m.user_id WHERE n.reference = '{need}' AND p.status = 'proposed' ORDER BY p.id"""
STATUS = "SELECT status FROM needs_need WHERE reference = '{need}'"
READS = "SELECT COUNT(*) FROM common_auditrow WHERE verb = 'disclosure.read'"
CANARY = "金丝雀"
URGENCY = {"zh": "急迫程度", "en": "Urgency"}
SAID = {"zh": "没有收到", "en": "nothing arrived"}
GONE = {"zh": "这张进展单无效", "en": "This slip is not valid"}


@pytest.fixture(scope="module")
def slips(live: LiveCity) -> list[dict[str, str]]:
    """The codes that the demonstration wrote down, each with its need."""
    codes: list[dict[str, str]] = json.loads((live.folder / "demo_slips.json").read_text())
    return codes


@pytest.fixture(scope="module")
def confided(live: LiveCity) -> dict[str, dict[str, str]]:
    """A need for each language that is not published, with its caseworker."""
    one, other = live.ask("needs_to_confide")[:2]
    return {"zh": one, "en": other}


@IN_BOTH
def test_a_caseworker_asks_by_name_and_the_first_yes_takes_the_place(
    people: People, live: LiveCity, confided: dict[str, dict[str, str]], language: str
) -> None:
    need = confided[language]["need"]
    with people.visit(confided[language]["email"], language) as visitor:
        ask_two(visitor, need)
    proposal, email = live.rows(ASKED.format(need=need))[0]
    reads = live.rows(READS)[0][0]
    with people.visit(email, language, scripts=language == "zh") as visitor:
        visitor.go(f"/partner/proposals/{proposal}/", "proposal-in-confidence")
        assert URGENCY[language] not in visitor.main.locator("dl dt").all_inner_texts()
        visitor.follow(visitor.main.locator("button[name=answer][value=read]"), "proposal-read-in-confidence")
        assert URGENCY[language] in visitor.main.locator("dl dt").all_inner_texts()
        assert live.rows(READS)[0][0] == reads + 1
        assert CANARY not in visitor.page.content()
        visitor.follow(visitor.main.locator("button[name=answer][value=accept]"), "assignment-in-confidence")
        assert CANARY not in visitor.page.content()
    assert live.rows(STATUS.format(need=need))[0][0] == "matched"
    assert not live.rows(ASKED.format(need=need))


def ask_two(visitor: Visitor, need: str) -> None:
    """From the desk: nobody chosen is refused; two may read how urgent it is, and nothing else is released."""
    visitor.go("/matching/private/", "private-desk")
    visitor.follow(visitor.link(f"/matching/private/{need}/"), "ask-by-name")
    assert CANARY not in visitor.page.content()
    visitor.follow(visitor.button(), "ask-refused", status=422)
    visitor.main.locator("[name=told][value=urgency_band]").check()
    visitor.follow(visitor.main.locator("form[method=get] button"), "ask-with-a-field")
    for place in range(min(2, visitor.main.locator("[name=partners]").count())):
        visitor.main.locator("[name=partners]").nth(place).check()
    visitor.fill(because="近期有同类物资。")
    visitor.follow(visitor.button(), "asked-by-name")


@IN_BOTH
def test_an_organisation_reads_and_signs_nothing_without_the_tick(people: People, language: str) -> None:
    with people.visit("charity", language, scripts=language == "en") as visitor:
        visitor.go("/partner/organisation/", "partner-home")
        visitor.follow(visitor.link("/undertaking/"), "undertaking")
        assert visitor.main.locator("ol li").count() >= 5
        visitor.go("/partner/waiting/", "awaiting")


@IN_BOTH
def test_the_waiting_list_says_where_a_need_stands_and_why(people: People, language: str) -> None:
    with people.visit("city_officer", language) as visitor:
        visitor.go("/matching/waiting/", "waiting-list")
        assert visitor.main.locator("table tbody tr").count() > 1
        assert CANARY not in visitor.page.content()


@IN_BOTH
def test_a_household_answers_with_its_slip(
    browser: Browser, site: str, live: LiveCity, slips: list[dict[str, str]], language: str
) -> None:
    own = slips[2 if language == "zh" else 3]
    with visiting(browser, site, language=language, scripts=language == "zh") as visitor:
        visitor.go("/slip/", "slip-code")
        visitor.fill(code="7K3M-0000-0000-0000")
        visitor.follow(visitor.button(), "slip-code-wrong", status=404)
        visitor.fill(code=f" {own['code'].lower()} ")
        visitor.follow(visitor.button(), "slip")
        assert CANARY not in visitor.page.content()
        visitor.follow(visitor.main.locator("button[name=say][value=not_arrived]").first, "slip-answered")
        assert SAID[language] in visitor.words
        visitor.follow(visitor.link("/object/"), "slip-object")
        visitor.follow(visitor.button(), "slip-hidden")
        visitor.follow(visitor.link("/withdraw/"), "slip-withdraw")
        visitor.follow(visitor.button(), "slip-withdrawn")
        visitor.go("/slip/0000000000000000000000AAAA/", "slip-unknown", status=404)
        assert GONE[language] in visitor.words
        visitor.go(f"/needs/{own['need']}/", "slip-need-gone", status=410)
    assert live.rows(STATUS.format(need=own["need"]))[0][0] == "withdrawn"
