"""A charity's programmes on screen: from the draft to the last report, and every refusal on the way."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from donations.actions import close_programme
from donations.models import CampaignRecord, Gateway, PayeeAccount, Programme, ProgrammeReport
from donations.states import ProgrammeStatus
from marketplace.accounts.actions import give_role
from marketplace.accounts.models import Role
from marketplace.accounts.queries import CITY
from marketplace.common import clock
from marketplace.organisations.models import CapabilityKind
from marketplace.publications.actions import hide_words, publish_words
from marketplace.publications.models import Publication
from marketplace.publications.states import REPORTED, Kind
from tests.casework.factories import officer as an_officer
from tests.counting import costs_the_same
from tests.donations.charity import (
    PLAN,
    Charity,
    campaigned,
    filed,
    new_charity,
    new_draft,
    numbers,
    open_programme_of,
    read_words,
    received_gift,
    with_accounts,
)
from tests.donations.pages import as_user
from tests.refusals import refuses

NEW = "/partner/programmes/new/"
ACCOUNTS = "/partner/programmes/accounts/"


def plan_form(charity: Charity, **changes: Any) -> dict[str, Any]:
    """A complete plan that starts in three weeks, as the browser sends it."""
    plan = {name: value for name, value in PLAN.items() if name != "target_fen"}
    starts = clock.today() + timedelta(days=21)
    return {
        **plan,
        "charity": charity.organisation.reference,
        "kind": "programme",
        "name": f"暖冬项目{next(numbers)}",
        "target": "1000000.00",
        "own_channel": "on",
        "starts_on": starts.isoformat(),
        "ends_on": (starts + timedelta(days=300)).isoformat(),
        **changes,
    }


def page_of(programme: Programme) -> str:
    return reverse("plan", args=[programme.reference])


def codes(client: Client, programme: Programme) -> list[str]:
    """What the checks of the page refuse now."""
    return [
        check.verdict.code
        for check in client.get(page_of(programme)).context["decision"].checks
        if not check.verdict.passed
    ]


def filing(programme: Programme, days: int = 21) -> dict[str, str]:
    day = programme.starts_on - timedelta(days=days)
    return {"do": "file", "number": f"51330200{next(numbers):08d}", "filed_on": day.isoformat()}


def campaign(programme: Programme, **changes: str) -> dict[str, str]:
    number = next(numbers)
    return {
        "do": "campaign",
        "platform": "demonstration",
        "number": f"D{number}",
        "url": f"https://www.platform.invalid/{number}",
        "starts_on": programme.starts_on.isoformat(),
        "ends_on": programme.ends_on.isoformat(),
        **changes,
    }


@pytest.fixture
def manager(charity: Charity) -> Client:
    return as_user(charity.manager)


def test_a_programme_goes_from_draft_to_open_to_closed_on_the_pages_alone(charity: Charity, manager: Client) -> None:
    answer = manager.post(NEW, plan_form(charity, starts_on=clock.today().isoformat()))
    programme = Programme.objects.get()
    assert answer["Location"] == page_of(programme)
    assert (programme.status, programme.target_fen, programme.areas) == ("draft", 100_000_000, ["330200"])
    assert codes(manager, programme) == ["NO_FILING", "PLATFORM_NOT_DESIGNATED"]
    for form in (filing(programme), campaign(programme)):
        assert manager.post(page_of(programme), form).status_code == 302
    assert manager.post(page_of(programme), {"do": "open"}).status_code == 409
    read_words(programme)
    assert manager.post(page_of(programme), {"do": "open"}).status_code == 302
    assert codes(manager, programme) == []
    assert Client().get(reverse("programme", args=[programme.reference])).context["may_give"].passed
    assert manager.post(page_of(programme), {"do": "close"}).status_code == 302
    programme.refresh_from_db()
    assert programme.status == ProgrammeStatus.CLOSED
    assert manager.post(page_of(programme), {"do": "open"}).status_code == 409


def test_the_list_leads_to_the_pages_and_costs_the_same(charity: Charity, manager: Client) -> None:
    programme = new_draft(charity)
    shown = manager.get("/partner/programmes/").content.decode()
    for address in (NEW, ACCOUNTS, page_of(programme)):
        assert f'href="{address}"' in shown
    costs_the_same(manager, "/partner/programmes/", lambda: new_draft(charity))


def test_no_certificate_for_public_fundraising(charity: Charity) -> None:
    other = with_accounts(new_charity(kinds=(CapabilityKind.CHARITY,)))
    programme, client = new_draft(other), as_user(other.manager)
    assert "NO_PF_QUALIFICATION" in codes(client, programme)
    assert client.post(page_of(programme), filing(programme)).status_code == 409
    programme.refresh_from_db()
    assert programme.status == ProgrammeStatus.DRAFT


@pytest.mark.parametrize(
    ("changes", "days"),
    [({}, 9), ({"leader": ""}, 21), ({"selection": ""}, 21), ({"target_fen": None}, 21), ({"years": 4}, 21)],
)
def test_a_plan_that_is_late_incomplete_or_too_long_is_not_filed(
    charity: Charity, manager: Client, changes: dict[str, Any], days: int
) -> None:
    plan = dict(changes)
    if plan.pop("years", 0):
        plan["ends_on"] = clock.today() + timedelta(days=4 * 366)
    programme = new_draft(charity, **plan)
    answer = manager.post(page_of(programme), filing(programme, days))
    assert answer.status_code == 409
    assert "NO_FILING" in codes(manager, programme)
    programme.refresh_from_db()
    assert (programme.status, programme.filing_number) == (ProgrammeStatus.DRAFT, "")


def test_ten_days_are_enough(charity: Charity, manager: Client) -> None:
    programme = new_draft(charity)
    assert manager.post(page_of(programme), filing(programme, 10)).status_code == 302


@pytest.mark.parametrize("field", ["beneficiary_range", "use", "use_en"])
def test_a_plan_for_one_person_is_not_filed(charity: Charity, manager: Client, field: str) -> None:
    programme = new_draft(charity, **{field: "帮助王女士，电话13800138000"})
    assert "SPECIFIC_BENEFICIARY" in codes(manager, programme)
    assert manager.post(page_of(programme), filing(programme)).status_code == 409
    programme.refresh_from_db()
    assert programme.status == ProgrammeStatus.DRAFT


def test_without_an_account_of_its_own_nothing_opens(charity: Charity) -> None:
    other = new_charity()
    programme, client = filed(other, new_draft(other)), as_user(other.manager)
    assert "ACCOUNT_NOT_CHARITY" in codes(client, programme)
    assert client.post(page_of(programme), {"do": "open"}).status_code == 409
    programme.refresh_from_db()
    assert programme.status == ProgrammeStatus.FILED


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"platform": "nobody"}, 422),
        ({"url": "https://elsewhere.invalid/1"}, 409),
        ({"number": " "}, 422),
        ({"url": "javascript:alert(1)"}, 422),
    ],
)
def test_a_campaign_elsewhere_is_no_campaign(
    charity: Charity, manager: Client, changes: dict[str, str], status: int
) -> None:
    programme = filed(charity, new_draft(charity))
    answer = manager.post(page_of(programme), campaign(programme, **changes))
    assert answer.status_code == status
    assert not CampaignRecord.objects.exists()
    assert codes(manager, programme) == ["PLATFORM_NOT_DESIGNATED"]


def test_where_gifts_are_refused_a_known_platform_is_linked(charity: Charity) -> None:
    programme = open_programme_of(charity)
    later = clock.today() + timedelta(days=5)
    CampaignRecord.objects.filter(programme=programme).update(starts_on=later)
    answer = Client().get(reverse("give", args=[programme.reference]))
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "PLATFORM_NOT_DESIGNATED" in shown
    assert CampaignRecord.objects.get().url in shown
    assert '<form method="post" class="flow"' not in shown


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_each_refusal_is_said_in_the_readers_language(charity: Charity, language: str) -> None:
    other = new_charity(kinds=())
    programme = new_draft(other, use="帮助王女士", leader="")
    client = as_user(other.manager)
    client.cookies["language"] = language
    checks = client.get(page_of(programme)).context["decision"].checks
    with translation.override(language):
        said = {check.verdict.code: str(check.verdict.reason) for check in checks}
        assert all(str(check.label) and str(check.law) for check in checks)
    wanted = {
        "NO_PF_QUALIFICATION", "IDENTITY_NOT_SHOWN", "NO_FILING", "SPECIFIC_BENEFICIARY", "ACCOUNT_NOT_CHARITY",
        "PLATFORM_NOT_DESIGNATED",
    }  # fmt: skip
    assert set(said) == wanted
    chinese = [any("\u4e00" <= sign <= "\u9fff" for sign in sentence) for sentence in said.values()]
    assert set(chinese) == {language == "zh-hans"}


def test_a_draft_is_rewritten_and_keeps_what_was_typed_when_refused(charity: Charity, manager: Client) -> None:
    programme, other = new_draft(charity), new_draft(charity)
    edit = reverse("edit_plan", args=[programme.reference])
    assert manager.post(edit, plan_form(charity, name="新的名称", target="5.00")).status_code == 302
    programme.refresh_from_db()
    assert (programme.name, programme.target_fen) == ("新的名称", 500)
    refused = manager.post(edit, plan_form(charity, name=other.name, use="还没有保存的用途"))
    assert refused.status_code == 409
    assert "还没有保存的用途" in refused.content.decode()
    backwards = plan_form(charity, ends_on=clock.today().isoformat())
    assert manager.post(edit, backwards).status_code == 409
    programme.refresh_from_db()
    assert programme.name == "新的名称"


def test_of_a_filed_plan_only_the_english_changes(charity: Charity, manager: Client) -> None:
    programme = filed(charity, new_draft(charity))
    edit = reverse("edit_plan", args=[programme.reference])
    assert "name" not in manager.get(edit).context["form"].fields
    form = {"name_en": "Winter", "use_en": "School fees", "name": "偷换的名称", "use": "偷换的用途"}
    assert manager.post(edit, form).status_code == 302
    programme.refresh_from_db()
    assert (programme.name_en, programme.use_en, programme.use) == ("Winter", "School fees", PLAN["use"])
    assert manager.post(edit, {"use_en": "For Mr 王小明, phone 13800138000"}).status_code == 409
    programme.refresh_from_db()
    assert programme.use_en == "School fees"


def test_the_english_page_falls_back_to_chinese_and_says_so(charity: Charity) -> None:
    programme = open_programme_of(charity, use_en="Fees and books", name_en="")
    reader = Client()
    reader.cookies["language"] = "en"
    shown = reader.get(reverse("programme", args=[programme.reference])).content.decode()
    assert "Fees and books" in shown
    assert f'<span lang="zh-Hans">{programme.name}</span>' in shown
    assert f'<dd lang="zh-Hans">{PLAN["selection"]}</dd>' in shown
    assert charity.organisation.name_en in shown
    assert PLAN["use"] not in shown


def test_finance_and_other_charities_write_no_plan(charity: Charity) -> None:
    programme, finance = new_draft(charity), as_user(charity.finance)
    assert finance.post(NEW, plan_form(charity)).status_code == 422
    assert finance.post(page_of(programme), filing(programme)).status_code == 409
    other = as_user(with_accounts(new_charity()).manager)
    assert other.get(page_of(programme)).status_code == 404
    assert other.post(reverse("edit_plan", args=[programme.reference]), plan_form(charity)).status_code == 404
    assert other.post(NEW, plan_form(charity)).status_code == 422
    assert Programme.objects.count() == 1
    assert Client().get(page_of(programme)).status_code == 302


def test_an_unknown_deed_is_no_page(charity: Charity, manager: Client) -> None:
    assert manager.post(page_of(new_draft(charity)), {"do": "fly"}).status_code == 404


def test_a_report_is_public_and_names_nobody(charity: Charity, manager: Client) -> None:
    programme = open_programme_of(charity)
    today = clock.today().isoformat()
    named = {"do": "report", "up_to": today, "text": "已帮助王女士，电话13800138000"}
    assert manager.post(page_of(programme), named).status_code == 409
    assert not ProgrammeReport.objects.exists()
    assert manager.post(page_of(programme), named | {"text": "第一批书包已发放。"}).status_code == 302
    address = reverse("programme", args=[programme.reference])
    page = Client().get(address).content.decode()
    assert "第一批书包已发放。" not in page
    assert "第二名工作人员审阅后公布文字说明" in page
    words = Publication.objects.get(kind=Kind.REPORT)
    refuses("NOT_AN_OFFICER", lambda: publish_words(by=charity.manager, publication=words))
    give_role(by=None, user=charity.finance, role=Role.OFFICER, place=CITY)
    refuses("PARTY_CANNOT_REVIEW", lambda: publish_words(by=charity.finance, publication=words))
    publish_words(by=an_officer(), publication=words)
    assert "第一批书包已发放。" in Client().get(address).content.decode()
    hide_words(by=an_officer(), publication=words, code=REPORTED)
    assert "第一批书包已发放。" not in Client().get(address).content.decode()


def test_few_gifts_are_not_counted_and_only_who_wants_is_named(charity: Charity) -> None:
    programme = open_programme_of(charity)
    received_gift(charity, programme, 12_300, public_name="愿意具名的人")
    received_gift(charity, programme, 45_600)
    page = Client().get(reverse("programme", args=[programme.reference]))
    shown = page.content.decode()
    assert page.context["figures"].gifts is None
    assert "愿意具名的人" in shown
    assert "样例捐赠人" not in shown
    for _ in range(9):
        received_gift(charity, programme, 100)
    assert Client().get(reverse("programme", args=[programme.reference])).context["figures"].gifts == 11


def test_a_closed_programme_is_read_and_takes_no_gift(charity: Charity) -> None:
    programme = open_programme_of(charity)
    close_programme(by=charity.manager, programme=programme)
    assert Client().get(reverse("programme", args=[programme.reference])).status_code == 200
    answer = Client().post(reverse("give", args=[programme.reference]), {"amount": "5.00"})
    assert answer.status_code == 409


def just_signed_in(client: Client) -> Client:
    """As if the person had typed the password a moment ago."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()
    return client


