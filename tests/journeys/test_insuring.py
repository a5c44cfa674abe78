"""An insurer enters a programme, an officer approves it, and the households it insures are counted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import FilePayload

from marketplace.operations.demo.papers import picture_of_a_paper
from tests.journeys.living import LiveCity
from tests.journeys.people import People

pytestmark = [pytest.mark.browser, pytest.mark.slow]
IN_BOTH = pytest.mark.parametrize("language", ["zh", "en"])
NAME = {"zh": "低保家庭团体保障（中文旅程）", "en": "低保家庭团体保障（英文旅程）"}
NO_SALE = {"zh": "这里不向任何人报价", "en": "Nobody here is quoted"}
COUNTED = {"zh": "在保家庭", "en": "Insured households"}
PROGRAMME = "SELECT g.reference, g.status FROM insurance_groupprogramme g WHERE g.name = '{name}'"
SEAT = """SELECT o.district FROM organisations_organisation o JOIN organisations_membership m
    ON m.organisation_id = o.id JOIN accounts_user u ON u.id = m.user_id WHERE u.email = '{email}'"""


def officer_of(people: People, live: LiveCity, role: str) -> str:
    """The officer for the seat of the organisation for which this login acts."""
    district = live.rows(SEAT.format(email=people.logins[role]["email"]))[0][0]
    return f"officer.{district}@demo.zhulin.invalid"


@IN_BOTH
def test_an_insurer_enters_a_programme_and_its_households_are_counted(
    people: People, live: LiveCity, language: str
) -> None:
    with people.visit("insurer", language) as visitor:
        visitor.go("/partner/insurance/", "programmes")
        visitor.follow(visitor.link("/partner/insurance/new/"), "programme-new")
        holder = visitor.main.locator("[name=policyholder] option", has_text="甬邻" if language == "zh" else "Yonglin")
        visitor.fill(name=NAME[language], description="每人保费低廉", payer="charity")
        visitor.fill(policyholder=holder.first.get_attribute("value") or "", insured_registers="dibao", capacity="9")
        visitor.fill(starts_on=live.today.isoformat(), ends_on=(live.today + timedelta(days=200)).isoformat())
        visitor.fill(covers_illness="on", waiting_days_illness="30", case_cap_fen_illness="20000")
        visitor.fill(annual_cap_fen_illness="50000")
        visitor.follow(visitor.button(), "programme-sale-refused", status=409)
        assert NO_SALE[language] in visitor.words
        visitor.fill(description="重大疾病的医疗支出，个人无需缴费。")
        visitor.follow(visitor.button(), "programme-written")
        visitor.fill(file=FilePayload(name="policy.png", mimeType="image/png", buffer=picture_of_a_paper()))
        visitor.follow(visitor.main.locator("button[value=policy]"), "programme-with-policy")
        visitor.follow(visitor.main.locator("button[value=submit]"), "programme-handed-in")
    reference, status = live.rows(PROGRAMME.format(name=NAME[language]))[0]
    assert status == "submitted"
    with people.visit(officer_of(people, live, "insurer"), language) as visitor:
        visitor.go("/insurance/review/", "programmes-to-read")
        visitor.follow(visitor.link(f"/insurance/review/{reference}/"), "programme-to-read")
        visitor.follow(visitor.main.locator("button[value=approve]"), "programmes-read")
    with people.visit("insurer", language) as visitor:
        visitor.go(f"/partner/insurance/{reference}/", "programme-counted")
        assert COUNTED[language] in visitor.words
        counts = visitor.main.locator(".stat .value").all_inner_texts()
        assert counts[0].strip().isdigit()
        assert int(counts[0]) % 5 == 0
