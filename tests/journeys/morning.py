"""What an officer does with each kind of work that the desk names, on the page to which the desk leads."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from tests.journeys import buying, officer
from tests.journeys.bidding import Purchase
from tests.journeys.living import LiveCity
from tests.journeys.visitor import BETWEEN_LOOKS_MS, LOOKS, Visitor

EMPTY = {"zh": "这里没有待办事项", "en": "Nothing waits for you here"}
MOST = 30
"""More work than the demonstration leaves to anybody."""


@dataclass
class Morning:
    """One officer at work; `done` tells how often each kind of work was done."""

    visitor: Visitor
    live: LiveCity
    who: str
    email: str
    done: list[str]

    def desk(self) -> list[str]:
        """Where the waiting work leads; each says what happens otherwise, and until when."""
        self.visitor.go("/desk/", f"desk-{self.who}-morning")
        rows = self.visitor.main.locator("ul.tasks li:has(.what > a)")
        for row in rows.all():
            assert " · " in row.locator(".what .soft").inner_text(), row.inner_text()
            assert row.locator(".due").count() == 1, row.inner_text()
        return [link.get_attribute("href") or "" for link in rows.locator(".what > a").all()]

    def work(self, kind: str) -> None:
        """Do the first work of this kind, and see it gone from the desk."""
        path = next(path for path in self.desk() if path.startswith(kind))
        self.visitor.follow(self.visitor.link(path), f"{self.name_of(path)}-from-desk")
        HANDS[self.name_of(path)](self)
        self.done.append(self.name_of(path))
        self.visitor.page.goto(f"{self.visitor.site}/desk/")
        for _look in range(LOOKS):
            if self.visitor.main.locator(f".what > a[href='{path}']").count() == 0:
                return
            self.visitor.page.wait_for_timeout(BETWEEN_LOOKS_MS)
            self.visitor.page.reload()
        raise AssertionError(f"{path} still waits:\n{self.visitor.words}")

    def until_empty(self) -> None:
        """One after the other, the most pressing first."""
        for _piece in range(MOST):
            if not (waiting := self.desk()):
                return
            self.work(waiting[0])
        raise AssertionError(self.visitor.words)

    @staticmethod
    def name_of(path: str) -> str:
        """`/review/AB12/` is a review, `/procurement/desk/AB12/opening/` an opening."""
        parts = path.strip("/").split("/")
        return parts[-1] if parts[0] == "procurement" else parts[0]

    def purchase(self) -> Purchase:
        """The one that the desk led to, with the code that this officer wrote down."""
        reference = self.visitor.page.url.split("/procurement/desk/")[1].split("/")[0]
        query = f"SELECT title FROM procurement_tender WHERE reference = '{reference}'"  # noqa: S608 - from our own page
        title = self.live.rows(query)[0][0]
        codes = json.loads((self.live.folder / "demo_opening_codes.json").read_text())
        own = [row["code"] for row in codes if (row["tender"], row["officer"]) == (title, self.email)]
        return Purchase(reference, keys={self.who: own[-1]})


def review(at: Morning) -> None:
    """The first need is approved, any other sent back with a comment; one that was taken back is shown again."""
    if (again := at.visitor.main.locator("button[name=decision][value=show_again]")).count():
        at.visitor.follow(again, "morning-shown-again")
        return
    first = "review" not in at.done
    if not first:
        at.visitor.fill(return__field="text", return__comment=officer.COMMENT)
    button = at.visitor.main.locator(f"button[name=decision][value={'approve' if first else 'return'}]")
    at.visitor.follow(button, f"morning-{'approved' if first else 'sent-back'}")


def application(at: Morning) -> None:
    """What a colleague saw is confirmed and let in; what nobody saw is sent back to be mended."""
    page, verify = at.visitor.main, at.visitor.main.locator("button[name=decision][value=verify]")
    if not verify.count():
        page.locator("details:has(button[value=return]) summary").click()
        at.visitor.fill(return__summary="请写明服务的区域和对象。")
        at.visitor.follow(page.locator("button[name=decision][value=return]"), "morning-application-returned")
        return
    while verify.count():
        at.visitor.follow(verify.first, "morning-claim-verified")
    admit = page.locator("button[name=decision][value=admit]:not([aria-disabled=true])")
    if admit.count():
        at.visitor.follow(admit, "morning-application-admitted")


def opening(at: Morning) -> None:
    """One half of the two; whoever gives the second goes on to the bids."""
    purchase = at.purchase()
    buying.give_code(at.visitor, purchase, at.who, f"morning-opening-{at.who}")
    if "/compliance/" in at.visitor.page.url:
        compliance(at)


def compliance(at: Morning) -> None:
    """Every bid is admitted; the panel goes on."""
    buying.admit(at.visitor, at.purchase())


def report(at: Morning) -> None:
    """Nobody can be recognised: the page is shown again, with the reason."""
    at.visitor.fill(decision="页面没有可以认出家庭的内容，恢复公开。")
    at.visitor.follow(at.visitor.main.locator("button[name=verb][value=dismiss]"), "morning-report-decided")


def offer(at: Morning) -> None:
    """What a partner offers may be shown."""
    at.visitor.follow(at.visitor.main.locator("button[name=decision][value=approve]"), "morning-offer-approved")


HANDS: dict[str, Callable[[Morning], None]] = {
    "review": review,
    "applications": application,
    "opening": opening,
    "compliance": compliance,
    "reports": report,
    "offers": offer,
}
"""By the page to which the desk leads."""
