"""A charity brings a part: it accepts, asks, agrees a day, delivers and is judged; in Chinese and in English."""

from __future__ import annotations

import pytest

from tests.journeys import caseworker, delivering
from tests.journeys.delivering import Help
from tests.journeys.living import LiveCity
from tests.journeys.people import People

pytestmark = [pytest.mark.browser, pytest.mark.slow]
IN_BOTH = pytest.mark.parametrize("language", ["zh", "en"])


@pytest.fixture(scope="module")
def helps(live: LiveCity) -> dict[str, Help]:
    """Two goods needs that wait for a charity's answer, each with its people."""
    rows = live.rows(delivering.WAITING)
    assert len(rows) >= 2
    return {"zh": Help("zh", *rows[0]), "en": Help("en", *rows[-1])}


@IN_BOTH
def test_a_charity_promises_a_part_and_asks_the_caseworker(
    people: People, live: LiveCity, helps: dict[str, Help], language: str
) -> None:
    help_given = helps[language]
    with people.visit(help_given.partner, language) as visitor:
        delivering.accept_a_part(visitor, live, help_given)
        delivering.ask(visitor, help_given)
    with people.visit("city_officer", language) as visitor:
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
def test_the_part_is_delivered_looked_at_confirmed_and_judged(
    people: People, helps: dict[str, Help], language: str
) -> None:
    help_given = helps[language]
    with people.visit(help_given.partner, language) as visitor:
        delivering.deliver(visitor, help_given)
    with people.visit(help_given.worker, language) as visitor:
        caseworker.confirm(visitor, help_given.assignment)
        delivering.judge(visitor, help_given)
    with people.visit(help_given.partner, language) as visitor:
        visitor.go("/partner/assignments/?view=confirmed", "assignments-judged")
        assert visitor.link(help_given.assignment).count() == 1
