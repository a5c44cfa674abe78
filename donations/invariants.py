"""What must be true of money at any time (check_invariants): (invariant, object, detail), no personal data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q, Sum

from donations.adoption import invariants as adoptions
from donations.certificates import invariants as certificates
from donations.cooperation import invariants as cooperations
from donations.ledger.bookings import cause_of_payment, cause_of_refund
from donations.models import Dispute, Entry, Gift, LedgerAccount, Move, Payment, Refund, Spending
from donations.models.ledger import CREDIT_SIDE, OF_PROGRAMME, AccountKind
from donations.reconciliation.platforms import invariants as platforms
from donations.states import CONFIRMED, AttemptStatus, DisputeStatus, RefundStatus

Row = tuple[str, str, str]
CHUNK = 500


def counts() -> dict[str, int]:
    """How many objects each check looked at."""
    return {
        "ledger_entries": Entry.objects.count(),
        "ledger_accounts": LedgerAccount.objects.count(),
        "payments": Payment.objects.count(),
        "refunds": Refund.objects.count(),
        "gifts": Gift.objects.count(),
        "spendings": Spending.objects.count(),
        **platforms.counts(),
        **certificates.counts(),
        **adoptions.counts(),
        **cooperations.counts(),
    }


def violations() -> Iterator[Row]:
    """Every violation, those of certificates included."""
    yield from entries_balance()
    yield from balances_are_sums()
    yield from payments_are_booked_once()
    yield from refunds_are_reversed_once()
    yield from gifts_add_up()
    yield from spendings_are_covered()
    yield from funds_are_not_below_zero()
    yield from platforms.violations()
    yield from certificates.violations()
    yield from adoptions.violations()
    yield from cooperations.violations()


def entries_balance() -> Iterator[Row]:
    """Both sides stand in one row, so only an entry without moves or in two currencies can be wrong."""
    name = "each ledger entry balances"
    for entry in Entry.objects.filter(~Exists(Move.objects.filter(entry=OuterRef("pk")))):
        yield name, f"entry:{entry.pk}", "no moves"
    mixed = ~Q(currency=F("debit__currency")) | ~Q(currency=F("credit__currency"))
    for move in Move.objects.filter(mixed):
        yield name, f"entry:{move.entry_id}", "two currencies in one move"


def balances_are_sums() -> Iterator[Row]:
    """The balance kept beside an account is the sum of its moves."""
    sums: Counter[int] = Counter()
    for key, fen in Move.objects.values_list("debit").annotate(fen=Sum("fen")):
        sums[key] += fen
    for key, fen in Move.objects.values_list("credit").annotate(fen=Sum("fen")):
        sums[key] -= fen
    for account in LedgerAccount.objects.order_by("pk"):
        if account.balance_fen != sums[account.pk]:
            detail = f"balance {account.balance_fen}, moves {sums[account.pk]}"
            yield "fund balances equal the sum of their moves", f"account:{account.pk}", detail


def payments_are_booked_once() -> Iterator[Row]:
    """A paid attempt has its payment, a payment its one unreversed entry of its own amount, and nothing else has."""
    name = "each paid attempt has one entry"
    unpaid = Payment.objects.exclude(attempt__isnull=True).exclude(attempt__status=AttemptStatus.PAID)
    for payment in unpaid:
        yield name, f"payment:{payment.reference}", "its attempt is not paid"
    booked = _booked(("attempt", "import"))
    for payment in Payment.objects.select_related("attempt").iterator(chunk_size=CHUNK):
        cause = cause_of_payment(payment)
        fen = booked.pop((cause.kind, cause.reference), None)
        if fen != payment.fen:
            yield name, f"payment:{payment.reference}", f"paid {payment.fen}, booked {fen}"
    for kind, reference in booked:
        yield name, f"{kind}:{reference}", "booked without a payment"


def refunds_are_reversed_once() -> Iterator[Row]:
    """Money that went back has one unreversed entry of its amount; money that did not has none."""
    name = "each refund has one reversal"
    booked = _booked(("refund",))
    for refund in Refund.objects.filter(status=RefundStatus.SUCCEEDED).iterator(chunk_size=CHUNK):
        cause = cause_of_refund(refund)
        fen = booked.pop((cause.kind, cause.reference), None)
        if fen != refund.fen:
            yield name, f"refund:{refund.reference}", f"given back {refund.fen}, booked {fen}"
    for kind, reference in booked:
        yield name, f"{kind}:{reference}", "booked without money that went back"


def gifts_add_up() -> Iterator[Row]:
    """A gift is its payment; what it lost and what it paid for are the sums of their rows."""
    name = "a gift is its payment, less what went back"
    lost: Counter[int] = Counter()
    gone = Refund.objects.filter(status=RefundStatus.SUCCEEDED).values_list("payment__gift")
    for key, fen in gone.annotate(total=Sum("fen")):
        lost[key] += fen
    for key, fen in Dispute.objects.filter(status=DisputeStatus.LOST).values_list("payment__gift", "fen"):
        lost[key] += fen
    shares = dict(Gift.objects.filter(shares__isnull=False).values_list("pk").annotate(total=Sum("shares__fen")))
    for gift in Gift.objects.filter(payment__isnull=False).select_related("payment").defer("secret").order_by("pk"):
        facts = (gift.payment.fen, lost[gift.pk], shares.get(gift.pk, 0))
        if (gift.fen, gift.refunded_fen, gift.spent_fen) != facts:
            detail = f"gift {gift.fen}/{gift.refunded_fen}/{gift.spent_fen}, rows {'/'.join(map(str, facts))}"
            yield name, f"gift:{gift.reference}", detail
    for gift in Gift.objects.filter(status__in=sorted(CONFIRMED), payment__isnull=True):
        yield name, f"gift:{gift.reference}", "confirmed without a payment"


def spendings_are_covered() -> Iterator[Row]:
    """The shares of a spending are what it counts as covered; uncovered money means that no gift could pay for it."""
    name = "each spending is paid by gifts"
    for spending in Spending.objects.annotate(total=Sum("shares__fen")).order_by("pk"):
        if spending.covered_fen != (spending.total or 0):
            detail = f"covered {spending.covered_fen}, shares {spending.total or 0}"
            yield name, f"spending:{spending.reference}", detail


def funds_are_not_below_zero() -> Iterator[Row]:
    """A restricted account below zero is covered by refunds and disputes of that fund, or it is a violation."""
    taken: Counter[int] = Counter()
    causes = Move.objects.filter(
        debit__kind__in=[AccountKind.AVAILABLE, AccountKind.PENDING],
        entry__cause_kind__in=["refund", "dispute"],
        entry__reversed_by__isnull=True,
    )
    for key, fen in causes.values_list("debit").annotate(total=Sum("fen")):
        taken[key] += fen
    restricted = sorted(OF_PROGRAMME & CREDIT_SIDE)
    for account in LedgerAccount.objects.filter(kind__in=restricted, balance_fen__gt=0).order_by("pk"):
        if account.balance_fen > taken[account.pk]:
            detail = f"{account.standing_fen}, of which {taken[account.pk]} went back or is disputed"
            yield "no fund is below zero without a cause", f"account:{account.pk}", detail


def _booked(kinds: tuple[str, ...]) -> dict[tuple[str, str], int]:
    """Unreversed entries of these kinds: cause -> what they move."""
    entries = Entry.objects.filter(cause_kind__in=kinds, reversed_by__isnull=True)
    rows = entries.values_list("cause_kind", "cause_reference").annotate(fen=Sum("moves__fen"))
    return {(kind, reference): fen for kind, reference, fen in rows}
