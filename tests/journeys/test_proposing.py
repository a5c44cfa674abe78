"""Somebody proposes a project, a second officer reads it, a charity adopts it, both sign, and it is a programme."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import FilePayload

from marketplace.operations.demo.papers import picture_of_a_paper
from tests.journeys.living import LiveCity
from tests.journeys.people import People
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
IN_BOTH = pytest.mark.parametrize("language", ["zh", "en"])
NAME = {"zh": "社区助餐专项基金（中文旅程）", "en": "社区助浴专项基金（英文旅程）"}
NO_NAME = {"zh": "捐赠人不得指定", "en": "never the giver"}
PROJECT = "SELECT p.reference, p.status FROM donations_project p WHERE p.name = '{name}'"


def propose(visitor: Visitor, live: LiveCity, language: str) -> str:
    """A named beneficiary is refused and nothing typed is lost; then it is handed in."""
    start = live.today + timedelta(days=40)
    visitor.go("/projects/", "projects")
    visitor.follow(visitor.link("/projects/propose/"), "project-new")
    visitor.fill(name=NAME[language], purpose="为独居老人提供助餐和助浴。", beneficiary_range="资助张三同学")
    visitor.fill(selection="由慈善组织评分排序确定", offered_fen="50000", declares_unrelated="on")
    visitor.fill(starts_on=start.isoformat(), ends_on=(start + timedelta(days=200)).isoformat())
    visitor.follow(visitor.button(), "project-name-refused", status=409)
    assert NO_NAME[language] in visitor.words
    visitor.fill(beneficiary_range="全市登记在册的困难老人", declares_unrelated="on")
    visitor.follow(visitor.button(), "project-written")
    visitor.follow(visitor.main.locator("button[value=submit]"), "project-handed-in")
    return str(live.rows(PROJECT.format(name=NAME[language]))[0][0])


def agree(visitor: Visitor, live: LiveCity, reference: str) -> None:
    """The charity adopts it, writes the terms, uploads the paper and signs."""
    start = live.today + timedelta(days=40)
    visitor.go("/projects/?view=open", "projects-to-adopt")
    visitor.follow(visitor.link(f"/projects/{reference}/"), "project-to-adopt")
    visitor.follow(visitor.main.locator("button[value=adopt]"), "agreement")
    visitor.fill(total_fen="50000", fen_1="50000", due_on_1=start.isoformat(), cost_percent="5", surplus="用于相近项目")
    visitor.follow(visitor.main.locator("button[value=terms]"), "agreement-written")
    visitor.fill(file=FilePayload(name="agreement.png", mimeType="image/png", buffer=picture_of_a_paper()))
    visitor.follow(visitor.main.locator("button[value=paper]"), "agreement-with-paper")
    visitor.follow(visitor.main.locator("button[value=sign_charity]"), "agreement-signed-by-charity")


@IN_BOTH
def test_a_proposed_project_becomes_a_programme(people: People, live: LiveCity, language: str) -> None:
    with people.visit("project_giver", language) as visitor:
        reference = propose(visitor, live, language)
    with people.visit("city_officer", language) as visitor:
        visitor.go("/projects/?view=read", "projects-to-read")
        visitor.follow(visitor.link(f"/projects/{reference}/"), "project-to-read")
        visitor.follow(visitor.main.locator("button[value=publish]"), "project-approved")
    with people.visit("charity", language) as visitor:
        agree(visitor, live, reference)
    with people.visit("project_giver", language) as visitor:
        visitor.go(f"/projects/{reference}/agreement/", "agreement-to-sign")
        visitor.follow(visitor.main.locator("button[value=sign_donor]"), "agreement-signed-by-both")
    with people.visit("charity", language) as visitor:
        visitor.go(f"/projects/{reference}/agreement/", "agreement-of-both")
        visitor.follow(visitor.main.locator("button[value=begin]"), "programme-begun")
    assert live.rows(PROJECT.format(name=NAME[language]))[0][1] == "begun"
