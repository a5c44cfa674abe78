"""What of a platform's rows is counted already, and what contradicts it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from donations.models import CampaignRecord, Payment, PlatformOrder, PlatformSettlement, Refund
from donations.reconciliation.platforms.rows import GIFT, REFUND, SETTLEMENT, Fault, PlatformRow

CHUNK = 500
"""Fewer than the parameters a query may have."""


@dataclass(slots=True)
class Sorted:
    """Rows to count, rows that were counted before, and what is wrong with the others."""

    fresh: list[PlatformRow] = field(default_factory=list)
    known: int = 0
    faults: list[Fault] = field(default_factory=list)


def provider_id(campaign: CampaignRecord, number: str) -> str:
    """How an order or a refund of a platform is known among all payments: unique for ever."""
    return f"{campaign.platform}/{number}"


def sort_rows(rows: Sequence[PlatformRow], campaign: CampaignRecord) -> Sorted:
    """Compare with the books: the same row again changes nothing, the same number with other content is a fault."""
    books, result = Books(rows, campaign), Sorted()
    for row in rows:
        code = books.what_about(row)
        if code == KNOWN:
            result.known += 1
        elif code:
            result.faults.append((row.row, "refund_number" if row.kind == REFUND else "order_number", code))
        else:
            result.fresh.append(row)
    return result


KNOWN = "KNOWN"


class Books:
    """What the books hold of the numbers in a file, read once; and what the file itself adds to them."""

    def __init__(self, rows: Sequence[PlatformRow], campaign: CampaignRecord) -> None:
        self.campaign = campaign
        numbers = [row.number for row in rows]
        orders = [order for part in _parts(numbers) for order in self._orders(part)]
        self.orders = {order.number: (order.campaign_id, order.given_on, order.payment.fen) for order in orders}
        self.left = {order.number: order.payment.gift.kept_fen for order in orders}
        self.refunds = dict(self._refunds([row.refund_number for row in rows if row.kind == REFUND]))
        self.payouts = {
            payout.number: (payout.charity_id, payout.settled_on, payout.fen)
            for part in _parts(numbers)
            for payout in PlatformSettlement.objects.filter(platform=campaign.platform, number__in=part)
        }
        self._add_gifts_of_the_file(rows)

    def what_about(self, row: PlatformRow) -> str:
        """Empty: count it. `KNOWN`: counted before. Else why it cannot be counted."""
        if row.kind == GIFT:
            return _compare(self.orders.get(row.number), (self.campaign.pk, row.on, row.fen), "ORDER_CONFLICT")
        if row.kind == SETTLEMENT:
            charity = self.campaign.programme.charity_id
            return _compare(self.payouts.get(row.number), (charity, row.on, row.fen), "SETTLEMENT_CONFLICT")
        return self._about_refund(row)

    def _about_refund(self, row: PlatformRow) -> str:
        if row.number in self.orders and self.orders[row.number][0] != self.campaign.pk:
            return "OTHER_CAMPAIGN"
        known = self.refunds.get(row.refund_number)
        if known is not None:
            return KNOWN if known == (row.number, row.fen) else "REFUND_CONFLICT"
        if row.number not in self.left:
            return "ORDER_UNKNOWN"
        if row.fen > self.left[row.number]:
            return "REFUND_TOO_LARGE"
        self.left[row.number] -= row.fen
        return ""

    def _orders(self, numbers: Sequence[str]) -> Iterator[PlatformOrder]:
        rows = PlatformOrder.objects.filter(platform=self.campaign.platform, number__in=numbers)
        yield from rows.select_related("payment__gift")

    def _refunds(self, numbers: Sequence[str]) -> Iterator[tuple[str, tuple[str, int]]]:
        stem = f"{self.campaign.platform}/"
        for part in _parts(numbers):
            found = Refund.objects.filter(provider_id__in=[provider_id(self.campaign, number) for number in part])
            for refund in found.select_related("payment"):
                yield refund.provider_id.removeprefix(stem), (_order_of(refund.payment, stem), refund.fen)

    def _add_gifts_of_the_file(self, rows: Sequence[PlatformRow]) -> None:
        for row in rows:
            if row.kind == GIFT:
                self.left.setdefault(row.number, row.fen)


def _order_of(payment: Payment, stem: str) -> str:
    return payment.provider_id.removeprefix(stem)


def _compare(known: object, told: object, conflict: str) -> str:
    if known is None:
        return ""
    return KNOWN if known == told else conflict


def _parts(numbers: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(numbers), CHUNK):
        yield numbers[start : start + CHUNK]
