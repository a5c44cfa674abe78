"""A receipt comes when it comes: before or after the money is in use, and again after a red letter."""

from __future__ import annotations

import pytest

from donations.actions import mark_receipted, mark_red_lettered, spend
from donations.models import Gift, Programme
from donations.states import GiftStatus
from marketplace.common import clock
from marketplace.common.lifecycle import IllegalMove
from tests.donations.actions.test_refunds import given_back
from tests.donations.charity import TEST, Charity, paid_gift, received_gift


def use(charity: Charity, programme: Programme, fen: int) -> None:
    spend(by=charity.finance, programme=programme, fen=fen, purpose="书包", voucher=f"V{fen}", spent_on=clock.today())


def test_a_received_gift_is_receipted_and_then_used(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 1000)
    mark_receipted(by=TEST, gift=gift)
    assert (gift.status, gift.receipted_at is not None) == (GiftStatus.RECEIPTED, True)
    use(charity, programme, 1000)
    assert Gift.objects.get(pk=gift.pk).status == GiftStatus.SPENT


@pytest.mark.parametrize(("fen", "stage"), [(400, GiftStatus.ALLOCATED), (1000, GiftStatus.SPENT)])
def test_a_gift_in_use_keeps_its_stage(charity: Charity, programme: Programme, fen: int, stage: GiftStatus) -> None:
    gift = received_gift(charity, programme, 1000)
    use(charity, programme, fen)
    gift.refresh_from_db()
    mark_receipted(by=TEST, gift=gift)
    assert (gift.status, gift.receipted_at is not None) == (stage, True)
    with pytest.raises(IllegalMove):
        mark_receipted(by=TEST, gift=gift)


@pytest.mark.parametrize(("fen", "stage"), [(0, GiftStatus.RECEIPTED), (400, GiftStatus.ALLOCATED)])
def test_a_new_receipt_after_a_red_letter_restores_the_stage(
    charity: Charity, programme: Programme, fen: int, stage: GiftStatus
) -> None:
    gift = received_gift(charity, programme, 1000)
    mark_receipted(by=TEST, gift=gift)
    if fen:
        use(charity, programme, fen)
        gift.refresh_from_db()
    mark_red_lettered(by=TEST, gift=gift)
    assert (gift.status, gift.receipted_at) == (GiftStatus.RED_LETTERED, None)
    mark_receipted(by=TEST, gift=gift)
    assert gift.status == stage


def test_money_that_is_not_confirmed_or_gone_gets_no_receipt(charity: Charity, programme: Programme) -> None:
    back = received_gift(charity, programme, 1000)
    given_back(charity, back, 1000)
    for gift in (paid_gift(programme), back):
        status = gift.status
        with pytest.raises(IllegalMove):
            mark_receipted(by=TEST, gift=gift)
        gift.refresh_from_db()
        assert (gift.status, gift.receipted_at) == (status, None)
