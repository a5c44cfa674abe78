"""Bank lines and where they stand; who sent the money is read for one line at a time and the read is written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import Count

from donations.models import DonationAttempt, PayeeAccount, StatementImport, StatementLine
from donations.rules.people import may_handle_money
from donations.states import ATTEMPT_LIVE, LineStatus
from marketplace.accounts.queries import Reader
from marketplace.common import audit
from marketplace.organisations.queries import organisations_of

WAITING = (LineStatus.UNKNOWN, LineStatus.MISMATCH)
SENSITIVE = ("payer", "remark")


@dataclass(frozen=True, slots=True)
class Sender:
    """What the bank wrote about who sent the money."""

    payer: str
    remark: str


def lines_of(reader: Reader) -> models.QuerySet[StatementLine]:
    """Every bank line of the reader's charities, newest first, without who sent it."""
    own = StatementLine.objects.filter(account__organisation__in=organisations_of(reader))
    return own.select_related("account__organisation").defer(*SENSITIVE)


def lines_waiting(reader: Reader) -> models.QuerySet[StatementLine]:
    """Bank lines of the reader's charities that found no gift by themselves, oldest first."""
    return lines_of(reader).filter(status__in=WAITING).order_by("booked_on", "pk")


def line_counts(reader: Reader) -> dict[str, int]:
    """How many lines stand in which queue, in one query."""
    counted = lines_of(reader).order_by().values_list("status").annotate(lines=Count("pk"))
    found: dict[str, int] = dict(counted)
    return {str(status): found.get(status, 0) for status in LineStatus}


def imports_of(reader: Reader) -> models.QuerySet[StatementImport]:
    """The statements that were read for the reader's charities, newest first."""
    own = StatementImport.objects.filter(account__organisation__in=organisations_of(reader))
    return own.select_related("account__organisation")


def read_sender(*, by: Reader, line: StatementLine) -> Sender:
    """Who sent this money, for the charity's finance staff; refuses everybody else and writes the read down."""
    may_handle_money(by, line.account.organisation).require()
    audit.record_read(by=by, verb="bank_line.read_sender", subject=line, detail={"purpose": "reconciliation"})
    row = StatementLine.objects.only(*SENSITIVE).get(pk=line.pk)
    return Sender(row.payer, row.remark)


def transfers_announced(account: PayeeAccount) -> models.QuerySet[DonationAttempt]:
    """Announced transfers that have not arrived on this account, oldest first: what a line may be matched with."""
    live = DonationAttempt.objects.filter(account=account, transfer_code__isnull=False, status__in=sorted(ATTEMPT_LIVE))
    return live.select_related("gift__programme").order_by("pk")


def transfers_for(line: StatementLine, codes: Sequence[str] | None = None) -> models.QuerySet[DonationAttempt]:
    """What this line may belong to: its own codes first, then the same amount, then the oldest.

    `codes`: reference codes to look for; then only those, whatever became of them.
    """
    named = models.Q(transfer_code__in=line.codes if codes is None else codes)
    live = models.Q(status__in=sorted(ATTEMPT_LIVE))
    announced = DonationAttempt.objects.filter(account=line.account, transfer_code__isnull=False)
    fits = models.Case(models.When(transfer_code__in=line.codes, then=0), models.When(fen=line.fen, then=1), default=2)
    chosen = announced.filter(named if codes is not None else named | live)
    return chosen.select_related("gift__programme").order_by(fits, "pk")
