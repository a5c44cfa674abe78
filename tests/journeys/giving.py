"""The donor's part: the form, and the provider's page."""

from __future__ import annotations

from tests.journeys.living import LiveCity
from tests.journeys.visitor import Visitor

PROGRAMME = "SELECT reference FROM donations_programme WHERE status = 'open' ORDER BY id"


def begin(visitor: Visitor, live: LiveCity, method: str, amount: str = "88.00") -> None:
    """The giving form of the charity's programme, filled in and sent."""
    programme = live.rows(PROGRAMME)[0][0]
    visitor.page.goto(f"{visitor.site}/programmes/{programme}/give/")
    visitor.fill(amount=amount, receipt_name="演示捐赠人", email="donor@demo.zhulin.invalid", method=method)
    with visitor.page.expect_navigation():
        visitor.button().click()


NEED = """SELECT reference FROM needs_need WHERE status = 'published' AND live = 1 AND audience = 'open'
    AND need_kind = 'goods' ORDER BY id"""


def begin_at_a_need(visitor: Visitor, live: LiveCity, method: str, amount: str) -> None:
    """From a need's page, where nobody gives to the household, to the form of a programme that helps with such."""
    programme = live.rows(PROGRAMME)[0][0]
    visitor.go(f"/needs/{live.rows(NEED)[0][0]}/", "need-with-programmes")
    ways = [link.get_attribute("href") or "" for link in visitor.main.locator("a[href*='/give/']").all()]
    assert ways
    assert all(way.startswith("/programmes/") for way in ways)
    visitor.follow(visitor.link(f"/programmes/{programme}/give/"), "give-from-need")
    visitor.fill(
        preset="other", amount=amount, receipt_name="演示捐赠人", email="donor@demo.zhulin.invalid", method=method
    )
    with visitor.page.expect_navigation():
        visitor.button().click()


def pay(visitor: Visitor, outcome: str) -> None:
    """On the provider's page, as the payer wants it to end; by script and by webhook the site hears of it."""
    visitor.page.locator(f"[name=outcome][value={outcome}]").check()
    with visitor.page.expect_navigation():
        visitor.page.locator("button").last.click()
    if outcome == "succeed":
        visitor.page.wait_for_url(f"{visitor.site}/gifts/**")
