"""The steps of one help that comes in part, by a charity and by the caseworker."""

from __future__ import annotations

from dataclasses import dataclass

from tests.journeys import partner
from tests.journeys.living import LiveCity
from tests.journeys.stories import day
from tests.journeys.visitor import Visitor

PROMISED = """SELECT a.reference FROM fulfilment_assignment a JOIN needs_need n ON n.id = a.need_id
    WHERE n.reference = '{need}' AND a.is_part ORDER BY a.id DESC"""
NUMBER = "13800000000"
QUESTION = "请问另外一半由谁来送？需要帮忙安装吗？"


@dataclass
class Help:
    """One help and its people, in one language."""

    language: str
    proposal: str
    need: str
    partner: str
    worker: str
    draft: str = ""
    """Where the caseworker wrote the need."""
    assignment: str = ""

    @property
    def page(self) -> str:
        return f"/partner/assignments/{self.assignment}/"


def accept_a_part(visitor: Visitor, live: LiveCity, help_given: Help) -> None:
    """Half of it: the rest stays open for others."""
    visitor.go(f"/partner/proposals/{help_given.proposal}/", "proposal-for-a-part")
    visitor.fill(accept__quantity="一半")
    visitor.main.locator("[name=accept-is_part]").check()
    visitor.follow(visitor.main.locator("button[name=answer][value=accept]"), "part-promised")
    help_given.assignment = live.rows(PROMISED.format(need=help_given.need))[0][0]
    assert help_given.assignment in visitor.page.url


def ask(visitor: Visitor, help_given: Help) -> None:
    """A number is marked and nothing sent; the mended question waits for an officer."""
    visitor.go(help_given.page, "part-to-do")
    visitor.follow(visitor.link("/messages/"), "messages-empty")
    visitor.fill(text=f"{QUESTION}请打 {NUMBER}。")
    visitor.follow(visitor.main.locator("button[value=write]"), "message-marked", status=409)
    assert NUMBER in visitor.main.locator("mark.blocking").inner_text()
    assert NUMBER in visitor.main.locator("[name=text]").input_value()
    visitor.fill(text=QUESTION)
    visitor.follow(visitor.main.locator("button[value=write]"), "message-waits")
    assert QUESTION in visitor.words


def pass_on(visitor: Visitor, help_given: Help) -> None:
    """An officer reads it and lets the caseworker read it."""
    visitor.go(help_given.page, "part-as-officer")
    visitor.follow(visitor.link("/messages/"), "message-to-pass-on")
    visitor.follow(visitor.main.locator("button[value=release]"), "message-passed-on")


def agree_too_early(visitor: Visitor, help_given: Help) -> None:
    """Before the caseworker said where to, no day is agreed, and the page says what comes first."""
    visitor.go(f"/assignments/{help_given.assignment}/day/", "day-too-early")
    visitor.fill(on=day(1), part="afternoon")
    visitor.follow(visitor.button(), "day-refused", status=409)


def agree_day(visitor: Visitor, help_given: Help) -> None:
    """Tomorrow in the afternoon, and then the day after in the morning."""
    visitor.go(help_given.page, "part-with-window")
    visitor.follow(visitor.link("/day/"), "day")
    visitor.fill(on=day(1), part="afternoon")
    visitor.follow(visitor.button(), "day-agreed")
    visitor.follow(visitor.link("/day/"), "day-to-move")
    visitor.fill(on=day(2), part="morning", because="supply")
    visitor.follow(visitor.button(), "day-moved")


def deliver(visitor: Visitor, help_given: Help) -> None:
    """A proof is taken only with the word that it shows nobody."""
    visitor.go(help_given.page, "part-to-deliver")
    visitor.fill(delivered_on=day(0), note="已送到社区服务站", proof=partner.photograph())
    visitor.follow(visitor.button(), "proof-not-declared", status=409)
    visitor.fill(delivered_on=day(0), note="已送到社区服务站", proof=partner.photograph())
    visitor.main.locator("[name=shows_nobody]").check()
    visitor.follow(visitor.button(), "part-delivered")


def say_arrived(household: Visitor, code: str, helper: str) -> None:
    """The household types what stands on its slip, reads who came, and says that the help is there."""
    household.go("/slip/", "slip-code")
    household.fill(code=code)
    household.follow(household.button(), "slip-delivered")
    assert helper in household.words
    household.follow(household.main.locator("button[name=say][value=arrived]"), "slip-arrived")
    assert household.main.locator("button[name=say][value=arrived]").count() == 0


def judge(visitor: Visitor, help_given: Help) -> None:
    """Three marks; then nothing is left to be done."""
    visitor.go(f"/assignments/{help_given.assignment}/evaluation/", "evaluation")
    visitor.fill(satisfied="5", timely="4", as_promised="5")
    visitor.follow(visitor.button(), "evaluated")
    visitor.follow(visitor.link("/evaluation/"), "to-close")
    visitor.follow(visitor.main.locator("button[value=close]"), "help-closed")
