"""Gifts made on a platform: looked at first, counted once and whole; what is attacked or doubtful counts nothing."""

from __future__ import annotations

import io
import logging
import random
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from openpyxl import load_workbook

from donations import invariants
from donations.actions.claims import ClaimRefused, claim_platform_gift
from donations.certificates.issuing import certificate_in_force
from donations.ledger import fund_balance
from donations.models import (
    Entry,
    Gift,
    LedgerAccount,
    Move,
    Payment,
    PlatformFile,
    PlatformOrder,
    PlatformSettlement,
    Programme,
    Refund,
)
from donations.models.ledger import AccountKind
from donations.reconciliation.platforms import (
    PlatformFileRefused,
    count_platform_file,
    forget_old_files,
    forget_platform_file,
    try_platform_file,
)
from donations.reconciliation.platforms.rows import LIMITS
from donations.states import GiftStatus, PlatformFileStatus
from marketplace.accounts.actions import give_role
from marketplace.accounts.models import Role
from marketplace.common import clock
from marketplace.common.events.dispatch import deliver_due
from marketplace.common.verdict import Refused
from tests.donations.charity import COMPANY_CODE, Charity, new_charity, open_programme_of, person, wish, with_accounts
from tests.donations.platform_files import as_csv, as_xlsx, counted, line, tried

NAME = "样例平台捐赠人"


def nothing_happened() -> None:
    assert (Gift.objects.count(), Payment.objects.count(), Entry.objects.count(), Move.objects.count()) == (0, 0, 0, 0)
    assert (PlatformOrder.objects.count(), Refund.objects.count()) == (0, 0)


def refusal(charity: Charity, programme: Programme, data: bytes) -> str:
    """The code with which the file as a whole is refused, keeping nothing of it."""
    with pytest.raises(PlatformFileRefused) as refused:
        tried(charity, programme, data)
    assert str(refused.value)
    assert not PlatformFile.objects.exists()
    nothing_happened()
    return refused.value.code


def faults(charity: Charity, programme: Programme, *rows: dict[str, str]) -> list[tuple[int, str, str]]:
    """What is wrong with the rows; such a file can never be counted."""
    file = tried(charity, programme, as_csv(*rows))
    with pytest.raises(PlatformFileRefused) as refused:
        count_platform_file(by=charity.finance, tried=file)
    assert refused.value.code == "ROWS_FAULTY"
    return [(row, field, code) for row, field, code in file.faults]


def standing(charity: Charity, kind: AccountKind) -> int:
    return LedgerAccount.objects.get(charity=charity.organisation, kind=kind, programme=None).standing_fen


def test_looking_at_a_file_counts_nothing(charity: Charity, programme: Programme) -> None:
    file = tried(charity, programme, as_csv(line(programme, "T-0001", fee="0.60"), line(programme, "T-0002", "50")))
    assert (file.rows, file.gifts, file.gift_fen, file.fee_fen, file.faults) == (2, 2, 15_000, 60, [])
    nothing_happened()


def test_gifts_reach_fund_platform_account_receipt_and_certificate(charity: Charity, programme: Programme) -> None:
    file = counted(
        charity, programme, line(programme, "T-0001", fee="0.60", receipt_name=NAME, email="d@example.invalid")
    )
    gift = Gift.objects.get()
    assert (gift.status, gift.channel, gift.fen, gift.waived) == (GiftStatus.RECEIVED, "platform", 10_000, False)
    assert clock.local(gift.paid_at).date() == clock.today()
    assert fund_balance(programme.pk).available == 10_000
    assert standing(charity, AccountKind.PLATFORM) == 9_940
    assert standing(charity, AccountKind.FEES) == 60
    assert (file.status, file.content) == (PlatformFileStatus.COUNTED, "")
    deliver_due()
    assert certificate_in_force(gift).fen == 10_000
    assert list(invariants.violations()) == []


