"""What a person does with bank lines that found no gift by themselves."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from donations.actions.locking import lock_line
from donations.events import BankLineSettled
from donations.models import DonationAttempt, StatementLine
from donations.reconciliation.importing import pay_from_line
from donations.rules import may_handle_money
from donations.states import ATTEMPT_LIFECYCLE, LINE_LIFECYCLE, AttemptStatus, LineStatus
from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.events import announce
from marketplace.common.money import format_yuan
from marketplace.common.references import new_reference
from marketplace.common.rule_data import RuleMissing, rule
from marketplace.common.verdict import DomainError

WAITING = frozenset({LineStatus.UNKNOWN, LineStatus.MISMATCH})


class LineRefused(DomainError):
    """The line cannot be settled like this; `code` says why."""

    code = "LINE_REFUSED"


@transaction.atomic
def match_line(*, by: User, line: StatementLine, attempt: DonationAttempt) -> None:
    """This money belongs to this announced transfer: the gift becomes what arrived, whatever was announced.

    An attempt that is paid already gets a second gift beside the first.
    """
    line = _waiting(by, line)
    _require_same_charity(line, [attempt])
    if attempt.status == AttemptStatus.PAID:
        attempt = _further_attempt(by, attempt, line)
    pay_from_line(by=by, line=line, attempts=[attempt])
    announce(BankLineSettled(line_id=line.pk))


@transaction.atomic
def split_line(*, by: User, line: StatementLine, attempts: Sequence[DonationAttempt]) -> None:
    """One transfer paid for several announced gifts; their amounts must add up to it."""
    line = _waiting(by, line)
    _require_same_charity(line, attempts)
    distinct = {attempt.pk for attempt in attempts}
    paid = any(attempt.status == AttemptStatus.PAID for attempt in attempts)
    if len(distinct) < 2 or len(distinct) != len(attempts) or paid:
        raise LineRefused(_("Choose two or more gifts that are not paid yet."), code="SPLIT_NEEDS_SEVERAL")
    total = sum(attempt.fen for attempt in attempts)
    if total != line.fen:
        raise LineRefused(
            _("The gifts add up to %(sum)s yuan, the line is %(line)s yuan. Choose gifts that add up to it.")
            % {"sum": format_yuan(total), "line": format_yuan(line.fen)},
            code="SPLIT_DIFFERS",
        )
    pay_from_line(by=by, line=line, attempts=sorted(attempts, key=lambda attempt: attempt.gift_id))
    announce(BankLineSettled(line_id=line.pk))


@transaction.atomic
def set_aside_line(*, by: User, line: StatementLine, reason: str) -> None:
    """This money is no gift, or goes back: it stays out of the ledger, with its reason."""
    line = _waiting(by, line)
    try:
        rule("donation.set_aside_reasons", on=clock.today()).entry(reason)
    except RuleMissing as error:
        raise LineRefused(_("Choose why this money is not a gift."), code="SET_ASIDE_REASON_UNKNOWN") from error
    LINE_LIFECYCLE.advance(line, "set_aside", by=by, because=reason, reason=reason)
    announce(BankLineSettled(line_id=line.pk))


def _waiting(by: User, line: StatementLine) -> StatementLine:
    may_handle_money(by, line.account.organisation).require()
    line = lock_line(line.pk)
    if line.status not in WAITING:
        raise LineRefused(_("This line is settled already."), code="LINE_SETTLED")
    return line


def _require_same_charity(line: StatementLine, attempts: Sequence[DonationAttempt]) -> None:
    if any(attempt.account_id != line.account_id or not attempt.transfer_code for attempt in attempts):
        raise LineRefused(_("Money on this account can only pay transfers announced to it."), code="OTHER_ACCOUNT")


def _further_attempt(by: User, attempt: DonationAttempt, line: StatementLine) -> DonationAttempt:
    """The donor transferred with the same code again."""
    reference = new_reference()
    further = DonationAttempt.objects.create(
        reference=reference,
        gift=attempt.gift,
        account=attempt.account,
        gateway=attempt.gateway,
        fen=line.fen,
        currency=attempt.currency,
        idempotency_key=f"{reference}:announce:1",
        expires_at=clock.now(),
    )
    ATTEMPT_LIFECYCLE.advance(further, "open", by=by)
    return further
