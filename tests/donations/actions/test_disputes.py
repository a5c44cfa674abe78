"""A disputed gift stands still until somebody says how it ended; the books follow the money."""

from __future__ import annotations

import pytest

from donations.actions import close_dispute, confirm_received, open_dispute, spend, spendable_fen
from donations.invariants import violations
from donations.ledger import fund_balance
from donations.models import Dispute, Programme
from donations.states import DisputeStatus, GiftStatus
from marketplace.common import clock
from marketplace.common.lifecycle import IllegalMove
from marketplace.common.verdict import Refused
from tests.donations.actions.test_refunds import given_back
from tests.donations.charity import TEST, Charity, paid_gift, received_gift


def test_a_disputed_gift_is_out_of_the_fund_and_out_of_use(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 1000)
    open_dispute(by=TEST, payment=gift.payment, provider_id="dp_1")
    gift.refresh_from_db()
    assert (gift.status, spendable_fen(programme.pk), fund_balance(programme.pk).available) == ("disputed", 0, 0)
    assert list(violations()) == []


def test_the_same_dispute_is_opened_once(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 1000)
    first = open_dispute(by=TEST, payment=gift.payment, provider_id="dp_1")
    assert open_dispute(by=TEST, payment=gift.payment, provider_id="dp_1") == first
    assert Dispute.objects.count() == 1
    assert fund_balance(programme.pk).available == 0


def test_a_gift_that_was_given_back_has_nothing_to_dispute(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 1000)
    given_back(charity, gift, 1000)
    assert open_dispute(by=TEST, payment=gift.payment, provider_id="dp_1") is None
    assert not Dispute.objects.exists()


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_dispute_that_is_won_restores_the_stage(charity: Charity, programme: Programme, confirmed: bool) -> None:
    gift = received_gift(charity, programme, 1000) if confirmed else paid_gift(programme, 1000)
    dispute = open_dispute(by=TEST, payment=gift.payment, provider_id="dp_1")
    assert dispute is not None
    close_dispute(by=charity.finance, dispute=dispute, won=True)
    gift.refresh_from_db()
    balance = fund_balance(programme.pk)
    assert gift.status == (GiftStatus.RECEIVED if confirmed else GiftStatus.PAID)
    assert (balance.available, balance.pending) == ((1000, 0) if confirmed else (0, 1000))
    assert list(violations()) == []


def test_a_dispute_that_is_lost_is_money_gone_for_good(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 1000)
    spend(by=charity.finance, programme=programme, fen=600, purpose="书包", voucher="V", spent_on=clock.today())
    dispute = open_dispute(by=TEST, payment=gift.payment, provider_id="dp_1")
    assert dispute is not None
    assert fund_balance(programme.pk).available == -600
    assert list(violations()) == []
    close_dispute(by=charity.finance, dispute=dispute, won=False)
    gift.refresh_from_db()
    assert (gift.status, gift.refunded_fen, gift.spent_fen) == (GiftStatus.REFUNDED, 1000, 0)
    assert Dispute.objects.get().status == DisputeStatus.LOST
    assert list(violations()) == []
    with pytest.raises(IllegalMove):
        close_dispute(by=charity.finance, dispute=dispute, won=True)


def test_what_was_in_use_is_in_use_again_when_the_dispute_is_won(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 1000)
    spend(by=charity.finance, programme=programme, fen=600, purpose="书包", voucher="V", spent_on=clock.today())
    dispute = open_dispute(by=TEST, payment=gift.payment, provider_id="dp_1")
    assert dispute is not None
    close_dispute(by=charity.finance, dispute=dispute, won=True)
    gift.refresh_from_db()
    assert (gift.status, gift.spent_fen, spendable_fen(programme.pk)) == (GiftStatus.ALLOCATED, 600, 400)


def test_a_disputed_gift_is_not_confirmed_and_only_finance_says_how_it_ended(
    charity: Charity, programme: Programme
) -> None:
    gift = paid_gift(programme, 1000)
    dispute = open_dispute(by=TEST, payment=gift.payment, provider_id="dp_1")
    assert dispute is not None
    with pytest.raises(IllegalMove):
        confirm_received(by=charity.finance, gift=gift)
    with pytest.raises(Refused):
        close_dispute(by=charity.manager, dispute=dispute, won=True)
    assert Dispute.objects.get().status == DisputeStatus.OPEN