def test_an_account_is_recorded_after_signing_in_again_and_only_in_the_charitys_name(
    charity: Charity, manager: Client
) -> None:
    earlier = PayeeAccount.objects.get(gateway=Gateway.BANK_TRANSFER)
    form = {
        "charity": charity.organisation.reference,
        "holder_name": charity.organisation.name,
        "bank_name": "样例银行",
        "account_number": "6222 0000 0000 9876",
    }
    assert manager.post(ACCOUNTS, form)["Location"] == ACCOUNTS
    assert "reauthenticate" in manager.get(ACCOUNTS)["Location"]
    assert "9876" not in str(dict(manager.session))
    assert PayeeAccount.objects.filter(gateway=Gateway.BANK_TRANSFER).get() == earlier
    just_signed_in(manager)
    assert manager.post(ACCOUNTS, form | {"holder_name": "某某个人"}).status_code == 409
    assert manager.post(ACCOUNTS, form | {"account_number": "12"}).status_code == 409
    assert manager.post(ACCOUNTS, form).status_code == 302
    now = PayeeAccount.objects.get(gateway=Gateway.BANK_TRANSFER, closed_at__isnull=True)
    assert (now.last4, now.pk != earlier.pk) == ("9876", True)
    assert "9876" in manager.get(ACCOUNTS).content.decode()
    assert "0000 9876" not in manager.get(ACCOUNTS).content.decode()


def test_a_campaigned_draft_still_needs_its_filing(charity: Charity, manager: Client) -> None:
    programme = campaigned(charity, new_draft(charity))
    assert codes(manager, programme) == ["NO_FILING"]
    assert manager.post(page_of(programme), {"do": "open"}).status_code == 409
