"""Write an entry, or reverse one. Balances change in the order of the accounts' numbers, so that writers never lock
each other out (the order of all locks is in `donations/actions/locking.py`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, models, transaction

from donations.models import Entry, LedgerAccount, Move
from marketplace.common import clock
from marketplace.common.verdict import DomainError


class LedgerRefused(DomainError):
    """The entry would not be a balanced one: a fault of ours, never of the user's."""

    code = "LEDGER_REFUSED"


class AlreadyPosted(LedgerRefused):
    """This cause was booked before, or this entry reversed before."""

    code = "ALREADY_POSTED"


@dataclass(frozen=True, slots=True)
class Cause:
    """Why money moves: one entry each. `reference` is the public reference of what happened."""

    kind: str
    reference: str


@dataclass(frozen=True, slots=True)
class MoveOf:
    """`fen` > 0 from the credited account to the debited one, both of one currency."""

    debit: LedgerAccount
    credit: LedgerAccount
    fen: int


@transaction.atomic
def post(*, cause: Cause, moves: Sequence[MoveOf], because: str = "", reverses: Entry | None = None) -> Entry:
    """Book the cause once; raises `AlreadyPosted` the second time and `LedgerRefused` for moves that are none."""
    currency = _one_currency(moves)
    entry = _new_entry(cause, because, reverses)
    Move.objects.bulk_create(
        Move(entry=entry, debit=move.debit, credit=move.credit, fen=move.fen, currency=currency) for move in moves
    )
    _carry_to_balances(moves)
    return entry


@transaction.atomic
def reverse(entry: Entry, *, because: str) -> Entry:
    """Undo an entry by its mirror image, once; `because` is a stable code."""
    moves = [MoveOf(move.credit, move.debit, move.fen) for move in entry.moves.select_related("debit", "credit")]
    return post(cause=Cause("reversal", f"entry-{entry.pk}"), moves=moves, because=because, reverses=entry)


def is_posted(cause: Cause) -> bool:
    """Whether the cause was booked and not reversed."""
    return Entry.objects.filter(
        cause_kind=cause.kind, cause_reference=cause.reference, reversed_by__isnull=True
    ).exists()


def _one_currency(moves: Sequence[MoveOf]) -> str:
    currencies = {account.currency for move in moves for account in (move.debit, move.credit)}
    if len(currencies) != 1:
        raise LedgerRefused("an entry has moves, and all in one currency")
    if any(move.fen <= 0 or move.debit.pk == move.credit.pk for move in moves):
        raise LedgerRefused("a move carries a positive amount from one account to another")
    return currencies.pop()


def _new_entry(cause: Cause, because: str, reverses: Entry | None) -> Entry:
    try:
        with transaction.atomic():
            return Entry.objects.create(
                cause_kind=cause.kind,
                cause_reference=cause.reference,
                because=because,
                reverses=reverses,
                booked_at=clock.now(),
            )
    except IntegrityError as error:
        raise AlreadyPosted(f"{cause.kind} {cause.reference} is booked already") from error


def _carry_to_balances(moves: Sequence[MoveOf]) -> None:
    change: Counter[int] = Counter()
    for move in moves:
        change[move.debit.pk] += move.fen
        change[move.credit.pk] -= move.fen
    for key in sorted(change):
        LedgerAccount.objects.filter(pk=key).update(balance_fen=models.F("balance_fen") + change[key])
