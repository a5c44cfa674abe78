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


def pay(visitor: Visitor, outcome: str) -> None:
    """On the provider's page, as the payer wants it to end; by script and by webhook the site hears of it."""
    visitor.page.locator(f"[name=outcome][value={outcome}]").check()
    with visitor.page.expect_navigation():
        visitor.page.locator("button").last.click()
    if outcome == "succeed":
        visitor.page.wait_for_url(f"{visitor.site}/gifts/**")
