"""The pages of casework in a real browser: accessible, valid, never wider than the screen, nothing asked elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from marketplace.accounts.models import User
from marketplace.casework.actions import assess_case, release_contact, rewrite_draft, withdraw_draft
from marketplace.casework.codes import WithdrawReason
from marketplace.casework.importing.uploads import try_upload
from marketplace.casework.models import NeedDraft
from marketplace.common import clock
from marketplace.needs.actions import return_need
from tests.browser.judges import accessibility_faults, html_faults, pixels_outside, watch
from tests.casework.factories import (
    another,
    as_csv,
    caseworker,
    cleared,
    draft,
    member,
    neighbours,
    officer,
    published,
    registered,
    row,
    submitted,
)
from tests.casework.promises import member_of, promised

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Visits = list[tuple[User, list[str]]]


def city() -> Visits:
    """Who visits which page, each in the state that shows most of it."""
    worker, by_officer = caseworker(), officer("330203")
    child = member("孙女", date(2018, 2, 1), name="样本丁")
    neighbours(worker, 25)
    neighbours(worker, 12, others=(child,))
    case = registered(worker, head_name="样本壬", address="示例花园3幢5号", phone="13800138000", others=(child,))
    for on, score in ((date(2026, 10, 2), 40), (date(2026, 11, 12), 80)):
        assess_case(by=worker, case=case, visited_on=on, scores={"economic": score, "living": 90})
    new, blocked = draft(worker, case, guardian=True), draft(worker, case, guardian=True)
    rewrite_draft(by=worker, draft=blocked, title="给样本壬的桌子", text="住在示例花园，电话13800138000。")
    back = submitted(worker, case, guardian=True)
    assert back.need is not None
    return_need(by=by_officer, need=back.need, field="text", comment="请写明送达时间。")
    assignment = promised(published(worker, registered(worker)))
    until = clock.now() + timedelta(days=2)
    release_contact(by=worker, assignment=assignment, fields=["phone"], until=until)
    gone = NeedDraft.objects.get(need=published(worker, registered(worker)))
    withdraw_draft(by=worker, draft=gone, because=WithdrawReason.MET_OTHERWISE)
    upload = try_upload(by=worker, data=as_csv([row(), another(2, consent="?")]))
    here = f"/casework/{case.reference}/"
    made = [new, blocked, cleared(worker, case, guardian=True), back, gone, NeedDraft.objects.get(need=assignment.need)]
    pages = ["/casework/", "/casework/?register=disaster", "/casework/new/", "/casework/import/"]
    pages += [here, here + "edit/", here + "assessment/", here + "drafts/new/", f"/casework/import/{upload.reference}/"]
    pages += [f"/casework/drafts/{each.reference}/" for each in made]
    pages += [f"/casework/hand-over/{assignment.reference}/"]
    helper = member_of(assignment.organisation)
    return [
        (worker, pages),
        (by_officer, [here, here + "erase/"]),
        (helper, [f"/casework/contact/{assignment.reference}/"]),
    ]


@pytest.fixture
def visit(browser: Browser, live_server: LiveServer) -> Iterator[Callable[[User, str, int], Page]]:
    """A page of somebody signed in, in a language, at a width."""
    contexts = []

    def open_page(user: User, language: str, width: int) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        client = Client()
        client.force_login(user)
        cookies = {"sessionid": client.cookies["sessionid"].value, "language": language}
        context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def test_every_page_is_accessible_valid_and_fits_in_both_languages(
    visit: Callable[[User, str, int], Page], live_server: LiveServer
) -> None:
    faults: list[str] = []
    sources: dict[str, str] = {}
    visits = city()
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


def test_a_household_and_its_need_are_written_with_the_keyboard_alone(
    visit: Callable[[User, str, int], Page], live_server: LiveServer
) -> None:
    worker = caseworker()
    page = visit(worker, "zh-hans", 1280)
    page.goto(f"{live_server.url}/casework/new/")
    page.get_by_label("案件编号").fill("KEY-1")
    page.get_by_label("乡镇").select_option("330203001")
    page.get_by_label("其他", exact=True).check()
    page.get_by_label("姓名").first.fill("样本甲")
    page.get_by_label("身份证号或出生日期").first.fill("330203190001010013")
    page.get_by_role("button", name="添加一行").press("Enter")
    assert page.get_by_label("姓名").count() == 3
    assert page.get_by_label("案件编号").input_value() == "KEY-1"
    page.get_by_role("button", name="登记入册").press("Enter")
    page.get_by_role("link", name="登记需求").press("Enter")
    page.get_by_label("需要什么").fill("一台取暖器")
    page.get_by_role("group", name="是否同意匿名公开").get_by_label("是").check()
    page.get_by_role("button", name="保存草稿", exact=True).press("Enter")
    page.get_by_label("公开标题").fill("取暖器")
    page.get_by_label("公开正文").fill("给样本甲的取暖器。")
    page.get_by_role("button", name="保存并检查").press("Enter")
    page.get_by_role("link", name="姓名: 样本甲").press("Enter")
    assert page.url.endswith("#text-finding-1")
    assert page.locator("mark#text-finding-1").is_visible()
