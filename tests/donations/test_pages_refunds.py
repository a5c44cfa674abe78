"""Refunds and disputes on screen: one asks, another decides, and the papers follow the money."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from donations.actions import approve_refund, open_dispute, record_refund_paid, request_refund
from donations.models import Certificate, Dispute, Gift, Programme, Refund, StatutoryReceipt
from donations.receipts import ReceiptRefused, papers_due, receipt_in_force, record_receipt, reverse_receipt
from donations.states import CertificateStatus, DisputeStatus, GiftStatus, RefundStatus
from marketplace.common import clock
from marketplace.common.events.dispatch import deliver_due
from tests.counting import costs_the_same
from tests.donations.charity import TEST, Charity, new_charity, numbers, paid_gift, received_gift, with_accounts
from tests.donations.pages import as_user

REFUNDS = "/partner/gifts/refunds/"
ASK = {"amount": "3.00", "reason": "payment_error"}


def ask_page(gift: Gift) -> str:
    return reverse("refund_gift", args=[gift.reference])


def asked(charity: Charity, gift: Gift, fen: int = 300) -> Refund:
    return request_refund(by=charity.finance, gift=gift, fen=fen, reason="payment_error")


def page_of(refund: Refund) -> str:
    return reverse("refund", args=[refund.reference])


def paper(charity: Charity, gift: Gift, red: StatutoryReceipt | None = None) -> StatutoryReceipt:
    """A receipt, or the red letter of one."""
    fields: dict[str, Any] = {
        "code": "33050126",
        "number": f"{next(numbers):010d}",
        "check_code": "aB12cd",
        "issued_on": clock.today(),
    }
    if red is not None:
        return reverse_receipt(by=charity.finance, receipt=red, fen=-red.fen, **fields)
    return record_receipt(by=charity.finance, gift=gift, **fields)


def given_back(charity: Charity, gift: Gift, fen: int) -> None:
    refund = asked(charity, gift, fen)
    approve_refund(by=charity.second, refund=refund)
    record_refund_paid(by=charity.finance, refund=refund, serial=f"OUT{next(numbers)}")
    gift.refresh_from_db()


def test_a_refund_is_asked_for_on_the_gifts_page_and_waits_for_everybody_else(
    charity: Charity, programme: Programme
) -> None:
    gift = received_gift(charity, programme, 1000)
    finance = as_user(charity.finance)
    assert ask_page(gift) in finance.get(reverse("partner_gift", args=[gift.reference])).content.decode()
    answer = finance.post(ask_page(gift), ASK)
    refund = Refund.objects.get()
    assert answer["Location"] == page_of(refund)
    assert (refund.fen, refund.reason, refund.status) == (300, "payment_error", RefundStatus.REQUESTED)
    seen = {user: as_user(user).get(REFUNDS).context["page"].total for user in (charity.second, charity.manager)}
    assert set(seen.values()) == {1}
    assert finance.get(REFUNDS).context["page"].total == 0
    assert finance.get(f"{REFUNDS}?view=waiting").context["page"].total == 1


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"amount": "", "reason": "payment_error"}, 422),
        ({"amount": "3.00", "reason": ""}, 422),
        ({"amount": "3.00", "reason": "changed_my_mind"}, 422),
        ({"amount": "10.01", "reason": "payment_error"}, 409),
        ({"amount": "0.00", "reason": "payment_error"}, 409),
    ],
)
def test_what_the_law_does_not_know_is_asked_for_again(
    charity: Charity, programme: Programme, form: dict[str, str], status: int
) -> None:
    gift = received_gift(charity, programme, 1000)
    answer = as_user(charity.finance).post(ask_page(gift), form)
    assert answer.status_code == status
    assert 'role="alert"' in answer.content.decode()
    assert not Refund.objects.exists()


def test_who_asked_cannot_decide_and_the_second_person_can(charity: Charity, programme: Programme) -> None:
    refund = asked(charity, received_gift(charity, programme, 1000))
    finance, second = as_user(charity.finance), as_user(charity.second)
    assert 'value="approve"' not in finance.get(page_of(refund)).content.decode()
    assert finance.post(page_of(refund), {"do": "approve"}).status_code == 409
    refund.refresh_from_db()
    assert refund.status == RefundStatus.REQUESTED
    assert second.post(page_of(refund), {"do": "approve"}).status_code == 302
    refund.refresh_from_db()
    assert (refund.status, refund.decided_by) == (RefundStatus.APPROVED, charity.second)
    assert second.post(page_of(refund), {"do": "approve"}).status_code == 409


def test_a_declined_refund_moves_nothing(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 1000)
    refund = asked(charity, gift)
    assert as_user(charity.manager).post(page_of(refund), {"do": "decline"}).status_code == 302
    gift.refresh_from_db()
    refund.refresh_from_db()
    assert (refund.status, gift.refunded_fen) == (RefundStatus.DECLINED, 0)


def test_an_approved_transfer_waits_for_its_bank_number(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 1000)
    refund = asked(charity, gift)
    approve_refund(by=charity.second, refund=refund)
    finance = as_user(charity.finance)
    assert finance.get(REFUNDS).context["page"].total == 1
    assert as_user(charity.manager).get(REFUNDS).context["page"].total == 0
    assert finance.post(page_of(refund), {"do": "paid", "serial": ""}).status_code == 422
    assert finance.post(page_of(refund), {"do": "paid", "serial": "OUT-7"}).status_code == 302
    gift.refresh_from_db()
    assert gift.refunded_fen == 300
    assert finance.post(page_of(refund), {"do": "paid", "serial": "OUT-8"}).status_code == 409


def test_an_unknown_deed_is_no_page_and_another_charity_finds_none(charity: Charity, programme: Programme) -> None:
    refund = asked(charity, received_gift(charity, programme, 1000))
    assert as_user(charity.second).post(page_of(refund), {"do": "fly"}).status_code == 404
    other = with_accounts(new_charity())
    assert as_user(other.finance).get(page_of(refund)).status_code == 404
    assert as_user(other.finance).post(page_of(refund), {"do": "approve"}).status_code == 404
    assert as_user(other.finance).get(f"{REFUNDS}?view=all").context["page"].total == 0
    assert Client().get(REFUNDS).status_code == 302


def test_the_list_costs_the_same_with_one_refund_and_with_three(charity: Charity, programme: Programme) -> None:
    url = f"{REFUNDS}?view=all"
    costs_the_same(as_user(charity.finance), url, lambda: asked(charity, received_gift(charity, programme, 1000)))


def test_r1_a_whole_refund_is_followed_by_a_red_letter_and_nothing_is_deductible(
    charity: Charity, programme: Programme
) -> None:
    gift = received_gift(charity, programme, 100_000)
    receipt = paper(charity, gift)
    deliver_due()
    given_back(charity, gift, 100_000)
    assert papers_due(gift) == ["RED_LETTER_DUE"]
    red = paper(charity, gift, receipt)
    gift.refresh_from_db()
    deliver_due()
    assert (red.fen, red.reverses, papers_due(gift)) == (-100_000, receipt, [])
    assert not Certificate.objects.filter(status__in=["valid", "provisional"]).exists()
    shown = as_user(charity.finance).get(reverse("partner_gift", args=[gift.reference])).content.decode()
    assert reverse("receipt_gift", args=[gift.reference]) not in shown


def test_r2_a_part_that_went_back_is_reissued_for_what_is_left(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 100_000)
    receipt = paper(charity, gift)
    deliver_due()
    given_back(charity, gift, 30_000)
    deliver_due()
    assert papers_due(gift) == ["RED_LETTER_DUE", "NEW_RECEIPT_DUE"]
    paper(charity, gift, receipt)
    gift.refresh_from_db()
    assert papers_due(gift) == ["NEW_RECEIPT_DUE"]
    again = paper(charity, gift)
    deliver_due()
    gift.refresh_from_db()
    assert (again.fen, papers_due(gift)) == (70_000, [])
    assert Certificate.objects.get(status=CertificateStatus.VALID).fen == 70_000


def test_r3_a_refund_after_the_tax_year_needs_an_amended_return_and_the_donor_reads_it(
    charity: Charity, programme: Programme
) -> None:
    gift = received_gift(charity, programme, 100_000)
    paper(charity, gift)
    next_year = date(clock.local(gift.paid_at or clock.now()).year + 1, 1, 2)
    with time_machine.travel(next_year, tick=True):
        given_back(charity, gift, 100_000)
    assert papers_due(gift) == ["RED_LETTER_DUE", "NEEDS_AMENDED_RETURN"]
    assert "NEEDS_AMENDED_RETURN" in Client().get(reverse("gift", args=[gift.secret])).content.decode()


def test_a_refund_in_the_same_year_or_without_a_receipt_amends_nothing(charity: Charity, programme: Programme) -> None:
    unreceipted, receipted = received_gift(charity, programme, 1000), received_gift(charity, programme, 1000)
    paper(charity, receipted)
    given_back(charity, receipted, 1000)
    later = clock.now() + timedelta(days=400)
    with time_machine.travel(later, tick=True):
        given_back(charity, unreceipted, 1000)
    assert papers_due(receipted) == ["RED_LETTER_DUE"]
    assert papers_due(unreceipted) == []


def test_r4_r5_a_second_red_letter_and_another_amount_are_refused(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 1000)
    receipt = paper(charity, gift)
    fields = {"code": "33050126", "number": "9999999999", "check_code": "aB12cd", "issued_on": clock.today()}
    with pytest.raises(ReceiptRefused) as refused:
        reverse_receipt(by=charity.finance, receipt=receipt, fen=-999, **fields)
    assert refused.value.code == "RED_AMOUNT_DIFFERS"
    paper(charity, gift, receipt)
    with pytest.raises(ReceiptRefused) as again:
        paper(charity, gift, receipt)
    assert again.value.code == "SECOND_RED_LETTER"
    assert StatutoryReceipt.objects.count() == 2
    assert receipt_in_force(gift) is None


def test_the_donor_sees_a_refund_once_it_is_decided_and_not_before(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 1000)
    refund = asked(charity, gift)
    donor, link = Client(), reverse("gift", args=[gift.secret])
    assert list(donor.get(link).context["refunds"]) == []
    approve_refund(by=charity.second, refund=refund)
    assert list(donor.get(link).context["refunds"]) == [refund]
    record_refund_paid(by=charity.finance, refund=refund, serial="OUT")
    shown = donor.get(link).content.decode()
    assert "已退回" in shown
    assert charity.finance.email not in shown


def disputed(charity: Charity, programme: Programme) -> Dispute:
    gift = received_gift(charity, programme, 1000)
    deliver_due()
    dispute = open_dispute(by=TEST, payment=gift.payment, provider_id=f"dp_{next(numbers)}")
    deliver_due()
    if dispute is None:
        raise AssertionError("nothing to dispute")
    return dispute


def dispute_page(dispute: Dispute) -> str:
    return reverse("dispute", args=[dispute.reference])


def statuses(dispute: Dispute) -> list[str]:
    gift = dispute.payment.gift
    return list(Certificate.objects.filter(gift=gift).order_by("pk").values_list("status", flat=True))


def test_a_dispute_revokes_the_certificate_and_when_won_a_new_number_follows(
    charity: Charity, programme: Programme
) -> None:
    dispute = disputed(charity, programme)
    assert statuses(dispute) == ["revoked"]
    answer = as_user(charity.finance).post(dispute_page(dispute), {"end": "won"})
    deliver_due()
    assert answer.status_code == 302
    assert statuses(dispute) == ["revoked", "provisional"]
    assert Gift.objects.get().status == GiftStatus.RECEIVED


def test_a_lost_dispute_leaves_the_certificate_revoked_and_asks_for_the_red_letter(
    charity: Charity, programme: Programme
) -> None:
    gift = received_gift(charity, programme, 1000)
    paper(charity, gift)
    deliver_due()
    dispute = open_dispute(by=TEST, payment=gift.payment, provider_id="dp_lost")
    assert dispute is not None
    deliver_due()
    finance = as_user(charity.finance)
    assert finance.post(dispute_page(dispute), {"end": "lost"}).status_code == 302
    deliver_due()
    gift.refresh_from_db()
    assert (gift.status, papers_due(gift)) == (GiftStatus.REFUNDED, ["RED_LETTER_DUE"])
    assert "valid" not in statuses(dispute)
    assert "RED_LETTER_DUE" in finance.get(dispute_page(dispute)).content.decode()
    assert finance.post(dispute_page(dispute), {"end": "won"}).status_code == 409


def test_only_finance_says_how_a_dispute_ended_and_another_charity_finds_none(
    charity: Charity, programme: Programme
) -> None:
    dispute = disputed(charity, programme)
    manager = as_user(charity.manager)
    assert 'value="won"' not in manager.get(dispute_page(dispute)).content.decode()
    assert manager.post(dispute_page(dispute), {"end": "won"}).status_code == 409
    assert as_user(charity.finance).post(dispute_page(dispute), {"end": "perhaps"}).status_code == 404
    assert as_user(with_accounts(new_charity()).finance).get(dispute_page(dispute)).status_code == 404
    dispute.refresh_from_db()
    assert dispute.status == DisputeStatus.OPEN


def test_open_disputes_come_first_and_cost_the_same(charity: Charity, programme: Programme) -> None:
    first = disputed(charity, programme)
    second = disputed(charity, programme)
    finance = as_user(charity.finance)
    finance.post(dispute_page(second), {"end": "lost"})
    rows = finance.get("/partner/gifts/disputes/").context["page"].rows
    assert [row.pk for row in rows] == [first.pk, second.pk]
    costs_the_same(finance, "/partner/gifts/disputes/", lambda: disputed(charity, programme))


def test_the_gift_list_leads_to_all_three_with_what_waits(charity: Charity, programme: Programme) -> None:
    asked(charity, paid_gift(programme, 1000))
    disputed(charity, programme)
    shown = as_user(charity.second).get("/partner/gifts/")
    assert (shown.context["refunds_waiting"], shown.context["disputes_open"]) == (1, 1)
    for address in ("/partner/gifts/lines/", REFUNDS, "/partner/gifts/disputes/"):
        assert f'href="{address}"' in shown.content.decode()


def test_nothing_is_acknowledged_of_a_gift_that_went_back_whole(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, fen=1_000)
    there = reverse("gift_acknowledgement", args=[gift.secret])
    given_back(charity, gift, 400)
    assert Client().get(there).status_code == 200
    given_back(charity, gift, 600)
    assert Client().get(there).status_code == 404
    assert there not in Client().get(reverse("gift", args=[gift.secret])).content.decode()


@pytest.mark.parametrize(("length", "status"), [("many", 400), ("-1", 400), ("300000", 413), ("2", 400)])
def test_a_webhook_says_how_long_it_is(length: str, status: int) -> None:
    answer = Client().generic(
        "POST", "/webhooks/stripe/", b"{}", content_type="application/json", CONTENT_LENGTH=length
    )
    assert answer.status_code == status
