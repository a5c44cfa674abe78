"""A charity's way in: it applies, two officers see its papers, and it begins to offer."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import FilePayload

from marketplace.operations.demo.papers import picture_of_a_paper
from marketplace.operations.demo.partners import credit_code
from tests.journeys.living import LiveCity
from tests.journeys.stories import day
from tests.journeys.visitor import Visitor

SEAT, KIND = "330203", "charity"
FREE_HELP = {"zh": "这里只提供免费帮助", "en": "Only free help is offered here"}
APPLIED = "SELECT reference FROM organisations_organisation WHERE name = '{name}'"
OFFERED = "SELECT reference, status FROM offers_offer WHERE title = '{title}'"


@dataclass
class Newcomer:
    """A charity that nobody here knows yet, and what is known of it so far."""

    language: str
    number: int
    found: dict[str, str] = field(default_factory=dict)

    @property
    def email(self) -> str:
        return f"newcomer.{self.number}@demo.zhulin.invalid"

    @property
    def name(self) -> str:
        return {"zh": "潮间带互助会（中文旅程）", "en": "潮间带助行会（英文旅程）"}[self.language]

    @property
    def title(self) -> str:
        """What it offers."""
        return {"zh": "冬衣和棉被（中文旅程）", "en": "取暖器和棉被（英文旅程）"}[self.language]

    @property
    def credit_code(self) -> str:
        return credit_code(KIND, SEAT, self.number)

    @property
    def application(self) -> str:
        return f"/join/{self.found['organisation']}/"


def introduce(visitor: Visitor, live: LiveCity, newcomer: Newcomer) -> None:
    """Who it is; a wrong credit code is refused while one waits, and nothing typed is lost."""
    wrong = newcomer.credit_code[:-1] + ("1" if newcomer.credit_code[-1] != "1" else "2")
    visitor.judge("join-who")
    visitor.fill(name=newcomer.name, credit_code=wrong, kind=KIND, district=SEAT)
    visitor.follow(visitor.button(), "join-who-refused", status=422)
    assert visitor.main.locator("[name=name]").input_value() == newcomer.name
    visitor.fill(credit_code=newcomer.credit_code)
    visitor.follow(visitor.button(), "join-about")
    newcomer.found["organisation"] = live.rows(APPLIED.format(name=newcomer.name))[0][0]
    visitor.fill(summary="为独居老人送去冬衣和棉被。", contact="办公室总机（演示）")
    visitor.follow(visitor.button(), "join-capabilities")
    visitor.fill(kinds=KIND)
    visitor.follow(visitor.button(), "join-papers")


def hand_in(visitor: Visitor, newcomer: Newcomer) -> None:
    """What is missing is named and nothing sent; with its papers the application goes to the officers."""
    visitor.go(f"{newcomer.application}check/", "join-check-missing")
    visitor.main.locator("[name=declared]").check()
    visitor.follow(visitor.button(), "join-check-refused", status=409)
    for slot in ("registration", KIND):
        visitor.go(f"{newcomer.application}papers/{slot}/", f"join-paper-{slot}")
        paper = FilePayload(name="paper.png", mimeType="image/png", buffer=picture_of_a_paper())
        visitor.fill(file=paper, number=f"DEMO-{newcomer.number}", valid_from=day(-400), valid_to=day(700))
        visitor.follow(visitor.button(), f"join-papers-with-{slot}")
    visitor.follow(visitor.link("/check/"), "join-check")
    visitor.main.locator("[name=declared]").check()
    visitor.follow(visitor.button(), "join-sent")


def see_papers(visitor: Visitor, newcomer: Newcomer) -> None:
    """The first officer enters what stands on the paper; being the first, this one may not be the second."""
    visitor.go("/applications/", "applications")
    visitor.follow(visitor.link(f"/applications/{newcomer.found['organisation']}/"), "application-to-see")
    visitor.follow(visitor.main.locator("button[name=decision][value=propose]"), "application-seen")
    assert visitor.main.locator("button[name=decision][value=verify]").count() == 0


def let_in(visitor: Visitor, newcomer: Newcomer) -> None:
    """The second officer confirms the claim, and the charity takes part."""
    visitor.go("/applications/?view=second", "applications-seen-once")
    visitor.follow(visitor.link(f"/applications/{newcomer.found['organisation']}/"), "application-to-confirm")
    visitor.follow(visitor.main.locator("button[name=decision][value=verify]"), "application-confirmed")
    visitor.follow(visitor.main.locator("button[name=decision][value=admit]"), "application-admitted")


def write_offer(visitor: Visitor, live: LiveCity, newcomer: Newcomer) -> None:
    """A price is refused and nothing typed is lost; then the weeks, then the officers."""
    visitor.go("/partner/offers/", "offers-none")
    visitor.follow(visitor.link("/partner/offers/new/"), "offer-new")
    visitor.fill(kind="goods", title=newcomer.title, description="特价供应", quantity="20", unit="piece")
    visitor.fill(valid_from=live.today.isoformat(), limits="no_hospital_visits", reach_km="200")
    visitor.follow(visitor.button(), "offer-price-refused", status=409)
    assert FREE_HELP[newcomer.language] in visitor.words
    visitor.fill(description="全新的冬衣和棉被，不收任何费用。")
    visitor.follow(visitor.button(), "offer-weeks")
    visitor.main.locator("input[type=number]").first.fill("5")
    visitor.main.locator("input[type=checkbox]").nth(1).check()
    visitor.follow(visitor.button(), "offer-written")
    visitor.follow(visitor.main.locator("button[name=move][value=submit]"), "offer-handed-in")
    newcomer.found["offer"] = live.rows(OFFERED.format(title=newcomer.title))[0][0]
