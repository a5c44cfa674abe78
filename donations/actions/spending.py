"""A charity uses a programme's money, with a voucher."""

from __future__ import annotations

from datetime import date

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from donations.actions.coverage import cover_spendings, usable_gifts
from donations.actions.locking import lock_programme
from donations.events import MoneySpent
from donations.ledger import fund_balance
from donations.ledger.bookings import book_spending
from donations.models import Programme, Spending
from donations.rules import may_handle_money
from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.events import announce
from marketplace.common.money import format_yuan
from marketplace.common.public_words import refuse_identifying_text
from marketplace.common.verdict import DomainError
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.states import LIVE


class SpendingRefused(DomainError):
    """The money cannot be used like this; `code` says why."""

    code = "SPENDING_REFUSED"


@transaction.atomic
def spend(
    *,
    by: User,
    programme: Programme,
    fen: int,
    purpose: str,
    voucher: str,
    spent_on: date,
    purpose_en: str = "",
    assignment: Assignment | None = None,
) -> Spending:
    """Use `fen` of the programme for a purpose the public may read, the oldest gifts first; a voucher counts once."""
    may_handle_money(by, programme.charity).require()
    refuse_identifying_text(purpose, purpose_en)
    programme = lock_programme(programme.pk)
    _check(programme, fen, purpose, voucher, spent_on, assignment)
    spending = Spending.objects.create(
        programme=programme,
        assignment=assignment,
        fen=fen,
        purpose=purpose.strip(),
        purpose_en=purpose_en.strip(),
        voucher=voucher.strip(),
        spent_on=spent_on,
        by=by,
    )
    book_spending(spending)
    cover_spendings(by=by, programme=programme)
    spending.refresh_from_db()
    audit.record(by=by, verb="programme.spend", subject=spending, detail={"fen": fen})
    announce(MoneySpent(spending_id=spending.pk))
    return spending


def spendable_fen(programme_id: int) -> int:
    """What may be used now: available, and not of a gift that may still go back; never below zero."""
    unused = models.Sum(models.F("fen") - models.F("spent_fen") - models.F("refunded_fen"))
    usable = usable_gifts(programme_id).order_by().aggregate(total=unused)["total"] or 0
    return max(min(usable, fund_balance(programme_id).available), 0)


def _check(
    programme: Programme, fen: int, purpose: str, voucher: str, spent_on: date, assignment: Assignment | None
) -> None:
    if fen <= 0:
        raise SpendingRefused(_("Enter the amount that was spent."), code="AMOUNT_TOO_SMALL")
    if not purpose.strip() or not voucher.strip():
        raise SpendingRefused(_("Say what the money was for, and give the voucher's number."), code="VOUCHER_NEEDED")
    if spent_on > clock.today():
        raise SpendingRefused(_("The day of the spending lies in the future. Check it."), code="DAY_IN_THE_FUTURE")
    if Spending.objects.filter(programme=programme, voucher=voucher.strip()).exists():
        raise SpendingRefused(_("This voucher is entered already. Check its number."), code="VOUCHER_USED")
    if assignment is not None and (assignment.fund_reference != programme.reference or assignment.status not in LIVE):
        raise SpendingRefused(
            _("That help does not name this programme as the one that pays. Choose another, or none."),
            code="FUND_NOT_NAMED",
        )
    left = spendable_fen(programme.pk)
    if fen > left:
        raise SpendingRefused(
            _("The programme has %(yuan)s yuan to spend. Enter a smaller amount or confirm gifts first.")
            % {"yuan": format_yuan(left)},
            code="FUND_TOO_SMALL",
        )
