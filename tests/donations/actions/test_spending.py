"""A programme's money is used once, with a voucher, the oldest gifts first."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from donations.actions import (
    ProgrammeRefused,
    SpendingRefused,
    confirm_received,
    report_programme,
    request_refund,
    spend,
    spendable_fen,
)
from donations.invariants import violations
from donations.ledger import fund_balance
from donations.models import Entry, Gift, Programme, Spending, SpendingShare
from donations.queries import shares_of
from donations.states import GiftStatus
from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.public_words import TextMayIdentify
from marketplace.common.verdict import DomainError, Refused
from marketplace.fulfilment.models import Assignment, SupplierKind
from marketplace.needs.models import Need
from tests.donations.charity import (
    Charity,
    new_charity,
    numbers,
    open_programme_of,
    paid_gift,
    received_gift,
    with_accounts,
)


def use(charity: Charity, programme: Programme, fen: int, voucher: str = "", **changes: object) -> Spending:
    """Spend some of the programme's money today."""
    fields = {"purpose": "为二十名学生购买书包", "spent_on": clock.today(), **changes}
    return spend(
        by=charity.finance,
        programme=programme,
        fen=fen,
        voucher=voucher or f"V-{next(numbers)}",
        **fields,  # type: ignore[arg-type]
    )


def statuses() -> list[str]:
    return list(Gift.objects.order_by("pk").values_list("status", flat=True))


def refused_code(charity: Charity, programme: Programme, fen: int, **changes: object) -> str:
    """The code a spending is refused with; nothing was used and nothing written."""
    before = (Spending.objects.count(), Entry.objects.count(), fund_balance(programme.pk))
    with pytest.raises(DomainError) as refused:
        use(charity, programme, fen, **changes)
    assert (Spending.objects.count(), Entry.objects.count(), fund_balance(programme.pk)) == before
    return refused.value.code


def test_the_oldest_gifts_pay_first(charity: Charity, programme: Programme) -> None:
    first, second, third = (received_gift(charity, programme, 100) for _ in range(3))
    spending = use(charity, programme, 150)
    assert [(s.gift, s.fen) for s in spending.shares.all()] == [(first, 100), (second, 50)]
    assert statuses() == ["spent", "allocated", "received"]
    assert (spending.covered_fen, fund_balance(programme.pk).available) == (150, 150)
    assert [use.fen for use in shares_of(second)] == [50]
    assert shares_of(third) == []
    assert list(violations()) == []


def test_age_is_the_day_of_confirmation_not_of_announcement(charity: Charity, programme: Programme) -> None:
    announced_first = paid_gift(programme, 100)
    confirmed_first = received_gift(charity, programme, 100)
    confirm_received(by=charity.finance, gift=announced_first)
    spending = use(charity, programme, 100)
    assert [share.gift for share in spending.shares.all()] == [confirmed_first]


def test_only_confirmed_money_is_spent(charity: Charity, programme: Programme) -> None:
    paid_gift(programme, 1000)
    received_gift(charity, programme, 100)
    assert spendable_fen(programme.pk) == 100
    assert refused_code(charity, programme, 101) == "FUND_TOO_SMALL"
    use(charity, programme, 100)
    assert spendable_fen(programme.pk) == 0


def test_one_programmes_gifts_never_pay_for_another(charity: Charity, programme: Programme) -> None:
    received_gift(charity, open_programme_of(charity), 1000)
    assert refused_code(charity, programme, 1) == "FUND_TOO_SMALL"


def test_money_that_may_go_back_is_not_spent_meanwhile(charity: Charity, programme: Programme) -> None:
    asked, other = received_gift(charity, programme, 300), received_gift(charity, programme, 170)
    request_refund(by=charity.finance, gift=asked, fen=10, reason="payment_error")
    assert spendable_fen(programme.pk) == 170
    assert refused_code(charity, programme, 171) == "FUND_TOO_SMALL"
    assert [share.gift for share in use(charity, programme, 170).shares.all()] == [other]


@pytest.mark.parametrize(
    ("fen", "changes", "code"),
    [
        (0, {}, "AMOUNT_TOO_SMALL"),
        (-5, {}, "AMOUNT_TOO_SMALL"),
        (10, {"purpose": " "}, "VOUCHER_NEEDED"),
        (10, {"voucher": " "}, "VOUCHER_NEEDED"),
        (10, {"spent_on": date(2999, 1, 1)}, "DAY_IN_THE_FUTURE"),
        (10, {"purpose": "送给姓名：张三的轮椅"}, "TEXT_MAY_IDENTIFY"),
        (10, {"purpose_en": "call 13800138000"}, "TEXT_MAY_IDENTIFY"),
    ],
)
def test_a_spending_that_is_not_in_order_is_refused(
    charity: Charity, programme: Programme, fen: int, changes: dict[str, object], code: str
) -> None:
    received_gift(charity, programme, 100)
    assert refused_code(charity, programme, fen, **changes) == code


