"""What the buyer accepted is paid once, by the buyer, and everybody reads that it was."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.common.audit.models import AuditRow
from marketplace.common.clock import CITY_ZONE
from marketplace.common.events.dispatch import deliver_due
from marketplace.common.verdict import DomainError
from marketplace.notifications.queries import notices_of, work_of
from marketplace.procurement.actions import accept_milestone, pay_milestone
from marketplace.procurement.models import Milestone, Payment, Release
from tests.fulfilment.market import make_member
from tests.procurement.browsing import read, send, signed_in
from tests.procurement.course import Purchase, at, deliver, sign

ACCEPTED = datetime(2027, 5, 3, 10, tzinfo=CITY_ZONE)
VOUCHER = "记-2027-0158"


@pytest.fixture
def buying(purchase: Purchase) -> User:
    return make_member(purchase.buyer)


@pytest.fixture
def accepted(purchase: Purchase, buying: User) -> Milestone:
    """The first milestone, accepted on 3 May 2027."""
    milestone = sign(purchase).milestones.get(position=1)
    deliver(purchase, milestone)
    with at(ACCEPTED):
        accept_milestone(by=buying, milestone=milestone)
        deliver_due()
    return milestone


def test_the_buyer_is_asked_to_pay_until_a_day_and_the_supplier_is_told(
    accepted: Milestone, purchase: Purchase, buying: User
) -> None:
    page = reverse("milestone", args=[accepted.reference])
    (work,) = [item for item in work_of(buying) if item.kind == "pay_milestone"]
    assert work.due_at == datetime(2027, 6, 2, tzinfo=CITY_ZONE)
    with at(ACCEPTED):
        client = signed_in(buying)
        assert "Enter the payment" in read(client, page)
        send(client, page, 422, do="pay", paid_on="2027-05-03", voucher="")
        send(client, page, do="pay", paid_on="2027-05-03", voucher=VOUCHER)
        deliver_due()
        shown = read(client, page)
        send(client, page, 409, do="pay", paid_on="2027-05-03", voucher=VOUCHER)
    assert VOUCHER in shown
    assert "Enter the payment" not in shown
    assert Payment.objects.get().fen == accepted.fen
    assert AuditRow.objects.filter(verb="milestone.pay").count() == 1
    assert not work_of(buying).filter(kind="pay_milestone").exists()
    assert notices_of(purchase.members["B"]).filter(kind="milestone_paid").count() == 1


@pytest.mark.parametrize("days", [-1, 1])
def test_a_payment_lies_between_acceptance_and_today(accepted: Milestone, buying: User, days: int) -> None:
    day = ACCEPTED.date() + timedelta(days=days)
    with at(ACCEPTED), pytest.raises(DomainError) as refusal:
        pay_milestone(by=buying, milestone=accepted, paid_on=day, voucher=VOUCHER)
    assert refusal.value.code == "PAID_OUT_OF_TIME"
    assert not Payment.objects.exists()


def test_nobody_but_the_buyer_pays_and_nothing_before_acceptance(
    accepted: Milestone, purchase: Purchase, buying: User
) -> None:
    other = Milestone.objects.get(contract=accepted.contract, position=2)
    refused = [(purchase.members["B"], accepted, "OWN_CONTRACT"), (purchase.members["A"], accepted, "NOT_THE_BUYER")]
    with at(ACCEPTED):
        for person, row, code in [*refused, (buying, other, "NOT_ACCEPTED")]:
            with pytest.raises(DomainError) as refusal:
                pay_milestone(by=person, milestone=row, paid_on=ACCEPTED.date(), voucher=VOUCHER)
            assert refusal.value.code == code
    assert not Payment.objects.exists()
    assert not Release.objects.filter(body__tag=["implementationUpdate"]).exists()


def test_the_database_keeps_one_payment_a_milestone(accepted: Milestone, buying: User) -> None:
    row = {
        "milestone": accepted,
        "fen": accepted.fen,
        "paid_on": ACCEPTED.date(),
        "voucher": "V",
        "recorded_by": buying,
    }
    Payment.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(**row)
    assert Payment.objects.count() == 1


def test_everybody_reads_that_it_was_paid_and_nobody_the_voucher(
    accepted: Milestone, purchase: Purchase, buying: User, client: Client
) -> None:
    with at(ACCEPTED):
        pay_milestone(by=buying, milestone=accepted, paid_on=ACCEPTED.date(), voucher=VOUCHER)
        client.cookies["language"] = "en"
        page = reverse("tender", args=[purchase.tender.reference])
        shown = client.get(page).content.decode()
        package = client.get(reverse("tender_ocds", args=[purchase.tender.reference])).json()
    assert "Paid so far" in shown
    assert VOUCHER not in shown
    (paid,) = package["releases"][-1]["contracts"][0]["implementation"]["transactions"]
    assert paid["value"] == {"amount": 200000.0, "currency": "CNY"}
    assert paid["payee"]["name"] == purchase.bidders["B"].name
    assert VOUCHER not in str(package)


def test_a_payment_that_was_entered_is_never_altered(accepted: Milestone, buying: User) -> None:
    with at(ACCEPTED):
        payment = pay_milestone(by=buying, milestone=accepted, paid_on=ACCEPTED.date(), voucher=VOUCHER)
    with pytest.raises(DatabaseError), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(voucher="other")
    with pytest.raises(DatabaseError), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).delete()
    assert Payment.objects.get().voucher == VOUCHER
