"""Import a charity's bank statement: store what is new, then let each line find its gift."""

from __future__ import annotations

import hashlib
from datetime import date

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from donations.actions import Arrived, record_payment
from donations.actions.locking import lock_line
from donations.events import StatementImported
from donations.gateways.bank_transfer import codes_in
from donations.models import DonationAttempt, Gateway, PayeeAccount, StatementImport, StatementLine
from donations.reconciliation.statements import Booking, Statement, read_statement, refused
from donations.rules import may_handle_money
from donations.states import ATTEMPT_LIVE, LINE_LIFECYCLE, AttemptStatus, GiftStatus, LineStatus
from marketplace.accounts.models import User
from marketplace.common import audit
from marketplace.common.actors import Actor, SystemActor
from marketplace.common.events import announce

MATCHING = SystemActor("statement-matching")
CHUNK = 500
"""Fewer than the parameters a query may have."""


def import_statement(*, by: User, account: PayeeAccount, data: bytes) -> StatementImport:
    """Read the file whole or not at all, then match: known code and amount become a payment, the rest waits in a queue.

    A line is known by its bank serial: importing it again changes nothing. Raises `StatementRefused`.
    """
    may_handle_money(by, account.organisation).require()
    if account.gateway != Gateway.BANK_TRANSFER:
        raise refused(
            _("Statements belong to a bank account. Choose the charity's bank account."), "NOT_A_BANK_ACCOUNT"
        )
    imported = _store(by, account, data, read_statement(data))
    match_waiting_lines(imported)
    return _counted(imported)


def match_waiting_lines(imported: StatementImport) -> None:
    """Let the lines of an import find their gifts, each in a transaction of its own; what a crash left goes on."""
    keys = list(imported.lines.filter(status=LineStatus.READ).order_by("pk").values_list("pk", flat=True))
    for key in keys:
        find_gift(by=MATCHING, line_id=key)


@transaction.atomic
def find_gift(*, by: Actor, line_id: int) -> None:
    """Match a line by its reference codes; whatever does not fit exactly is left to a person."""
    line = lock_line(line_id)
    if line.status != LineStatus.READ:
        return
    attempts = list(
        DonationAttempt.objects.filter(transfer_code__in=line.codes, account__organisation=line.account.organisation)
        .select_related("gift")
        .order_by("gift_id")
    )
    doubt = _doubt(line, attempts)
    if not attempts:
        LINE_LIFECYCLE.advance(line, "miss", by=by, because=doubt, reason=doubt)
    elif doubt:
        LINE_LIFECYCLE.advance(line, "question", by=by, because=doubt, reason=doubt)
    else:
        pay_from_line(by=by, line=line, attempts=attempts)


def pay_from_line(*, by: Actor, line: StatementLine, attempts: list[DonationAttempt]) -> None:
    """Count the line's money for these attempts: the whole of it for one, each its own amount for several."""
    stem = f"{line.account.reference}/{line.serial}"
    for number, attempt in enumerate(attempts, start=1):
        alone = len(attempts) == 1
        arrived = Arrived(
            provider_id=stem if alone else f"{stem}#{number}",
            fen=line.fen if alone else attempt.fen,
            method="bank_transfer",
        )
        line.payments.add(record_payment(by=by, attempt=attempt, arrived=arrived))
    LINE_LIFECYCLE.advance(line, "match" if len(attempts) == 1 else "split", by=by, reason="")


def _doubt(line: StatementLine, attempts: list[DonationAttempt]) -> str:
    """Why a person must look, as a stable code; empty when everything fits."""
    if not attempts:
        return "CODE_UNKNOWN" if line.codes else "NO_CODE"
    if len(attempts) < len(line.codes):
        return "CODE_UNKNOWN"
    if any(attempt.status == AttemptStatus.PAID for attempt in attempts):
        return "ALREADY_PAID"
    if any(_is_late(attempt) for attempt in attempts):
        return "LATE"
    if sum(attempt.fen for attempt in attempts) != line.fen:
        return "AMOUNT_DIFFERS" if len(attempts) == 1 else "SPLIT_DIFFERS"
    return ""


def _is_late(attempt: DonationAttempt) -> bool:
    return attempt.status not in ATTEMPT_LIVE or attempt.gift.status != GiftStatus.INTENT


@transaction.atomic
def _store(by: User, account: PayeeAccount, data: bytes, statement: Statement) -> StatementImport:
    """The import and its new lines; two imports for one account wait for each other."""
    PayeeAccount.objects.select_for_update(no_key=True).get(pk=account.pk)
    imported = StatementImport.objects.create(account=account, by=by, digest=hashlib.sha256(data).hexdigest())
    seen = _known_lines(account, statement)
    fresh, faults, duplicates = [], list(statement.faults), 0
    for booking in statement.bookings:
        content = (booking.booked_on, booking.fen)
        if booking.serial not in seen:
            seen[booking.serial] = content
            fresh.append(_line(imported, booking))
        elif seen[booking.serial] == content:
            duplicates += 1
        else:
            faults.append((booking.row, "serial", "SERIAL_CONFLICT"))
    StatementLine.objects.bulk_create(fresh)
    imported.rows = len(statement.bookings) + statement.outgoing + len(statement.faults)
    imported.duplicates, imported.outgoing = duplicates, statement.outgoing
    imported.rejected, imported.faults = len(faults), [list(fault) for fault in sorted(faults)]
    imported.save()
    audit.record(by=by, verb="statement.import", subject=imported, detail={"lines": len(fresh)})
    announce(StatementImported(import_id=imported.pk))
    return imported


def _known_lines(account: PayeeAccount, statement: Statement) -> dict[str, tuple[date, int]]:
    """What the account's lines of these serials were: serial -> day and amount."""
    serials = [booking.serial for booking in statement.bookings]
    known: dict[str, tuple[date, int]] = {}
    for start in range(0, len(serials), CHUNK):
        lines = StatementLine.objects.filter(account=account, serial__in=serials[start : start + CHUNK])
        known |= {serial: (day, fen) for serial, day, fen in lines.values_list("serial", "booked_on", "fen")}
    return known


def _line(imported: StatementImport, booking: Booking) -> StatementLine:
    return StatementLine(
        account=imported.account,
        imported=imported,
        row=booking.row,
        serial=booking.serial,
        booked_on=booking.booked_on,
        fen=booking.fen,
        payer=booking.payer,
        remark=booking.remark,
        codes=codes_in(booking.remark),
    )


def _counted(imported: StatementImport) -> StatementImport:
    """How many lines stand where, written beside the import."""
    found = dict(imported.lines.values_list("status").annotate(lines=Count("pk")))
    imported.matched = found.get(LineStatus.MATCHED, 0) + found.get(LineStatus.SPLIT, 0)
    imported.unknown = found.get(LineStatus.UNKNOWN, 0)
    imported.mismatched = found.get(LineStatus.MISMATCH, 0)
    imported.save(update_fields=["matched", "unknown", "mismatched"])
    return imported
