"""The second officer's part: review, private match, release, match run."""

from __future__ import annotations

from tests.journeys.stories import Story
from tests.journeys.visitor import Visitor

COMMENT = "请写明送达前怎样约时间。"


def decide(visitor: Visitor, story: Story, decision: str, name: str) -> None:
    """Press one of the decisions on the review page."""
    visitor.follow(visitor.main.locator(f"button[name=decision][value={decision}]"), name)


def send_back(visitor: Visitor, story: Story) -> None:
    """Found in the list, sent back with a comment at its text."""
    visitor.go("/review/", "reviews")
    visitor.follow(visitor.link(f"/review/{story.found['need']}/"), "review")
    assert story.name not in visitor.page.content()
    visitor.fill(return__field="text", return__comment=COMMENT)
    decide(visitor, story, "return", "reviews-sent-back")


def approve(visitor: Visitor, story: Story) -> None:
    """Read again, approved."""
    visitor.go(f"/review/{story.found['need']}/", "review-again")
    decide(visitor, story, "approve", "reviews-approved")
    visitor.go(f"/review/{story.found['need']}/", "review-approved")


def keep_private(visitor: Visitor, reference: str, story: Story) -> None:
    """Better not shown: for private match only."""
    visitor.go(f"/review/{reference}/", "review-for-private")
    visitor.main.locator("[name=private-because]").first.check()
    decide(visitor, story, "private", "reviews-private")