def test_a_payout_moves_the_money_to_the_charitys_account(charity: Charity, programme: Programme) -> None:
    counted(charity, programme, line(programme, "T-0001", fee="0.60"), line(programme, "S-0001", "90", kind="结算"))
    assert standing(charity, AccountKind.PLATFORM) == 940
    assert standing(charity, AccountKind.BANK) == 9_000
    assert list(invariants.violations()) == []


def test_a_refund_in_the_file_goes_back_the_way_it_came(charity: Charity, programme: Programme) -> None:
    back = line(programme, "T-0001", "40", kind="退款", refund_number="R-0001")
    counted(charity, programme, back, line(programme, "T-0001"))
    gift = Gift.objects.get()
    assert (gift.refunded_fen, fund_balance(programme.pk).available) == (4_000, 6_000)
    assert standing(charity, AccountKind.PLATFORM) == 6_000
    rest = line(programme, "T-0001", "60", kind="退款", refund_number="R-0002")
    counted(charity, programme, rest)
    gift.refresh_from_db()
    assert (gift.status, fund_balance(programme.pk).available) == (GiftStatus.REFUNDED, 0)
    assert list(invariants.violations()) == []


def test_the_same_file_and_the_same_order_never_count_twice(charity: Charity, programme: Programme) -> None:
    rows = [line(programme, "T-0001"), line(programme, "S-0001", "90", kind="结算")]
    rows.append(line(programme, "T-0001", "40", kind="退款", refund_number="R-0001"))
    first, second = tried(charity, programme, as_csv(*rows)), tried(charity, programme, as_csv(*rows))
    count_platform_file(by=charity.finance, tried=first)
    before = (Entry.objects.count(), Gift.objects.count())
    for again in (first, second, tried(charity, programme, as_xlsx(*rows))):
        with pytest.raises(PlatformFileRefused):
            count_platform_file(by=charity.finance, tried=again)
    assert (Entry.objects.count(), Gift.objects.count()) == before
    more = counted(charity, programme, *rows, line(programme, "T-0002", "5"))
    assert (more.known, more.gifts, Gift.objects.count()) == (3, 1, 2)


def test_a_number_with_other_content_is_a_fault(charity: Charity, programme: Programme) -> None:
    counted(charity, programme, line(programme, "T-0001"), line(programme, "S-0001", "90", kind="结算"))
    found = faults(
        charity, programme, line(programme, "T-0001", "100.01"), line(programme, "S-0001", "91", kind="结算"),
        line(programme, "T-0009", "1", kind="退款", refund_number="R-0009"),
        line(programme, "T-0001", "101", kind="退款", refund_number="R-0001"),
    )  # fmt: skip
    assert found == [
        (2, "order_number", "ORDER_CONFLICT"), (3, "order_number", "SETTLEMENT_CONFLICT"),
        (4, "refund_number", "ORDER_UNKNOWN"), (5, "refund_number", "REFUND_TOO_LARGE"),
    ]  # fmt: skip
    assert Gift.objects.count() == 1


