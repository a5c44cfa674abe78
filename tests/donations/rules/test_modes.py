"""How a programme may be given to is decided by rule: each of the five checks refuses with its code, and says why."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donations.actions import ProgrammeRefused, begin_gift, edit_programme, open_programme, record_campaign
from donations.models import CampaignRecord, Gift, PayeeAccount, Programme, ProgrammeKind
from donations.rules import GivingMode, decide
from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.common.verdict import Refused
from marketplace.organisations.models import Capability, CapabilityKind, Organisation
from tests.donations.charity import Charity, campaigned, filed, new_draft, open_programme_of, read_words, wish


def fresh(programme: Programme) -> Programme:
    return Programme.objects.get(pk=programme.pk)


def decided(programme: Programme) -> tuple[GivingMode, str]:
    """The mode and the code; a gift here is refused with that code and nothing comes of it."""
    programme = fresh(programme)
    decision = decide(programme, on=clock.today())
    before = Gift.objects.count()
    if not decision.here.passed:
        assert str(decision.here.reason)
        with pytest.raises(Refused) as refused:
            begin_gift(by=None, programme=programme, wish=wish())
        assert refused.value.code == decision.here.code
        assert Gift.objects.count() == before
    return decision.mode, decision.here.code


def test_with_everything_in_order_gifts_are_taken_here_beside_the_platform(programme: Programme) -> None:
    assert decided(programme) == (GivingMode.HERE, "")


def test_a_charity_may_choose_its_platform_alone(charity: Charity, programme: Programme) -> None:
    edit_programme(by=charity.manager, programme=programme, own_channel=False)
    assert decided(programme) == (GivingMode.PLATFORM, "PLATFORM_ONLY")


def test_check_1_the_certificate_and_the_year_as_a_charity(programme: Programme) -> None:
    years = int(rule("charity.fundraising_years_registered", on=clock.today()).value)
    recognised = Capability.objects.filter(kind=CapabilityKind.CHARITY)
    long_enough = clock.today().replace(year=clock.today().year - years)
    recognised.update(valid_from=long_enough)
    assert decided(programme) == (GivingMode.HERE, "")
    recognised.update(valid_from=long_enough + timedelta(days=1))
    assert decided(programme) == (GivingMode.NONE, "NO_PF_QUALIFICATION")
    recognised.update(valid_from=long_enough)
    Capability.objects.filter(kind=CapabilityKind.PUBLIC_FUNDRAISING).delete()
    assert decided(programme) == (GivingMode.NONE, "NO_PF_QUALIFICATION")


def test_check_2_the_plan_its_filing_its_days_and_the_account(programme: Programme) -> None:
    today = clock.today()
    for changes, code in (
        ({"leader": ""}, "NO_FILING"),
        ({"selection": "帮助王女士，电话13800138000"}, "SPECIFIC_BENEFICIARY"),
        ({"ends_on": today - timedelta(days=1), "starts_on": today - timedelta(days=9)}, "NO_FILING"),
    ):
        before = Programme.objects.filter(pk=programme.pk).values(*changes).get()
        Programme.objects.filter(pk=programme.pk).update(**changes)
        assert decided(programme) == (GivingMode.NONE, code)
        Programme.objects.filter(pk=programme.pk).update(**before)
    PayeeAccount.objects.update(holder_name="王某个人账户")
    assert decided(programme) == (GivingMode.NONE, "ACCOUNT_NOT_CHARITY")


@pytest.mark.parametrize("missing", ["contact", "certificate_number"])
def test_check_3_who_asks_must_stand_on_the_page_before_it_opens(charity: Charity, missing: str) -> None:
    programme = campaigned(charity, filed(charity, new_draft(charity)))
    rows = Organisation.objects if missing == "contact" else Capability.objects
    rows.update(**{missing: ""})
    with pytest.raises(Refused) as refused:
        open_programme(by=charity.manager, programme=fresh(programme))
    assert refused.value.code == "IDENTITY_NOT_SHOWN"
    assert fresh(programme).status == "filed"


def test_check_4_the_campaign_runs_today_on_a_designated_platform(programme: Programme) -> None:
    later = clock.today() + timedelta(days=2)
    CampaignRecord.objects.update(starts_on=later)
    assert decided(programme) == (GivingMode.NONE, "PLATFORM_NOT_DESIGNATED")
    with clock.freeze(clock.now() + timedelta(days=2)):
        assert decided(programme) == (GivingMode.HERE, "")


def test_check_5_a_fund_for_members_is_never_advertised(charity: Charity) -> None:
    programme = open_programme_of(charity, is_directed=True)
    assert decided(programme) == (GivingMode.MEMBERS, "DIRECTED_ONLY")
    today = clock.today()
    with pytest.raises(ProgrammeRefused) as refused:
        record_campaign(
            by=charity.manager, programme=programme, platform="demonstration", number="D-5", starts_on=today,
            ends_on=today,
        )  # fmt: skip
    assert refused.value.code == "DIRECTED_IN_PUBLIC"
    assert not CampaignRecord.objects.exists()
    CampaignRecord.objects.create(
        programme=programme, platform="demonstration", number="D-6", starts_on=today, ends_on=today
    )
    assert decided(programme) == (GivingMode.NONE, "DIRECTED_IN_PUBLIC")


def test_a_special_fund_without_a_campaign_is_given_to_by_agreement(charity: Charity) -> None:
    fund = read_words(filed(charity, new_draft(charity, kind=ProgrammeKind.SPECIAL_FUND)))
    open_programme(by=charity.manager, programme=fund)
    assert decided(fund) == (GivingMode.AGREEMENT, "PLATFORM_NOT_DESIGNATED")


def test_a_campaign_outside_the_filed_days_is_not_recorded(charity: Charity) -> None:
    programme = filed(charity, new_draft(charity))
    for starts, ends in ((-1, 5), (0, 301)):
        with pytest.raises(ProgrammeRefused) as refused:
            record_campaign(
                by=charity.manager, programme=programme, platform="demonstration", number="D-1",
                starts_on=programme.starts_on + timedelta(days=starts),
                ends_on=programme.starts_on + timedelta(days=ends),
            )  # fmt: skip
        assert refused.value.code == "CAMPAIGN_OUTSIDE_PLAN"
    assert not CampaignRecord.objects.exists()


@pytest.mark.parametrize("presets", [[1], [5000] * 7, [-100]])
def test_amounts_that_cannot_be_given_are_not_suggested(
    charity: Charity, programme: Programme, presets: list[int]
) -> None:
    with pytest.raises(ProgrammeRefused) as refused:
        edit_programme(by=charity.manager, programme=programme, preset_fen=presets)
    assert refused.value.code == "PRESETS_UNCLEAR"
    assert fresh(programme).preset_fen == []
