"""Who enters what was paid for a milestone, and who corrects an entry."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.queries import Reader
from marketplace.common import clock
from marketplace.common.money import display_amount
from marketplace.common.naming import language
from marketplace.common.verdict import YES, Verdict, first_refusal, no
from marketplace.procurement.models import Milestone, Payment
from marketplace.procurement.rules.performing import may_act_as_buyer
from marketplace.procurement.states import MilestoneStatus


def may_pay(reader: Reader, milestone: Milestone, paid_on: date | None = None) -> Verdict:
    """The buyer, once it has accepted, what is not paid yet, on a day that has come."""
    return first_refusal(
        may_act_as_buyer(reader, milestone.contract.award),
        _is_accepted(milestone),
        _is_unpaid(milestone),
        _is_in_time(milestone, paid_on),
    )


def may_correct_payment(
    reader: Reader, payment: Payment, *, fen: int | None = None, paid_on: date | None = None
) -> Verdict:
    """The buyer, an entry that stands, to a day that has come and never above the milestone."""
    return first_refusal(
        may_act_as_buyer(reader, payment.milestone.contract.award),
        _stands(payment),
        _is_in_time(payment.milestone, paid_on),
        _is_within(payment, fen),
    )


def says_something_new(payment: Payment, *, fen: int, paid_on: date, voucher: str) -> Verdict:
    """A correction differs from what it corrects."""
    if (fen, paid_on, voucher) != (payment.fen, payment.paid_on, payment.voucher):
        return YES
    return no(_("This says the same as the entry. Change what was wrong."), code="NOTHING_CORRECTED")


def _is_accepted(milestone: Milestone) -> Verdict:
    if milestone.accepted_at is not None and milestone.status == MilestoneStatus.ACCEPTED:
        return YES
    return no(_("Only an accepted milestone is paid. Accept it first."), code="NOT_ACCEPTED")


def _is_unpaid(milestone: Milestone) -> Verdict:
    if milestone.unpaid_fen > 0:
        return YES
    return no(_("This milestone is paid already."), code="PAID_ALREADY")


def _stands(payment: Payment) -> Verdict:
    if not Payment.objects.filter(corrects=payment).exists():
        return YES
    return no(_("This entry is corrected already. Correct the one that stands now."), code="CORRECTED_ALREADY")


def _is_in_time(milestone: Milestone, paid_on: date | None) -> Verdict:
    accepted = milestone.accepted_at
    if paid_on is None or accepted is None or clock.local(accepted).date() <= paid_on <= clock.today():
        return YES
    message = _("It is paid on or after the day of acceptance, and not in the future. Check the date.")
    return no(message, code="PAID_OUT_OF_TIME")


def _is_within(payment: Payment, fen: int | None) -> Verdict:
    """What else stands of the milestone stays as it is."""
    most = payment.milestone.unpaid_fen + payment.fen
    if fen is None or 0 <= fen <= most:
        return YES
    message = _("At most %(most)s is left of this milestone. Check the amount.")
    return no(message % {"most": display_amount(most, language())}, code="ABOVE_THE_MILESTONE")