def test_one_bad_row_keeps_the_whole_file_out(charity: Charity, programme: Programme) -> None:
    assert faults(charity, programme, line(programme, "T-0001"), line(programme, "T-0002", "x")) == [
        (3, "amount", "AMOUNT_UNCLEAR")
    ]
    nothing_happened()


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"receipt_name": "=HYPERLINK(1)"}, "receipt_name", "FORMULA"),
        ({"receipt_name": "＝1+1"}, "receipt_name", "FORMULA"),
        ({"email": "@SUM(A1)"}, "email", "FORMULA"),
        ({"order_number": "+T-0001"}, "order_number", "FORMULA"),
        ({"amount": "-100.00"}, "amount", "FORMULA"),
        ({"amount": "0"}, "amount", "AMOUNT_UNCLEAR"),
        ({"amount": "1.005"}, "amount", "AMOUNT_UNCLEAR"),
        ({"amount": "1e9"}, "amount", "AMOUNT_UNCLEAR"),
        ({"fee": "100.01"}, "fee", "FEE_ABOVE_AMOUNT"),
        ({"kind": "gift!"}, "kind", "KIND_UNCLEAR"),
        ({"order_number": "T 1"}, "order_number", "NUMBER_UNCLEAR"),
        ({"order_number": "T-0001/../x"}, "order_number", "NUMBER_UNCLEAR"),
        ({"date": "yesterday"}, "date", "DAY_UNCLEAR"),
        ({"date": "2199-01-01"}, "date", "DAY_IN_THE_FUTURE"),
        ({"date": "2020-01-01"}, "date", "OUTSIDE_CAMPAIGN"),
        ({"campaign": "D-else"}, "campaign", "OTHER_CAMPAIGN"),
        ({"donor_kind": "单位", "receipt_name": "样例公司", "identifier": "51330200MJTT000097"}, "identifier",
         "IDENTIFIER_UNCLEAR"),
        ({"receipt_name": "样例\u202e人"}, "receipt_name", "TEXT_UNCLEAR"),
        ({"email": "a@b"}, "receipt_name", "TEXT_UNCLEAR"),
    ],
)  # fmt: skip
def test_a_row_is_refused_by_row_field_and_reason_never_by_value(
    charity: Charity, programme: Programme, changes: dict[str, str], field: str, code: str
) -> None:
    assert faults(charity, programme, line(programme, "T-0001") | changes) == [(2, field, code)]
    nothing_happened()


def test_a_number_twice_in_one_file_is_a_fault(charity: Charity, programme: Programme) -> None:
    assert faults(charity, programme, line(programme, "T-0001"), line(programme, "T-0001")) == [
        (3, "order_number", "TWICE_IN_THE_FILE")
    ]
    nothing_happened()


def test_what_is_no_such_file_is_refused_as_a_whole(charity: Charity, programme: Programme) -> None:
    good = line(programme, "T-0001", receipt_name=NAME)
    noise = bytes(random.Random(1).randrange(128, 256) for _ in range(4_000))
    for data in (
        b"", noise, as_csv(good, encoding="utf-16"), as_csv(good)[:-1] + b"\x00", b"PK\x03\x04nonsense",
        as_csv(good).replace("金额".encode(), "数额".encode()),
        as_csv(good).replace("票据抬头".encode(), "订单号".encode()),
        as_csv(good | {"receipt_name": "x" * 30_000}), b"x" * (LIMITS.bytes + 1),
        as_csv(*[line(programme, f"T-{n:05d}") for n in range(LIMITS.rows + 1)]),
        as_xlsx(good | {"amount": "=1+1"}),
    ):  # fmt: skip
        assert refusal(charity, programme, data) == "FILE_REFUSED", data[:40]


def test_a_workbook_and_the_encodings_of_the_country_are_read(charity: Charity, programme: Programme) -> None:
    row = line(programme, "T-0001", receipt_name=NAME)
    for data in (as_xlsx(row), as_csv(row, encoding="gb18030"), as_csv(row, encoding="utf-8-sig"),
                 as_csv(row, chinese=False)):  # fmt: skip
        assert (tried(charity, programme, data).gifts, tried(charity, programme, data).faults) == (1, [])
    assert load_workbook(io.BytesIO(as_xlsx(row))).active.max_row == 2


def test_the_file_of_another_programme_counts_nothing_here(charity: Charity, programme: Programme) -> None:
    other = open_programme_of(charity)
    assert faults(charity, programme, line(other, "T-0001")) == [(2, "campaign", "OTHER_CAMPAIGN")]
    nothing_happened()


