"""Filing and opening a programme: what the law wants of charity, plan, account and campaign."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from donations.actions import (
    AccountRefused,
    ProgrammeRefused,
    close_programme,
    create_programme,
    edit_programme,
    file_programme,
    open_programme,
    record_bank_account,
    record_campaign,
    record_provider_account,
)
from donations.actions.payees import mirror_account
from donations.gateways.port import AccountState
from donations.models import CampaignRecord, Gateway, PayeeAccount, Programme, ProgrammeKind
from donations.rules.programmes import PLAN_FIELDS, plan_is_complete
from donations.states import ProgrammeStatus
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.common.events.models import OutboxMessage
from marketplace.common.lifecycle import IllegalMove
from marketplace.common.rule_data import RuleMissing, rule, rule_or_first
from marketplace.common.verdict import DomainError, Refused
from marketplace.organisations.models import Capability, CapabilityKind, Organisation
from marketplace.organisations.states import OrganisationStatus
from tests.donations.charity import (
    PLAN,
    TEST,
    Charity,
    campaigned,
    filed,
    new_charity,
    new_draft,
    open_programme_of,
    person,
    read_words,
    with_accounts,
)


def file_code(charity: Charity, programme: Programme, days_before: int = 21, number: str = "F-1") -> str:
    """The code filing is refused with; the programme stays a draft."""
    day = programme.starts_on - timedelta(days=days_before)
    with pytest.raises(DomainError) as refused:
        file_programme(by=charity.manager, programme=programme, number=number, filed_on=day)
    programme.refresh_from_db()
    assert (programme.status, programme.filing_number) == (ProgrammeStatus.DRAFT, "")
    return refused.value.code


def open_code(charity: Charity, programme: Programme) -> str:
    """The code opening is refused with; the programme stays as it was."""
    before = programme.status
    with pytest.raises(DomainError) as refused:
        open_programme(by=charity.manager, programme=programme)
    programme.refresh_from_db()
    assert programme.status == before
    return refused.value.code


def test_a_filed_plan_opens_and_closes(charity: Charity) -> None:
    programme = campaigned(charity, read_words(filed(charity, new_draft(charity))))
    open_programme(by=charity.manager, programme=programme)
    assert programme.status == ProgrammeStatus.OPEN
    close_programme(by=charity.manager, programme=programme, because="target_reached")
    programme.refresh_from_db()
    assert programme.status == ProgrammeStatus.CLOSED
    verbs = AuditRow.objects.filter(subject=f"donations.programme:{programme.pk}").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "programme.create", "programme.file", "programme.open", "programme.close",
    ]  # fmt: skip


@pytest.mark.parametrize("days", [10, 11, 100])
def test_a_plan_is_filed_ten_days_before_it_starts(charity: Charity, days: int) -> None:
    programme = new_draft(charity)
    day = programme.starts_on - timedelta(days=days)
    file_programme(by=charity.manager, programme=programme, number=" F-1 ", filed_on=day)
    programme.refresh_from_db()
    assert (programme.status, programme.filing_number, programme.filed_on) == (ProgrammeStatus.FILED, "F-1", day)


@pytest.mark.parametrize("days", [9, 0, -1])
def test_a_plan_filed_later_is_refused(charity: Charity, days: int) -> None:
    assert file_code(charity, new_draft(charity), days) == "NO_FILING"


def test_an_emergency_is_filed_within_ten_days_after_its_start(charity: Charity) -> None:
    in_time, late = new_draft(charity, is_emergency=True), new_draft(charity, is_emergency=True)
    filed_on = in_time.starts_on + timedelta(days=10)
    file_programme(by=charity.manager, programme=in_time, number="E-1", filed_on=filed_on)
    assert in_time.status == ProgrammeStatus.FILED
    assert file_code(charity, late, -11, "E-2") == "NO_FILING"


@pytest.mark.parametrize(("emergency", "years"), [(False, 3), (True, 1)])
def test_a_plan_runs_for_so_many_years_at_most(charity: Charity, emergency: bool, years: int) -> None:
    starts = date(2028, 2, 29)
    longest = starts.replace(year=starts.year + years, day=28)
    fits = new_draft(charity, starts_on=starts, ends_on=longest, is_emergency=emergency)
    file_programme(by=charity.manager, programme=fits, number="F-1", filed_on=starts - timedelta(days=30))
    too_long = new_draft(charity, starts_on=starts, ends_on=longest + timedelta(days=1), is_emergency=emergency)
    assert file_code(charity, too_long, 30, "F-2") == "NO_FILING"


@pytest.mark.parametrize("field", PLAN_FIELDS)
def test_a_plan_that_lacks_a_field_is_not_filed(charity: Charity, field: str) -> None:
    programme = new_draft(charity, **{field: None if field == "target_fen" else ""})
    assert file_code(charity, programme) == "NO_FILING"
    assert str(Programme._meta.get_field(field).verbose_name) in str(plan_is_complete(programme).reason)


@pytest.mark.parametrize(
    "changes",
    [
        {"beneficiary_range": "受助人姓名：张三"},
        {"purpose": "帮助身份证号330203190001010013的家庭"},
        {"selection": "直接联系13800138000"},
    ],
)
def test_a_plan_for_one_person_is_refused(charity: Charity, changes: dict[str, str]) -> None:
    assert file_code(charity, new_draft(charity, **changes)) == "SPECIFIC_BENEFICIARY"


def test_only_a_charity_with_a_fundraising_certificate_files(db: None) -> None:
    for kinds in ((), (CapabilityKind.CHARITY,), (CapabilityKind.PUBLIC_FUNDRAISING,)):
        charity = with_accounts(new_charity(kinds=kinds))
        assert file_code(charity, new_draft(charity), number=f"F-{len(kinds)}") == "NO_PF_QUALIFICATION"


def test_a_directed_fund_needs_no_fundraising_certificate(db: None) -> None:
    charity = with_accounts(new_charity(kinds=(CapabilityKind.CHARITY,)))
    fund = new_draft(charity, kind=ProgrammeKind.SPECIAL_FUND, is_directed=True)
    assert filed(charity, fund).status == ProgrammeStatus.FILED


def test_one_filing_is_one_campaign(charity: Charity) -> None:
    first, second = new_draft(charity), new_draft(charity)
    day = first.starts_on - timedelta(days=21)
    file_programme(by=charity.manager, programme=first, number="F-1", filed_on=day)
    assert file_code(charity, second) == "FILING_NUMBER_USED"


def test_a_filing_needs_its_number(charity: Charity) -> None:
    assert file_code(charity, new_draft(charity), number="  ") == "NO_FILING"


def test_only_what_is_filed_opens(charity: Charity) -> None:
    assert open_code(charity, new_draft(charity)) == "NO_FILING"


def test_a_plan_opens_within_its_days_only(charity: Charity) -> None:
    today = clock.today()
    later = new_draft(charity, starts_on=today + timedelta(days=1), ends_on=today + timedelta(days=30))
    assert open_code(charity, filed(charity, later)) == "NO_FILING"


def test_a_certificate_that_was_suspended_after_filing_stops_the_opening(charity: Charity) -> None:
    programme = filed(charity, new_draft(charity))
    Capability.objects.filter(kind=CapabilityKind.PUBLIC_FUNDRAISING).update(status="suspended")
    assert open_code(charity, programme) == "NO_PF_QUALIFICATION"


def test_without_an_account_in_its_own_name_nothing_opens(db: None) -> None:
    charity = new_charity()
    programme = filed(charity, new_draft(charity))
    assert open_code(charity, programme) == "ACCOUNT_NOT_CHARITY"
    with_accounts(charity)
    PayeeAccount.objects.update(holder_name="基金自己的账户")
    assert open_code(charity, programme) == "ACCOUNT_NOT_CHARITY"


def test_strangers_and_finance_staff_do_not_run_programmes(charity: Charity) -> None:
    programme = new_draft(charity)
    stranger = with_accounts(new_charity()).manager
    for by in (stranger, charity.finance, person()):
        with pytest.raises(Refused) as refused:
            close_programme(by=by, programme=programme)
        assert refused.value.code == "NOT_OF_THIS_CHARITY"
        with pytest.raises(Refused):
            create_programme(by=by, charity=charity.organisation, kind=ProgrammeKind.PROGRAMME, name="x")
    assert Programme.objects.count() == 1


def test_a_suspended_organisation_does_nothing(charity: Charity) -> None:
    Organisation.objects.update(status=OrganisationStatus.SUSPENDED)
    charity.organisation.refresh_from_db()
    with pytest.raises(Refused):
        new_draft(charity)
    assert not Programme.objects.exists()


def test_a_filed_plan_is_not_rewritten(charity: Charity) -> None:
    programme = new_draft(charity)
    edit_programme(by=charity.manager, programme=programme, area="浙江省")
    filed(charity, programme)
    with pytest.raises(ProgrammeRefused) as refused:
        edit_programme(by=charity.manager, programme=programme, area="全国")
    assert refused.value.code == "PLAN_IS_FILED"
    programme.refresh_from_db()
    assert programme.area == "浙江省"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"starts_on": date(2026, 2, 2), "ends_on": date(2026, 2, 1)}, "DATES_REVERSED"),
        ({"aid_types": ["moon"]}, "UNKNOWN_CODE"),
        ({"need_kinds": ["cash"]}, "UNKNOWN_CODE"),
    ],
)
def test_a_plan_that_makes_no_sense_is_not_kept(charity: Charity, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(ProgrammeRefused) as refused:
        new_draft(charity, **changes)
    assert refused.value.code == code
    assert not Programme.objects.exists()


def test_a_form_cannot_write_what_is_not_the_plans(charity: Charity) -> None:
    with pytest.raises(TypeError):
        create_programme(
            by=charity.manager, charity=charity.organisation, kind=ProgrammeKind.PROGRAMME, **PLAN, status="open"
        )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"platform": "nobody"}, "PLATFORM_NOT_DESIGNATED"),
        ({"number": ""}, "PLATFORM_NOT_DESIGNATED"),
        ({"url": "https://elsewhere.invalid/1"}, "PLATFORM_NOT_DESIGNATED"),
        ({"platform": "meituan"}, "PLATFORM_NOT_DESIGNATED"),
        ({"ends_on": date(2020, 1, 1)}, "DATES_REVERSED"),
    ],
)
def test_a_campaign_is_recorded_with_a_number_on_a_designated_platform(
    charity: Charity, changes: dict[str, Any], code: str
) -> None:
    programme, today = new_draft(charity), clock.today()
    fields: dict[str, Any] = {
        "platform": "demonstration", "number": "D-1", "url": "https://platform.invalid/1",
        "starts_on": today, "ends_on": today + timedelta(days=9), **changes,
    }  # fmt: skip
    with pytest.raises(DomainError) as refused:
        record_campaign(by=charity.manager, programme=programme, **fields)
    assert refused.value.code == code
    assert not CampaignRecord.objects.exists()


def test_a_campaign_without_a_link_is_recorded_by_its_number_once(charity: Charity) -> None:
    programme, today = new_draft(charity), clock.today()
    record_campaign(
        by=charity.manager, programme=programme, platform="meituan", number="M-1", starts_on=today, ends_on=today
    )
    with pytest.raises(ProgrammeRefused) as refused:
        record_campaign(
            by=charity.manager, programme=programme, platform="meituan", number="M-1", starts_on=today, ends_on=today
        )
    assert refused.value.code == "CAMPAIGN_RECORDED"
    assert CampaignRecord.objects.count() == 1


def test_the_same_refusal_twice_leaves_nothing_to_tell(charity: Charity) -> None:
    programme = new_draft(charity)
    before = (OutboxMessage.objects.count(), AuditRow.objects.count())
    programme.status = ProgrammeStatus.OPEN
    with pytest.raises(IllegalMove):
        close_programme(by=charity.manager, programme=programme)
    assert (OutboxMessage.objects.count(), AuditRow.objects.count()) == before


@pytest.mark.parametrize("number", ["", "12ab5678", "1234567", "1" * 33])
def test_an_account_number_is_digits(charity: Charity, number: str) -> None:
    before = PayeeAccount.objects.count()
    with pytest.raises(AccountRefused) as refused:
        record_bank_account(
            by=charity.manager, charity=charity.organisation, holder_name=charity.organisation.name,
            bank_name="样例银行", account_number=number,
        )  # fmt: skip
    assert refused.value.code == "ACCOUNT_NUMBER_UNCLEAR"
    assert PayeeAccount.objects.count() == before


def test_an_account_in_another_name_is_not_recorded(charity: Charity) -> None:
    before = PayeeAccount.objects.count()
    with pytest.raises(AccountRefused) as refused:
        record_bank_account(
            by=charity.manager, charity=charity.organisation, holder_name="项目负责人", bank_name="样例银行",
            account_number="330500001234",
        )  # fmt: skip
    assert refused.value.code == "ACCOUNT_NOT_CHARITY"
    assert PayeeAccount.objects.count() == before


def test_a_new_account_closes_the_earlier_one_and_its_number_is_sealed(charity: Charity) -> None:
    new = record_bank_account(
        by=charity.manager, charity=charity.organisation, holder_name=charity.organisation.name,
        bank_name="样例银行", account_number="3305-0000-9999",
    )  # fmt: skip
    open_ones = PayeeAccount.objects.filter(gateway=Gateway.BANK_TRANSFER, closed_at__isnull=True)
    assert [account.pk for account in open_ones] == [new.pk]
    assert (new.last4, PayeeAccount.objects.get(pk=new.pk).account_number) == ("9999", "330500009999")
    stored = PayeeAccount.objects.raw(
        "SELECT id, account_number || '' AS sealed FROM donations_payeeaccount WHERE id = %s", [new.pk]
    )
    assert "330500009999" not in stored[0].sealed


def test_the_same_provider_account_may_be_recorded_again(charity: Charity) -> None:
    fields = {"by": charity.manager, "charity": charity.organisation, "provider_account": "acct_again0001"}
    first, second = (record_provider_account(**fields) for _ in range(2))
    first.refresh_from_db()
    assert (first.closed_at is None, second.closed_at is None) == (False, True)


def test_what_the_provider_says_of_an_account_is_kept_and_written_down_once(charity: Charity) -> None:
    account = record_provider_account(
        by=charity.manager, charity=charity.organisation, provider_account="acct_mirror01"
    )
    assert not account.charges_enabled
    state = AccountState(
        id="acct_mirror01",
        country="HK",
        charges_enabled=True,
        payouts_enabled=False,
        details_submitted=True,
        capabilities={},
    )
    for _ in range(2):
        mirror_account(by=TEST, account=account, state=state)
    account.refresh_from_db()
    assert (account.charges_enabled, account.payouts_enabled) == (True, False)
    assert AuditRow.objects.filter(verb="payee.mirror", subject=f"donations.payeeaccount:{account.pk}").count() == 1


def test_an_open_programme_keeps_its_filing(charity: Charity) -> None:
    programme = open_programme_of(charity)
    assert (bool(programme.filing_number), programme.filed_on) == (True, programme.starts_on - timedelta(days=21))


def test_a_filing_is_recorded_once_whoever_sends_it_twice(charity: Charity) -> None:
    programme = new_draft(charity)
    stale = Programme.objects.get(pk=programme.pk)
    day = programme.starts_on - timedelta(days=21)
    file_programme(by=charity.manager, programme=programme, number="F-1", filed_on=day)
    with pytest.raises(ProgrammeRefused) as refused:
        file_programme(by=charity.manager, programme=stale, number="F-2", filed_on=day)
    assert refused.value.code == "PLAN_IS_FILED"
    programme.refresh_from_db()
    assert (programme.status, programme.filing_number) == (ProgrammeStatus.FILED, "F-1")
    other = new_draft(charity)
    with pytest.raises(ProgrammeRefused) as taken:
        file_programme(by=charity.manager, programme=other, number="F-1", filed_on=day)
    assert taken.value.code == "FILING_NUMBER_USED"
    other.refresh_from_db()
    assert (other.status, other.filing_number) == (ProgrammeStatus.DRAFT, "")


def test_a_plan_follows_the_law_of_its_start_and_before_the_first_row_the_first(charity: Charity) -> None:
    first = rule_or_first("plan.maximum_years", on=date(2000, 1, 1))
    assert first.valid_from > date(2000, 1, 1)
    assert rule_or_first("plan.maximum_years", on=clock.today()) == rule("plan.maximum_years", on=clock.today())
    with pytest.raises(RuleMissing):
        rule_or_first("plan.no_such_rule", on=clock.today())
