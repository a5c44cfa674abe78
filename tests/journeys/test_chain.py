"""From a household's case to the help that arrived: two households, one followed in Chinese and one in English.

The tests of this file are one story and run in its order; each adds to what `stories` holds.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.journeys import caseworker, officer, partner
from tests.journeys.living import LiveCity
from tests.journeys.people import People
from tests.journeys.stories import Story, later_rows, told
from tests.journeys.visitor import visiting

pytestmark = [pytest.mark.browser, pytest.mark.slow]
IN_BOTH = pytest.mark.parametrize("language", ["zh", "en"])
REFUSED = {
    "zh": "这项需求由您撰写，须由另一位干部审核。",
    "en": "You wrote this need; a second officer must review it.",
}
ARRIVED = {"zh": "帮助已经送达", "en": "The help has arrived."}
CHAIN_HOLDS = {
    "zh": "记录链从第一行到最后一行校验无误。",
    "en": "The chain verifies from the first row to the last.",
}
NEEDS_OF = """SELECT n.reference FROM needs_need n JOIN casework_needdraft d ON d.need_id = n.id
    JOIN casework_case c ON c.id = d.case_id WHERE c.case_number = '{imported}'"""


@pytest.fixture(scope="module")
def stories() -> dict[str, Story]:
    return told()


@pytest.fixture
def story(stories: dict[str, Story], language: str) -> Story:
    return stories[language]


@IN_BOTH
def test_a_caseworker_imports_a_file_and_reads_which_row_is_bad(people: People, story: Story) -> None:
    with people.visit(story.worker, story.language) as visitor:
        visitor.go("/desk/", "desk-caseworker")
        caseworker.import_file(visitor, story)


@IN_BOTH
def test_a_caseworker_registers_assesses_and_writes_a_need(people: People, live: LiveCity, story: Story) -> None:
    with people.visit(story.worker, story.language) as visitor:
        caseworker.register(visitor, story)
        caseworker.assess(visitor, story)
        caseworker.draft(visitor, story)
        caseworker.write(visitor, story)
        caseworker.hand_in(visitor, live, story, "draft-handed-in")


@IN_BOTH
def test_its_author_is_refused_as_the_second_officer(people: People, live: LiveCity, story: Story) -> None:
    address = f"caseworker.{story.township}@demo.zhulin.invalid"
    live.ask("also_officer", address, story.township[:6])
    with people.visit(story.worker, story.language) as visitor:
        visitor.go(f"/review/{story.found['need']}/", "review-refused-to-its-author")
        assert visitor.main.locator("button[name=decision]").count() == 0
        assert REFUSED[story.language] in visitor.words


@IN_BOTH
def test_a_second_officer_sends_it_back_and_then_approves(people: People, live: LiveCity, story: Story) -> None:
    with people.visit(story.officer, story.language) as visitor:
        visitor.go("/desk/", "desk-officer")
        officer.send_back(visitor, story)
    with people.visit(story.worker, story.language) as visitor:
        caseworker.mend(visitor, live, story, officer.COMMENT)
    with people.visit(story.officer, story.language) as visitor:
        officer.approve(visitor, story)


@IN_BOTH
def test_an_officer_keeps_another_need_for_private_match(people: People, live: LiveCity, story: Story) -> None:
    with people.visit(story.worker, story.language) as visitor:
        caseworker.hand_in_imported(visitor, story)
    reference = live.rows(story.sql(NEEDS_OF))[0][0]
    with people.visit(story.officer, story.language) as visitor:
        officer.keep_private(visitor, reference, story)
    with visiting(people.browser, people.site, language=story.language) as visitor:
        visitor.go(f"/needs/{reference}/", "need-kept-private", status=404)


@pytest.fixture(scope="module")
def batch(live: LiveCity) -> int:
    """Enough needs wait beside ours for a batch to appear before its week is over."""
    return int(live.ask("waiting_needs", later_rows()[:-8]))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_batch_is_released_and_everybody_sees_the_need(people: People, batch: int, story: Story) -> None:
    with people.visit("city_officer", story.language) as visitor:
        visitor.go("/releases/", "releases-waiting")
        if story.language == "zh":
            assert story.title in visitor.words
            visitor.follow(visitor.button(), "releases-done")
            visitor.go("/matching/", "runs")
            visitor.follow(visitor.button(), "run")


@IN_BOTH
def test_everybody_finds_the_need_and_nobody_the_household(browser: Browser, site: str, story: Story) -> None:
    with visiting(browser, site, language=story.language, scripts=story.language == "zh") as visitor:
        visitor.go(f"/needs/?q={story.title[2:8]}", "needs-with-ours")
        visitor.follow(visitor.link(f"/needs/{story.found['need']}/"), "need-ours")
        page = visitor.page.content()
        assert story.text in page
        assert all(secret not in page for secret in (story.name, story.phone, story.identity, story.case_number))


@IN_BOTH
def test_a_partner_reads_why_and_promises_or_declines(people: People, live: LiveCity, story: Story) -> None:
    who, scripts = partner.find_proposal(live, story), story.language == "zh"
    with people.visit(who, story.language, scripts=scripts) as visitor:
        visitor.go("/desk/", "desk-partner")
        visitor.go("/needs/?need_kind=goods", "needs-as-partner")
        partner.see_why(visitor, story)
        partner.accept(visitor, live, story)
    with people.visit("charity", story.language, scripts=scripts) as visitor:
        partner.decline(visitor)
        partner.see_wish(visitor, live)


@IN_BOTH
def test_the_help_reaches_the_household_and_is_confirmed(people: People, live: LiveCity, story: Story) -> None:
    by_window, scripts = story.language == "en", story.language == "zh"
    with people.visit(story.worker, story.language) as visitor:
        visitor.go("/desk/", "desk-hand-over")
        (caseworker.choose_window if by_window else caseworker.release_contact)(visitor, story)
    with people.visit(story.found["partner"], story.language, scripts=scripts) as visitor:
        partner.read_contact(visitor, story)
        assert (story.phone in visitor.words) is not by_window
        partner.deliver(visitor, story)
    with people.visit(story.worker, story.language) as visitor:
        caseworker.confirm(visitor, story.found["assignment"])
    with visiting(people.browser, people.site, language=story.language) as visitor:
        visitor.go(f"/needs/{story.found['need']}/", "need-helped")
        assert ARRIVED[story.language] in visitor.words


@IN_BOTH
def test_an_auditor_sees_reads_and_decisions_and_verifies_the_chain(people: People, story: Story) -> None:
    with people.visit("auditor", story.language) as visitor:
        visitor.go("/desk/", "desk-auditor")
        for name, kind, subject in (("decisions", "decision", "needs.need"), ("reads", "read", "casework.case")):
            visitor.go(f"/audit/?kind={kind}&subject={subject}", f"audit-{name}")
            assert visitor.main.locator("table tbody tr").count() > 0
        assert story.name not in visitor.page.content()
        visitor.follow(visitor.button("/audit/verify/"), "audit-verified")
        assert CHAIN_HOLDS[story.language] in visitor.words
