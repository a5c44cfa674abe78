"""A gift is refused for one reason at a time, each with its code and a sentence that says what to do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from donations.actions import begin_gift, close_programme
from donations.models import CampaignRecord, DonorKind, Gateway, Gift, GiftDonor, PayeeAccount, Programme
from donations.rules import may_be_given_to, may_begin, may_pay_by_transfer, may_pay_online
from donations.rules.giving import has_control, wish_is_complete
from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.common.verdict import Refused
from marketplace.organisations.models import Capability, CapabilityKind
from tests.donations.charity import (
    COMPANY_CODE,
    Charity,
    account_for,
    begun_gift,
    campaigned,
    filed,
    new_charity,
    new_draft,
    open_programme_of,
    paid_gift,
    wish,
    with_accounts,
)

TODAY = date(2026, 11, 24)
COMPANY = {"donor_kind": DonorKind.COMPANY, "receipt_name": "样例公司"}


def refusal(programme: Programme, **changes: Any) -> str:
    """The code a wish is refused with; that nothing came of it is part of the promise."""
    before = (Gift.objects.count(), GiftDonor.objects.count())
    with pytest.raises(Refused) as refused:
        begin_gift(by=None, programme=programme, wish=wish(**changes))
    assert (Gift.objects.count(), GiftDonor.objects.count()) == before
    with translation.override("zh-hans"):
        assert str(refused.value.message)
    return str(refused.value.code)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"fen": 0}, "AMOUNT_TOO_SMALL"),
        ({"fen": 99}, "AMOUNT_TOO_SMALL"),
        ({"fen": -100}, "AMOUNT_TOO_SMALL"),
        ({"fen": 10_000_000_001}, "AMOUNT_NEEDS_AGREEMENT"),
        ({"receipt_name": " "}, "RECEIPT_NAME_OR_WAIVER"),
        ({**COMPANY, "identifier": ""}, "CREDIT_CODE_FORM"),
        ({**COMPANY, "identifier": "51330200MJTT000097"}, "CREDIT_CODE_CHECK"),
        ({"identifier": "330203000101001"}, "RESIDENT_ID_OLD"),
        ({"identifier": "33020319000101001"}, "RESIDENT_ID_FORM"),
        ({"email": "a@b"}, "EMAIL_UNCLEAR"),
        ({"email": "a@example.com\nBcc: b@example.com"}, "TEXT_UNCLEAR"),
        ({"receipt_name": "样例\r\n捐赠人"}, "TEXT_UNCLEAR"),
        ({"receipt_name": "名" * 101}, "TEXT_UNCLEAR"),
        ({"public_name": "\u202eabc"}, "TEXT_UNCLEAR"),
        ({"message": "长" * 501}, "TEXT_UNCLEAR"),
        ({"public_name": "电话13800138000"}, "PUBLIC_NAME_UNCLEAR"),
    ],
)
def test_a_wish_that_is_not_complete_is_refused(programme: Programme, changes: dict[str, Any], code: str) -> None:
    assert refusal(programme, **changes) == code


@pytest.mark.parametrize(
    "changes",
    [
        {"fen": 100},
        {"fen": 10_000_000_000},
        {"receipt_name": "", "waived": True},
        {**COMPANY, "identifier": COMPANY_CODE},
        {**COMPANY, "identifier": " 91330206ttTT00014k "},
        {**COMPANY, "identifier": "", "waived": True},
        {"email": ""},
        {"public_name": "王女士"},
    ],
)
def test_a_complete_wish_passes(changes: dict[str, Any]) -> None:
    assert wish_is_complete(wish(**changes), on=TODAY).passed


def test_what_a_waived_receipt_would_need_is_not_kept(programme: Programme) -> None:
    gift = begun_gift(programme, waived=True, identifier=COMPANY_CODE, donor_kind=DonorKind.COMPANY)
    assert (gift.donor.receipt_name, gift.donor.identifier) == ("", "")
    assert gift.donor.email == "donor@example.invalid"


def test_a_programme_that_is_not_open_takes_nothing(charity: Charity) -> None:
    draft = new_draft(charity)
    assert refusal(draft) == "PROGRAMME_NOT_OPEN"
    closed = open_programme_of(charity)
    close_programme(by=charity.manager, programme=closed)
    assert refusal(closed) == "PROGRAMME_NOT_OPEN"


def test_a_directed_fund_takes_nothing_from_the_public(charity: Charity) -> None:
    assert refusal(open_programme_of(charity, is_directed=True)) == "DIRECTED_ONLY"


def test_a_charity_whose_certificate_ran_out_takes_nothing(programme: Programme) -> None:
    yesterday = clock.today() - timedelta(days=1)
    certificate = Capability.objects.filter(kind=CapabilityKind.PUBLIC_FUNDRAISING)
    certificate.update(valid_to=yesterday)
    assert refusal(Programme.objects.get(pk=programme.pk)) == "NO_PF_QUALIFICATION"


def test_a_plan_that_ran_out_takes_nothing(programme: Programme) -> None:
    Programme.objects.update(starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31))
    programme.refresh_from_db()
    assert refusal(programme) == "NO_FILING"


def test_without_a_running_campaign_on_a_designated_platform_nothing_is_taken(charity: Charity) -> None:
    programme = open_programme_of(charity)
    CampaignRecord.objects.all().delete()
    assert refusal(programme) == "PLATFORM_NOT_DESIGNATED"


@pytest.mark.parametrize(
    "changes",
    [
        {"platform": "nobody"},
        {"number": " "},
        {"url": "https://elsewhere.invalid/"},
        {"starts_on": date(2020, 1, 1), "ends_on": date(2020, 12, 31)},
    ],
)
def test_a_campaign_that_does_not_hold_is_none(programme: Programme, changes: dict[str, Any]) -> None:
    CampaignRecord.objects.update(**changes)
    assert refusal(programme) == "PLATFORM_NOT_DESIGNATED"


def test_the_demonstration_platform_opens_no_live_site(programme: Programme, settings: Settings) -> None:
    assert may_be_given_to(programme, on=clock.today()).passed
    settings.EMBEDDED = False
    assert refusal(programme) == "PLATFORM_NOT_DESIGNATED"


def test_an_account_in_another_name_takes_nothing(programme: Programme) -> None:
    PayeeAccount.objects.filter(gateway=Gateway.BANK_TRANSFER).update(holder_name="另一个名字")
    assert refusal(programme) == "ACCOUNT_NOT_CHARITY"
    PayeeAccount.objects.all().delete()
    assert refusal(programme) == "ACCOUNT_NOT_CHARITY"


def test_online_payment_ends_at_the_wallets_limit(programme: Programme) -> None:
    most = int(rule("donation.maximum_online_fen", on=clock.today()).value)
    account = account_for(programme, Gateway.STRIPE)
    assert may_pay_online(begun_gift(programme, most), account, on=clock.today()).passed
    verdict = may_pay_online(begun_gift(programme, most + 1), account, on=clock.today())
    assert verdict.code == "AMOUNT_TOO_LARGE_ONLINE"
    assert may_pay_by_transfer(
        begun_gift(programme, most + 1), account_for(programme, Gateway.BANK_TRANSFER), on=clock.today()
    ).passed


def test_online_payment_needs_an_account_that_may_charge(programme: Programme, settings: Settings) -> None:
    gift, account = begun_gift(programme), account_for(programme, Gateway.STRIPE)
    assert may_pay_online(gift, None, on=clock.today()).code == "PROVIDER_NOT_AVAILABLE"
    account.charges_enabled = False
    assert may_pay_online(gift, account, on=clock.today()).code == "PROVIDER_NOT_AVAILABLE"


def test_a_mainland_charity_is_paid_online_beside_the_twin_only(settings: Settings, db: None) -> None:
    CampaignRecord.objects.all().delete()
    for mainland, expected in ((True, False), (False, True)):
        charity = with_accounts(new_charity(mainland=mainland))
        programme = open_programme_of(charity)
        CampaignRecord.objects.filter(programme=programme).update(platform="meituan", url="")
        gift, account = begun_gift(programme), account_for(programme, Gateway.STRIPE)
        assert may_pay_online(gift, account, on=clock.today()).passed
        settings.EMBEDDED = False
        assert may_pay_online(gift, account, on=clock.today()).passed is expected
        settings.EMBEDDED = True


def test_a_transfer_needs_the_charitys_bank_account(programme: Programme) -> None:
    verdict = may_pay_by_transfer(begun_gift(programme), None, on=clock.today())
    assert verdict.code == "PROVIDER_NOT_AVAILABLE"


def test_a_paid_gift_is_not_paid_again(programme: Programme) -> None:
    gift = paid_gift(programme)
    for may_pay, gateway in ((may_pay_online, Gateway.STRIPE), (may_pay_by_transfer, Gateway.BANK_TRANSFER)):
        assert may_pay(gift, account_for(programme, gateway), on=clock.today()).code == "GIFT_NOT_OPEN"


def test_the_verdict_of_the_page_is_the_verdict_of_the_action(charity: Charity) -> None:
    programme = campaigned(charity, filed(charity, new_draft(charity)))
    assert may_begin(programme, wish(), on=clock.today()).code == refusal(programme)


@given(st.text(max_size=40))
def test_only_characters_that_can_be_seen_count_as_text(text: str) -> None:
    assert has_control(text + "\n")
    assert has_control("\u202e" + text)
    assert not has_control("样例 Sample 1·（公司）")