def test_a_voucher_counts_once_in_a_programme(charity: Charity, programme: Programme) -> None:
    received_gift(charity, programme, 100)
    use(charity, programme, 10, voucher="V-1")
    assert refused_code(charity, programme, 10, voucher=" V-1 ") == "VOUCHER_USED"
    other = open_programme_of(charity)
    received_gift(charity, other, 100)
    assert use(charity, other, 10, voucher="V-1").fen == 10


def test_only_the_charitys_finance_staff_spend(charity: Charity, programme: Programme) -> None:
    received_gift(charity, programme, 100)
    other = with_accounts(new_charity())
    for by in (charity.manager, other.finance):
        with pytest.raises(Refused):
            spend(by=by, programme=programme, fen=1, purpose="书包", voucher="V-1", spent_on=clock.today())
    assert not Spending.objects.exists()


def assignment_of(charity: Charity, fund: str, by: User) -> Assignment:
    need = Need.objects.create(need_kind="goods", author=by, audience="private", live=False)
    return Assignment.objects.create(
        need=need, supplier_kind=SupplierKind.OFFER, supplier_reference=f"offer{next(numbers)}", supplier_name="书包",
        organisation=charity.organisation, accepted_by=by, fund_reference=fund,
    )  # fmt: skip


def test_help_that_names_the_programme_may_be_paid_from_it(charity: Charity, programme: Programme) -> None:
    received_gift(charity, programme, 100)
    named = assignment_of(charity, programme.reference, charity.manager)
    other = assignment_of(charity, "", charity.manager)
    assert use(charity, programme, 10, assignment=named).assignment == named
    assert refused_code(charity, programme, 10, assignment=other) == "FUND_NOT_NAMED"
    Assignment.objects.update(status="cancelled")
    named.refresh_from_db()
    assert refused_code(charity, programme, 10, assignment=named) == "FUND_NOT_NAMED"


def test_the_database_keeps_shares_as_they_were_written(charity: Charity, programme: Programme) -> None:
    received_gift(charity, programme, 100)
    use(charity, programme, 10)
    with pytest.raises(DatabaseError), transaction.atomic():
        SpendingShare.objects.update(fen=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        Gift.objects.update(spent_fen=101)
    assert SpendingShare.objects.get().fen == 10


class AnyOrder(TestCase):
    """Whatever comes in and goes out in whatever order."""

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.one_of(st.tuples(st.just("give"), st.integers(100, 500)),
                              st.tuples(st.just("spend"), st.integers(1, 700))), max_size=10))  # fmt: skip
    def test_every_fen_spent_is_a_fen_given_and_the_oldest_go_first(self, steps: list[tuple[str, int]]) -> None:
        charity = with_accounts(new_charity())
        programme = open_programme_of(charity)
        gifts: list[Gift] = []
        given_fen = spent_fen = 0
        for verb, fen in steps:
            if verb == "give":
                gifts.append(received_gift(charity, programme, fen))
                given_fen += fen
            elif fen <= given_fen - spent_fen:
                use(charity, programme, fen)
                spent_fen += fen
            else:
                with pytest.raises(SpendingRefused):
                    use(charity, programme, fen)
        used: Counter[int] = Counter()
        for key, fen in SpendingShare.objects.filter(gift__programme=programme).values_list("gift", "fen"):
            used[key] += fen
        left = spent_fen
        for gift in gifts:
            assert used[gift.pk] == min(gift.fen, left)
            left -= used[gift.pk]
            gift.refresh_from_db()
            stage = GiftStatus.SPENT if not gift.unused_fen else GiftStatus.ALLOCATED
            assert gift.status == (stage if used[gift.pk] else GiftStatus.RECEIVED)
        balance = fund_balance(programme.pk)
        assert (balance.available, balance.spent) == (given_fen - spent_fen, spent_fen)
        assert list(violations()) == []


def test_a_report_closes_what_was_spent_by_its_day(charity: Charity, programme: Programme) -> None:
    today = clock.today()
    received_gift(charity, programme, 100)
    use(charity, programme, 100, spent_on=today - timedelta(days=2))
    received_gift(charity, programme, 100)
    use(charity, programme, 100, spent_on=today)
    report = report_programme(
        by=charity.manager, programme=programme, up_to=today - timedelta(days=1), text="已为二十名学生购买书包。"
    )
    assert statuses() == ["reported", "spent"]
    assert (report.received_fen, report.spent_fen) == (200, 200)
    for up_to in (report.up_to, today + timedelta(days=1)):
        with pytest.raises(ProgrammeRefused) as refused:
            report_programme(by=charity.manager, programme=programme, up_to=up_to, text="进展")
        assert refused.value.code == "REPORT_DAY_TAKEN"
    with pytest.raises(TextMayIdentify):
        report_programme(by=charity.manager, programme=programme, up_to=today, text="姓名：张三")
    assert programme.reports.count() == 1
