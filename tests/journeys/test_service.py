"""From a wish to help to a certificate that anybody can check: two people, one in Chinese and one in English.

The tests of this file are one story and run in its order; days pass between them.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, FilePayload

from tests.journeys import service
from tests.journeys.people import People
from tests.journeys.service import AFTERWARDS, IN_THE_END, ON_THE_DAY, Helper
from tests.journeys.serving import PassingTime
from tests.journeys.visitor import visiting

pytestmark = [pytest.mark.browser, pytest.mark.slow]
IN_BOTH = pytest.mark.parametrize("language", ["zh", "en"])
GROUP = """SELECT o.reference FROM organisations_organisation o
    JOIN organisations_membership m ON m.organisation_id = o.id JOIN accounts_user u ON u.id = m.user_id
    WHERE u.email = '{email}'"""
VALID = {"zh": "有效", "en": "Valid"}
SUPERSEDED = {"zh": "已被替换", "en": "Superseded"}


@pytest.fixture(scope="module")
def helpers() -> dict[str, Helper]:
    return {"zh": Helper("zh", 801), "en": Helper("en", 802)}


@pytest.fixture
def helper(helpers: dict[str, Helper], language: str) -> Helper:
    return helpers[language]


@IN_BOTH
def test_somebody_makes_an_account_and_joins_a_group(browser: Browser, residents: People, helper: Helper) -> None:
    host = residents.logins["volunteer_org"]["email"]
    helper.found["group"] = residents.live.rows(GROUP.format(email=host))[0][0]
    with visiting(browser, residents.site, language=helper.language, scripts=helper.language == "en") as visitor:
        service.sign_up_to_the_site(visitor, helper)
        service.join(visitor, helper, helper.found["group"])
        residents.let_in(helper.email, visitor)


@IN_BOTH
def test_the_group_admits_and_calls_for_volunteers(residents: People, passing: PassingTime, helper: Helper) -> None:
    with residents.visit("volunteer_org", helper.language) as visitor:
        service.admit(visitor, helper)
        service.call(visitor, passing, helper)


@IN_BOTH
def test_the_volunteer_signs_up(residents: People, helper: Helper) -> None:
    with residents.visit(helper.email, helper.language, scripts=helper.language == "en") as visitor:
        service.take_part(visitor, helper)


@IN_BOTH
def test_the_volunteer_checks_in_by_the_code_of_the_moment(
    residents: People, passing: PassingTime, helper: Helper
) -> None:
    passing.reach(hours=ON_THE_DAY)
    with residents.visit("volunteer_org", helper.language) as host:
        assert service.code_shown(host, helper) != helper.found["yesterdays"]
    with residents.visit(helper.email, helper.language, scripts=helper.language == "en") as visitor:
        service.come(visitor, passing, helper)


@IN_BOTH
def test_the_volunteer_checks_out(residents: People, passing: PassingTime, helper: Helper) -> None:
    passing.reach(hours=IN_THE_END)
    with residents.visit(helper.email, helper.language, scripts=helper.language == "en") as visitor:
        service.scan(visitor, passing, helper, "check-out-scanned")


@IN_BOTH
def test_the_host_confirms_the_time(residents: People, passing: PassingTime, helper: Helper) -> None:
    passing.reach(hours=AFTERWARDS)
    passing.live.ask("end_activities")
    with residents.visit("volunteer_org", helper.language) as visitor:
        service.record(visitor, helper)


@IN_BOTH
def test_a_stranger_checks_the_certificate(browser: Browser, residents: People, helper: Helper) -> None:
    scripts = helper.language == "en"
    with residents.visit(helper.email, helper.language, scripts=scripts) as visitor:
        service.ask_certificate(visitor, helper)
    with residents.visit("volunteer_org", helper.language) as visitor:
        service.certify(visitor, residents, helper)
    with residents.visit(helper.email, helper.language, scripts=scripts) as visitor:
        paper = service.fetch(visitor, helper)
    with visiting(browser, residents.site, language=helper.language, scripts=scripts) as stranger:
        stranger.go(helper.found["check"], "service-certificate-valid")
        assert VALID[helper.language] in stranger.words
        assert helper.real_name not in stranger.page.content()
        stranger.go("/verify/", "verify-empty")
        stranger.fill(file=FilePayload(name="paper.pdf", mimeType="application/pdf", buffer=paper))
        stranger.follow(stranger.main.locator("form:has(input[type=file]) button"), "service-paper-valid")
        assert VALID[helper.language] in stranger.words


@IN_BOTH
def test_after_a_correction_the_old_certificate_reads_superseded(
    browser: Browser, residents: People, helper: Helper
) -> None:
    with residents.visit("volunteer_org", helper.language) as visitor:
        service.correct(visitor, helper)
    with visiting(browser, residents.site, language=helper.language, scripts=helper.language == "en") as stranger:
        stranger.page.goto(residents.site + helper.found["check"])
        stranger.reload_until(SUPERSEDED[helper.language])
        stranger.judge("service-certificate-superseded")
    old, new = residents.live.rows(service.PAPERS.format(email=helper.email))
    assert (old[1], new[1]) == ("superseded", "valid")
    with residents.visit(helper.email, helper.language, scripts=helper.language == "en") as visitor:
        visitor.go("/my-service/", "my-service-corrected")
        assert new[0] in visitor.words
