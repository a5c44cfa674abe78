"""What must be true of gifts made on platforms at any time (check_invariants)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.db.models import F, Sum

from donations.models import Gateway, LedgerAccount, Payment, PlatformFile, PlatformOrder, PlatformSettlement, Refund
from donations.models.ledger import AccountKind
from donations.states import PlatformFileStatus, RefundStatus

Row = tuple[str, str, str]


def counts() -> dict[str, int]:
    """How many orders of platforms were looked at."""
    return {"platform_orders": PlatformOrder.objects.count()}


def violations() -> Iterator[Row]:
    """(invariant, object, detail)."""
    yield from _orders_are_payments()
    yield from _platforms_owe_what_they_took()
    yield from _decided_files_keep_nothing()


def _orders_are_payments() -> Iterator[Row]:
    name = "each platform payment has one order"
    for payment in Payment.objects.filter(gateway=Gateway.PLATFORM, platform_order__isnull=True):
        yield name, f"payment:{payment.reference}", "no order"
    for order in PlatformOrder.objects.exclude(payment__gateway=Gateway.PLATFORM):
        yield name, f"order:{order.pk}", "not a payment of a platform"
    for order in PlatformOrder.objects.exclude(platform=F("campaign__platform")):
        yield name, f"order:{order.pk}", "not of its campaign's platform"
    for order in PlatformOrder.objects.exclude(payment__gift__programme=F("campaign__programme")):
        yield name, f"order:{order.pk}", "gift and campaign belong to two programmes"


def _platforms_owe_what_they_took() -> Iterator[Row]:
    """What a charity has with platforms is what they took for it, less fees, refunds and payouts."""
    owed: Counter[int] = Counter()
    payments = Payment.objects.filter(gateway=Gateway.PLATFORM)
    for key, fen, fee in payments.values_list("account__organisation", "fen", "fee_fen"):
        owed[key] += fen - (fee or 0)
    gone = Refund.objects.filter(
        payment__gateway=Gateway.PLATFORM, by_transfer=False, status=RefundStatus.SUCCEEDED
    ).values_list("payment__account__organisation")
    for key, fen in gone.annotate(fen=Sum("fen")):
        owed[key] -= fen
    for key, fen in PlatformSettlement.objects.values_list("charity").annotate(fen=Sum("fen")):
        owed[key] -= fen
    for account in LedgerAccount.objects.filter(kind=AccountKind.PLATFORM).order_by("pk"):
        if account.balance_fen != owed.pop(account.charity_id, 0):
            yield "platforms owe what they took", f"account:{account.pk}", f"balance {account.balance_fen}"
    for key, fen in owed.items():
        if fen:
            yield "platforms owe what they took", f"charity:{key}", f"{fen} and no account"


def _decided_files_keep_nothing() -> Iterator[Row]:
    for tried in PlatformFile.objects.exclude(status=PlatformFileStatus.TRIED).only("content", "reference"):
        if tried.content:
            yield "a decided platform file keeps no content", f"platform_file:{tried.reference}", "it is kept"
