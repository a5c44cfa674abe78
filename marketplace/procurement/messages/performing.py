"""Whom we tell what becomes of a contract: delivered, accepted, paid; a listener may run twice."""

from __future__ import annotations

from datetime import timedelta

from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.notifications.actions import finish_work
from marketplace.procurement import events
from marketplace.procurement.messages.telling import (
    ACCEPT,
    PAY,
    ask,
    buying,
    page_of_milestone,
    subject_of,
    supplying,
    tell,
)
from marketplace.procurement.models import Milestone, Payment
from marketplace.procurement.states import MilestoneStatus


def ask_buyer_to_accept(event: events.MilestoneDelivered) -> None:
    """The buyer looks at the evidence."""
    row = _milestone(event.milestone_id)
    if row.status == MilestoneStatus.DELIVERED:
        ask(
            buying(row.contract.award.tender),
            ACCEPT,
            row.contract.award.tender,
            page_of_milestone(row),
            about=row.reference,
        )


def tell_supplier_of_return(event: events.MilestoneReturned) -> None:
    """The supplier reads what is missing."""
    row = _milestone(event.milestone_id)
    finish_work(ACCEPT, subject=subject_of(row.reference))
    if row.status == MilestoneStatus.PLANNED:
        tell(supplying(row.contract), "milestone_returned", row.contract.award.tender, page_of_milestone(row))


def tell_supplier_of_acceptance(event: events.MilestoneAccepted) -> None:
    """The milestone counts, and is paid within the days of the rule data."""
    row = _milestone(event.milestone_id)
    finish_work(ACCEPT, subject=subject_of(row.reference))
    tender = row.contract.award.tender
    tell(supplying(row.contract), "milestone_accepted", tender, page_of_milestone(row))
    _ask_to_pay(row)


def tell_supplier_of_payment(event: events.MilestonePaid) -> None:
    """It can look for the money on its account."""
    row = _milestone(event.milestone_id)
    if row.unpaid_fen == 0:
        finish_work(PAY, subject=subject_of(row.reference))
    tell(supplying(row.contract), "milestone_paid", row.contract.award.tender, page_of_milestone(row), part=event.part)


def tell_supplier_of_correction(event: events.PaymentCorrected) -> None:
    """It compares with its account again; what is open now waits for the buyer once more."""
    payment = Payment.objects.select_related("milestone").get(pk=event.payment_id)
    row = _milestone(payment.milestone_id)
    entry, page = payment.pk, page_of_milestone(row)
    tell(supplying(row.contract), "payment_corrected", row.contract.award.tender, page, entry=entry)
    if row.unpaid_fen == 0:
        finish_work(PAY, subject=subject_of(row.reference))
    else:
        _ask_to_pay(row)


def _ask_to_pay(row: Milestone) -> None:
    """Within the days of the rule data after the acceptance."""
    if row.accepted_at is None or row.unpaid_fen == 0:
        return
    tender, accepted = row.contract.award.tender, clock.local(row.accepted_at).date()
    due = clock.start_of(accepted + timedelta(days=int(rule("tender.payment_days", on=accepted).value)))
    ask(buying(tender), PAY, tender, page_of_milestone(row), due, about=row.reference)


def _milestone(key: int) -> Milestone:
    return Milestone.objects.select_related("contract__award__tender", "contract__award__bid").get(pk=key)