def test_only_finance_and_the_citys_officers_send_files_in(charity: Charity, programme: Programme) -> None:
    data, campaign = as_csv(line(programme, "T-0001")), programme.campaigns.get()
    stranger = with_accounts(new_charity())
    for by in (charity.manager, stranger.finance, person()):
        with pytest.raises(Refused):
            try_platform_file(by=by, campaign=campaign, data=data)
    file = tried(charity, programme, data)
    for by in (charity.manager, stranger.finance):
        with pytest.raises(Refused):
            count_platform_file(by=by, tried=file)
    nothing_happened()
    officer = person()
    give_role(by=None, user=officer, role=Role.OFFICER, place="330200")
    count_platform_file(by=officer, tried=file)
    assert Gift.objects.count() == 1


def test_a_file_nobody_decides_about_is_forgotten(charity: Charity, programme: Programme) -> None:
    old, aside = (
        tried(charity, programme, as_csv(line(programme, "T-0001"))),
        tried(charity, programme, as_csv(line(programme, "T-0002"))),
    )
    forget_platform_file(by=charity.finance, tried=aside)
    with clock.freeze(clock.now() + timedelta(hours=25)):
        assert forget_old_files() == 1
    old.refresh_from_db()
    aside.refresh_from_db()
    assert {(file.status, file.content) for file in (old, aside)} == {(PlatformFileStatus.FORGOTTEN, "")}
    with pytest.raises(PlatformFileRefused):
        count_platform_file(by=charity.finance, tried=old)
    nothing_happened()


def test_no_log_and_no_row_in_the_clear_names_a_donor(
    charity: Charity, programme: Programme, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        file = tried(charity, programme, as_csv(line(programme, "T-0001", receipt_name=NAME), line(programme, "x")))
    assert NAME not in caplog.text
    assert NAME not in str(PlatformFile.objects.filter(pk=file.pk).defer("content").values("faults", "digest"))


def claim(number: str = "T-0001", fen: int = 10_000, days_ago: int = 0, **changes: object) -> Gift:
    wished = wish(fen, **{"receipt_name": NAME, **changes})
    day = clock.today() - timedelta(days=days_ago)
    return claim_platform_gift(by=None, platform="demonstration", number=number, given_on=day, wish=wished)


def test_the_donor_claims_with_order_amount_and_day_and_gets_a_certificate(
    charity: Charity, programme: Programme
) -> None:
    counted(charity, programme, line(programme, "T-0001"))
    deliver_due()
    assert certificate_in_force(Gift.objects.get()) is None
    gift = claim(donor_kind="company", identifier=COMPANY_CODE)
    deliver_due()
    gift = Gift.objects.get(pk=gift.pk)
    assert (gift.waived, gift.donor_kind, gift.donor.receipt_name) == (False, "company", NAME)
    assert certificate_in_force(gift).fen == 10_000


@pytest.mark.parametrize(
    "wrong", [{"number": "T-0002"}, {"fen": 10_001}, {"days_ago": 1}, {"receipt_name": "别的名字"}]
)
def test_whoever_does_not_know_all_of_it_claims_nothing(
    charity: Charity, programme: Programme, wrong: dict[str, object]
) -> None:
    counted(charity, programme, line(programme, "T-0001", receipt_name=NAME))
    with pytest.raises(ClaimRefused) as refused:
        claim(**wrong)  # type: ignore[arg-type]
    assert refused.value.code == "NO_SUCH_ORDER"
    assert PlatformOrder.objects.get().claimed_at is None
    assert Gift.objects.get().donor.receipt_name == NAME
    claim()
    with pytest.raises(ClaimRefused):
        claim()


def test_the_database_itself_rewrites_no_order_and_no_payout(charity: Charity, programme: Programme) -> None:
    counted(charity, programme, line(programme, "T-0001"), line(programme, "S-0001", "90", kind="结算"))
    for rows, change in (
        (PlatformOrder.objects.all(), {"number": "T-0002"}), (PlatformSettlement.objects.all(), {"fen": 1})
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete(rows.db)
    assert (PlatformOrder.objects.get().number, PlatformSettlement.objects.get().fen) == ("T-0001", 9_000)
