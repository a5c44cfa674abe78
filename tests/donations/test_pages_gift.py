"""The donor's own page says what is true: not paid, on its way, closed; and the form carries every wish."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from donations.models import DonationAttempt, Gift, Programme
from donations.states import GiftStatus
from tests.donations.charity import begun_gift, online_attempt

FORM = {"amount": "12.34", "donor_kind": "person", "receipt_name": "样例捐赠人", "method": "transfer"}


def give(programme: Programme) -> str:
    return reverse("give", args=[programme.reference])


@pytest.mark.parametrize(
    ("status", "sentence"),
    [("failed", "付款没有成功"), ("expired", "付款页面已关闭"), ("pending", "银行尚未"), ("open", "")],
)
def test_the_page_says_what_became_of_the_payment(programme: Programme, status: str, sentence: str) -> None:
    gift = begun_gift(programme)
    attempt = online_attempt(gift)
    DonationAttempt.objects.filter(pk=attempt.pk).update(status=status)
    answer = Client().get(reverse("gift", args=[gift.secret]))
    shown = answer.content.decode()
    assert answer["Referrer-Policy"] == "same-origin"
    assert sentence in shown
    assert ("付款没有成功" in shown, "付款页面已关闭" in shown) == (status == "failed", status == "expired")


def test_an_agreement_is_asked_for_and_a_waived_receipt_keeps_no_name(programme: Programme) -> None:
    donor = Client()
    donor.post(give(programme), FORM | {"agreement_requested": "on"})
    donor.post(give(programme), FORM | {"waived": "on"})
    asked, waived = Gift.objects.order_by("pk")
    assert (asked.agreement_requested, asked.donor.receipt_name) == (True, "样例捐赠人")
    assert (waived.agreement_requested, waived.waived, waived.donor.receipt_name) == (False, True, "")


@pytest.mark.parametrize(
    "changes",
    [
        {"receipt_name": ""},
        {"donor_kind": "company", "identifier": ""},
        {"donor_kind": "company", "identifier": "91330206TTTT00014X"},
        {"amount": "0.99"},
        {"amount": "12.345"},
    ],
)
def test_a_refused_form_keeps_the_amount_and_makes_no_gift(programme: Programme, changes: dict[str, str]) -> None:
    form = FORM | changes
    answer = Client().post(give(programme), form)
    shown = answer.content.decode()
    assert 'role="alert"' in shown
    assert f'value="{form["amount"]}"' in shown
    assert not Gift.objects.exists()


def test_the_amount_of_a_link_stands_in_the_form(programme: Programme) -> None:
    assert 'value="200.00"' in Client().get(f"{give(programme)}?amount=200.00").content.decode()


def test_a_gift_let_be_is_closed_and_asked_again_it_stays_closed(programme: Programme) -> None:
    gift, donor = begun_gift(programme), Client()
    for _ in range(2):
        assert donor.post(reverse("gift_abandon", args=[gift.secret])).status_code == 302
    gift.refresh_from_db()
    assert gift.status == GiftStatus.ABANDONED
    refused = donor.post(reverse("gift_transfer", args=[gift.secret]))
    assert "refused=GIFT_NOT_OPEN" in refused["Location"]


def test_an_unknown_link_is_an_unknown_page(db: None) -> None:
    assert Client().get("/gifts/unknown/").status_code == 404
