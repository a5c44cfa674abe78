"""What the buyer's books say was paid for a milestone; a wrong entry is corrected by one that cites it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common import audit
from marketplace.common.events import announce
from marketplace.procurement.events import MilestonePaid, PaymentCorrected
from marketplace.procurement.models import Milestone, Payment
from marketplace.procurement.ocds import publish_progress
from marketplace.procurement.rules.paying import may_correct_payment, may_pay, says_something_new


@transaction.atomic
def pay_milestone(*, by: User, milestone: Milestone, paid_on: date, voucher: str) -> Payment:
    """The buyer's books say that all that was left of it is paid; everybody reads it with the contract."""
    row = _locked(milestone.pk)
    may_pay(by, row, paid_on).require()
    payment = Payment.objects.create(
        milestone=row,
        part=len(row.standing_payments) + 1,
        fen=row.unpaid_fen,
        paid_on=paid_on,
        voucher=voucher,
        recorded_by=by,
    )
    audit.record(by=by, verb="milestone.pay", subject=row, detail={"fen": payment.fen, "part": payment.part})
    publish_progress(row.contract.award.tender)
    announce(MilestonePaid(milestone_id=row.pk, part=payment.part))
    return payment


@transaction.atomic
def correct_payment(*, by: User, payment: Payment, fen: int, paid_on: date, voucher: str, because: str) -> Payment:
    """Put a right entry in the place of a mistaken one, which stays to be read; 0 says nothing was paid."""
    row = _locked(payment.milestone_id)
    wrong = next(each for each in row.payments.all() if each.pk == payment.pk)
    may_correct_payment(by, wrong, fen=fen, paid_on=paid_on).require()
    says_something_new(wrong, fen=fen, paid_on=paid_on, voucher=voucher).require()
    right = Payment.objects.create(
        milestone=row,
        part=wrong.part,
        fen=fen,
        paid_on=paid_on,
        voucher=voucher,
        recorded_by=by,
        corrects=wrong,
        because=because,
    )
    detail = {"part": wrong.part, "from": wrong.fen, "to": fen}
    audit.record(by=by, verb="milestone.correct_payment", subject=row, detail=detail)
    publish_progress(row.contract.award.tender)
    announce(PaymentCorrected(payment_id=right.pk))
    return right


def _locked(key: int) -> Milestone:
    """Its row is locked first, so that two people never pay or correct the same part."""
    return Milestone.objects.select_for_update(of=("self",)).select_related("contract__award__tender").get(pk=key)
