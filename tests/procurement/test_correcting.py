"""A payment that was typed wrongly is corrected by an entry that cites it; nothing is ever altered or paid twice."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.common.audit.models import AuditRow
from marketplace.common.clock import CITY_ZONE
from marketplace.common.events.dispatch import deliver_due
from marketplace.common.verdict import DomainError
from marketplace.notifications.queries import notices_of, work_of
from marketplace.procurement.actions import accept_milestone, correct_payment, pay_milestone
from marketplace.procurement.models import Milestone, Payment, Release
from marketplace.procurement.queries import outcome_of
from tests.fulfilment.market import make_member
from tests.procurement.browsing import read, send, signed_in
from tests.procurement.course import Purchase, at, deliver, sign

ACCEPTED = datetime(2027, 5, 3, 10, tzinfo=CITY_ZONE)
LATER = ACCEPTED + timedelta(days=3)
WRONG, RIGHT, WHY = "记-2027-0158", "记-2027-0185", "凭证号抄错"
PAID = ACCEPTED.date()


@pytest.fixture
def buying(purchase: Purchase) -> User:
    return make_member(purchase.buyer)


@pytest.fixture
def paid(purchase: Purchase, buying: User) -> Payment:
    """The first milestone, accepted and paid on 3 May 2027 under a mistaken voucher."""
    milestone = sign(purchase).milestones.get(position=1)
    deliver(purchase, milestone)
    with at(ACCEPTED):
        accept_milestone(by=buying, milestone=milestone)
        payment = pay_milestone(by=buying, milestone=milestone, paid_on=PAID, voucher=WRONG)
        deliver_due()
    return payment


def correct(by: User, payment: Payment, **changes: Any) -> Payment:
    given = {"fen": payment.fen, "paid_on": PAID, "voucher": RIGHT, "because": WHY} | changes
    with at(LATER):
        made = correct_payment(by=by, payment=payment, **given)
        deliver_due()
    return made


def test_the_right_entry_stands_and_the_wrong_one_stays_to_be_read(
    paid: Payment, purchase: Purchase, buying: User, client: Client
) -> None:
    page = reverse("milestone", args=[paid.milestone.reference])
    form = reverse("correct_payment", args=[paid.milestone.reference, 1])
    with at(LATER):
        buyer = signed_in(buying)
        assert form in read(buyer, page)
        send(buyer, form, 422, fen="200000.00", paid_on="2027-05-03", voucher=RIGHT, because="")
        send(buyer, form, 409, fen="200000.00", paid_on="2027-05-03", voucher=WRONG, because=WHY)
        send(buyer, form, fen="200000.00", paid_on="2027-05-04", voucher=RIGHT, because=WHY)
        deliver_due()
        shown = read(signed_in(purchase.members["B"]), page)
        client.cookies["language"] = "en"
        public = read(client, reverse("tender", args=[purchase.tender.reference]))
    for word in (WRONG, RIGHT, WHY, buying.display_name, "<s>"):
        assert word in shown, word
    assert form not in shown
    assert "2027-05-04" in public
    assert not [word for word in (WRONG, RIGHT, WHY) if word in public]
    milestone = Milestone.objects.get(pk=paid.milestone_id)
    assert (milestone.paid_fen, milestone.paid_on) == (paid.fen, date(2027, 5, 4))
    row = AuditRow.objects.get(verb="milestone.correct_payment")
    assert row.detail == {"part": 1, "from": paid.fen, "to": paid.fen}
    assert notices_of(purchase.members["B"]).filter(kind="payment_corrected").count() == 1


def test_nothing_paid_waits_for_the_buyer_again_and_is_paid_as_the_next_part(
    paid: Payment, purchase: Purchase, buying: User
) -> None:
    assert not work_of(buying).filter(kind="pay_milestone").exists()
    correct(buying, paid, fen=0, because="记错项目")
    (work,) = work_of(buying).filter(kind="pay_milestone")
    assert work.due_at == datetime(2027, 6, 2, tzinfo=CITY_ZONE)
    outcome = outcome_of(purchase.tender)
    assert outcome is not None
    assert outcome.paid_fen == 0
    with at(LATER):
        again = pay_milestone(by=buying, milestone=paid.milestone, paid_on=LATER.date(), voucher=RIGHT)
        deliver_due()
    assert (again.part, again.fen) == (2, paid.fen)
    assert not work_of(buying).filter(kind="pay_milestone").exists()


def test_less_was_paid_and_the_rest_is_open(paid: Payment, buying: User) -> None:
    correct(buying, paid, fen=paid.fen - 100)
    milestone = Milestone.objects.get(pk=paid.milestone_id)
    assert milestone.unpaid_fen == 100
    with at(LATER):
        rest = pay_milestone(by=buying, milestone=milestone, paid_on=LATER.date(), voucher="记-2027-0190")
        with pytest.raises(DomainError) as refusal:
            pay_milestone(by=buying, milestone=milestone, paid_on=LATER.date(), voucher="V")
    assert (rest.fen, refusal.value.code) == (100, "PAID_ALREADY")
    first = milestone.standing_payments[0]
    with pytest.raises(DomainError) as refusal:
        correct(buying, first, fen=first.fen + 1, voucher="V")
    assert refusal.value.code == "ABOVE_THE_MILESTONE"
    assert Milestone.objects.get(pk=milestone.pk).paid_fen == milestone.fen


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"fen": 20_000_001}, "ABOVE_THE_MILESTONE"),
        ({"fen": -1}, "ABOVE_THE_MILESTONE"),
        ({"paid_on": PAID - timedelta(days=1)}, "PAID_OUT_OF_TIME"),
        ({"paid_on": LATER.date() + timedelta(days=1)}, "PAID_OUT_OF_TIME"),
        ({"voucher": WRONG}, "NOTHING_CORRECTED"),
    ],
)
def test_a_correction_that_would_be_wrong_changes_nothing(
    paid: Payment, buying: User, changes: dict[str, Any], code: str
) -> None:
    releases = Release.objects.count()
    with pytest.raises(DomainError) as refusal:
        correct(buying, paid, **changes)
    assert refusal.value.code == code
    assert list(Payment.objects.all()) == [paid]
    assert Release.objects.count() == releases


def test_an_entry_is_corrected_once_and_by_the_buyer_only(paid: Payment, purchase: Purchase, buying: User) -> None:
    for person, code in [(purchase.members["B"], "OWN_CONTRACT"), (purchase.members["A"], "NOT_THE_BUYER")]:
        with pytest.raises(DomainError) as refusal:
            correct(person, paid)
        assert refusal.value.code == code
        read(signed_in(person), reverse("correct_payment", args=[paid.milestone.reference, 1]), 404)
    right = correct(buying, paid)
    with pytest.raises(DomainError) as refusal:
        correct(buying, paid, voucher="other")
    assert refusal.value.code == "CORRECTED_ALREADY"
    assert correct(buying, right, voucher="other").corrects == right


def test_the_open_data_tells_the_right_one_under_the_same_id(paid: Payment, purchase: Purchase, buying: User) -> None:
    def transactions() -> list[dict[str, Any]]:
        body = purchase.tender.releases.order_by("-number")[0].body
        return list(body["contracts"][0]["implementation"]["transactions"])

    (before,) = transactions()
    before_body = purchase.tender.releases.order_by("-number")[0].body
    correct(buying, paid, fen=paid.fen - 100)
    (after,) = transactions()
    assert after["id"] == before["id"]
    assert after["value"]["amount"] == before["value"]["amount"] - 1
    assert before_body in list(purchase.tender.releases.values_list("body", flat=True))


def test_the_database_keeps_the_sum_and_what_was_written(paid: Payment, buying: User) -> None:
    more = {"milestone": paid.milestone, "paid_on": PAID, "voucher": "V", "recorded_by": buying}
    refused: list[dict[str, Any]] = [
        {"part": 2, "fen": 1},
        {"part": 1, "fen": paid.fen + 1, "corrects": paid, "because": WHY},
        {"part": 2, "fen": 1, "corrects": paid, "because": WHY},
        {"part": 1, "fen": 1, "corrects": paid},
    ]
    for columns in refused:
        with pytest.raises(DatabaseError), transaction.atomic():
            Payment.objects.create(**more, **columns)
    assert list(Payment.objects.all()) == [paid]
    right = Payment.objects.create(**more, part=1, fen=1, corrects=paid, because=WHY)
    with pytest.raises(DatabaseError), transaction.atomic():
        Payment.objects.filter(pk=right.pk).update(because="")
    with pytest.raises(DatabaseError), transaction.atomic():
        Payment.objects.create(**more, part=1, fen=2, corrects=paid, because=WHY)
    assert list(Payment.objects.order_by("pk")) == [paid, right]
