"""A charity joins, offers, is asked, brings a part, and is judged: one in Chinese and one in English.

The tests of this file are one story and run in its order; each adds to what `newcomers` holds.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.journeys import arriving, caseworker, delivering, joining, partner
from tests.journeys.delivering import Help
from tests.journeys.joining import Newcomer
from tests.journeys.living import LiveCity
from tests.journeys.people import People
from tests.journeys.visitor import visiting

pytestmark = [pytest.mark.browser, pytest.mark.slow]
IN_BOTH = pytest.mark.parametrize("language", ["zh", "en"])
WANTED = """SELECT n.reference, d.reference, u.email FROM needs_need n
    JOIN casework_needdraft d ON d.need_id = n.id JOIN accounts_user u ON u.id = n.author_id
    WHERE n.need_kind = 'goods' AND n.status = 'published' AND n.audience = 'open' AND n.live
    AND n.id NOT IN (SELECT need_id FROM fulfilment_assignment) ORDER BY n.id"""


@pytest.fixture(scope="module")
def newcomers() -> dict[str, Newcomer]:
    return {"zh": Newcomer("zh", 951), "en": Newcomer("en", 952)}


@pytest.fixture
def newcomer(newcomers: dict[str, Newcomer], language: str) -> Newcomer:
    return newcomers[language]


@pytest.fixture(scope="module")
def helps(live: LiveCity) -> dict[str, Help]:
    """Two goods needs that nobody has promised, each with its caseworker; the partners are still to come."""
    (one, draft, worker), (other, second, colleague) = live.rows(WANTED)[:2]
    return {
        "zh": Help("zh", "", one, "", worker, draft=draft),
        "en": Help("en", "", other, "", colleague, draft=second),
    }


@IN_BOTH
def test_somebody_makes_an_account_and_applies(people: People, live: LiveCity, newcomer: Newcomer) -> None:
    scripts = newcomer.language == "en"
    with visiting(people.browser, people.site, language=newcomer.language, scripts=scripts) as visitor:
        visitor.go("/join/", "join")
        arriving.make_account(visitor, newcomer.email, visitor.link("/accounts/signup/"))
        joining.introduce(visitor, live, newcomer)
        joining.hand_in(visitor, newcomer)


@IN_BOTH
def test_two_officers_let_it_in(people: People, newcomer: Newcomer) -> None:
    with people.visit("officer", newcomer.language) as visitor:
        joining.see_papers(visitor, newcomer)
    with people.visit("city_officer", newcomer.language) as visitor:
        joining.let_in(visitor, newcomer)


@IN_BOTH
def test_its_manager_sets_up_a_second_factor_and_offers(people: People, live: LiveCity, newcomer: Newcomer) -> None:
    scripts = newcomer.language == "en"
    with visiting(people.browser, people.site, language=newcomer.language, scripts=scripts) as visitor:
        arriving.come_back(visitor, newcomer.email)
        arriving.set_up_second_factor(visitor)
        joining.write_offer(visitor, live, newcomer)
        people.let_in(newcomer.email, visitor)


@IN_BOTH
def test_the_offer_is_read_before_the_next_run_and_the_charity_asked_by_name(
    people: People, live: LiveCity, newcomer: Newcomer, helps: dict[str, Help]
) -> None:
    help_given = helps[newcomer.language]
    with people.visit("officer", newcomer.language) as visitor:
        visitor.go("/offers/review/", "offers-to-read")
        visitor.follow(visitor.link(f"/offers/review/{newcomer.found['offer']}/"), "offer-to-read")
        visitor.follow(visitor.main.locator("button[value=approve]"), "offers-read")
    with people.visit(help_given.worker, newcomer.language) as visitor:
        visitor.go(f"/casework/drafts/{help_given.draft}/", "draft-published")
        caseworker.ask_by_name(visitor, help_given.need, newcomer.name)
    with people.visit("city_officer", newcomer.language) as visitor:
        visitor.go("/matching/", "runs-before-offer")
        visitor.follow(visitor.button(), "run-with-offer")
    assert live.rows(joining.OFFERED.format(title=newcomer.title))[0][1] == "offered"
    asked = partner.PROPOSED_TO.format(need=help_given.need)
    help_given.proposal, help_given.partner = live.rows(asked)[0]
    assert help_given.partner == newcomer.email


@IN_BOTH
def test_it_promises_a_part_and_asks_the_caseworker(
    people: People, live: LiveCity, newcomer: Newcomer, helps: dict[str, Help]
) -> None:
    help_given = helps[newcomer.language]
    with people.visit(help_given.partner, newcomer.language) as visitor:
        visitor.go("/desk/", "desk-asked")
        delivering.accept_a_part(visitor, live, help_given)
        delivering.ask(visitor, help_given)
    with people.visit("city_officer", newcomer.language) as visitor:
        delivering.pass_on(visitor, help_given)


@IN_BOTH
def test_a_day_is_agreed_when_it_is_known_where_to(people: People, helps: dict[str, Help], language: str) -> None:
    help_given = helps[language]
    with people.visit(help_given.partner, language) as visitor:
        delivering.agree_too_early(visitor, help_given)
    with people.visit(help_given.worker, language) as visitor:
        visitor.go(f"/casework/hand-over/{help_given.assignment}/", "hand-over-of-a-part")
        visitor.follow(visitor.button("/window/"), "hand-over-of-a-part-done")
    with people.visit(help_given.partner, language) as visitor:
        delivering.agree_day(visitor, help_given)


@IN_BOTH
def test_the_part_is_delivered_looked_at_confirmed_by_the_household_and_judged(
    people: People, live: LiveCity, newcomer: Newcomer, helps: dict[str, Help]
) -> None:
    help_given, language = helps[newcomer.language], newcomer.language
    with people.visit(help_given.partner, language) as visitor:
        delivering.deliver(visitor, help_given)
    with people.visit(help_given.worker, language) as visitor:
        caseworker.look_at_proof(visitor, help_given.assignment)
    with visiting(people.browser, people.site, language=language, scripts=language == "en") as household:
        delivering.say_arrived(household, live.ask("slip_of", help_given.draft), newcomer.name)
    with people.visit(help_given.worker, language) as visitor:
        delivering.judge(visitor, help_given)
    with people.visit(help_given.partner, language) as visitor:
        visitor.go("/partner/assignments/?view=confirmed", "assignments-judged")
        assert visitor.link(help_given.assignment).count() == 1


@IN_BOTH
def test_everybody_reads_what_was_verified(browser: Browser, site: str, newcomer: Newcomer) -> None:
    with visiting(browser, site, language=newcomer.language, scripts=newcomer.language == "en") as stranger:
        stranger.go(f"/organisations/{newcomer.found['organisation']}/", "organisation-new")
        assert newcomer.name in stranger.page.title()
        assert newcomer.credit_code in stranger.words
        assert f"DEMO-{newcomer.number}" in stranger.words
