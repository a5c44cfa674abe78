"""The pages of a charity and of a donor in a real browser: accessible, valid, never wider than the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from donations.actions import open_dispute, report_programme
from donations.models import Programme, StatementImport
from marketplace.accounts.models import User
from marketplace.common import clock
from tests.browser.judges import accessibility_faults, html_faults, pixels_outside, watch
from tests.donations.charity import TEST, Charity, begun_gift, new_draft, online_attempt, received_gift
from tests.donations.pages import as_user
from tests.donations.test_pages_lines import announced, read_lines, waiting_line
from tests.donations.test_pages_refunds import asked, given_back, paper

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Visits = list[tuple[User, list[str]]]


def desk(charity: Charity, programme: Programme) -> Visits:
    """Who visits which page, each in the state that shows most of it."""
    announced(programme, 4_000)
    fits = announced(programme, 10_000)
    read_lines(charity, programme, ("100.00", fits.transfer_code or ""), ("0", "x"))
    line = waiting_line(charity, programme)
    gift, other = received_gift(charity, programme, 100_000), received_gift(charity, programme, 50_000)
    paper(charity, gift)
    given_back(charity, gift, 30_000)
    open_dispute(by=TEST, payment=other.payment, provider_id="dp_1")
    waiting, decided = asked(charity, received_gift(charity, programme, 1000)), gift.payment.refunds.get()
    here = "/partner/gifts/"
    finance = [here, here + "lines/", here + "lines/?queue=matched", reverse("bank_line", args=[line.reference])]
    finance += [reverse("statement", args=[StatementImport.objects.order_by("pk")[0].reference])]
    finance += [here + "refunds/?view=all", reverse("refund", args=[decided.reference])]
    finance += [reverse("partner_gift", args=[gift.reference]), reverse("refund_gift", args=[gift.reference])]
    finance += [here + "disputes/", reverse("dispute", args=[other.payment.disputes.get().reference])]
    report_programme(by=charity.manager, programme=programme, up_to=clock.today(), text="第一批书包已发放。")
    there = "/partner/programmes/"
    draft = new_draft(charity, use_en="", name_en="", leader="")
    manager = [there, there + "new/"]
    for each in (draft, programme):
        manager += [reverse("plan", args=[each.reference]), reverse("edit_plan", args=[each.reference])]
    public = [reverse("programme", args=[programme.reference]), reverse("gift", args=[gift.secret])]
    public += [f"{reverse('gift_return')}?attempt={online_attempt(begun_gift(programme)).reference}"]
    return [
        (charity.manager, manager + public),
        (charity.finance, finance),
        (charity.second, [reverse("refund", args=[waiting.reference])]),
    ]


@pytest.fixture
def visit(browser: Browser, live_server: LiveServer) -> Iterator[Callable[[User, str, int], Page]]:
    """A page of somebody signed in, in a language, at a width."""
    contexts = []

    def open_page(user: User, language: str, width: int) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        session = as_user(user).cookies["sessionid"].value
        cookies = {"sessionid": session, "language": language}
        context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def test_every_page_is_accessible_valid_and_fits_in_both_languages(
    visit: Callable[[User, str, int], Page], live_server: LiveServer, charity: Charity, programme: Programme
) -> None:
    faults: list[str] = []
    sources: dict[str, str] = {}
    visits = desk(charity, programme)
    for language, width in (("zh-hans", 1280), ("en", 360)):
        for user, addresses in visits:
            page = visit(user, language, width)
            watcher = watch(page, live_server.url)
            for address in addresses:
                answer = page.goto(live_server.url + address)
                assert answer is not None
                assert answer.status == 200, address
                sources[f"{address} {language}"] = answer.text()
                faults += [f"{address} {language}: {fault}" for fault in accessibility_faults(page)]
                if pixels_outside(page):
                    faults.append(f"{address} {language}: {pixels_outside(page)} pixels outside at {width}")
            faults += watcher.faults
    assert faults == []
    assert html_faults(*sources.values()) == []
