"""A platform's file into rows; what cannot be read is named by row, field and code, never by its value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from donations.models import CampaignRecord, DonorKind
from donations.rules import GiftWish
from donations.rules.giving import receipt_is_settled, texts_are_clean
from marketplace.common import clock
from marketplace.common.money import AmountUnclear, parse_amount
from marketplace.common.tables import FileRefused, Limits, Table, read_table

COLUMNS: Final[Mapping[str, str]] = {
    "order_number": "订单号", "kind": "类型", "date": "日期", "amount": "金额", "fee": "手续费", "campaign": "活动编号",
    "refund_number": "退款单号", "donor_kind": "捐赠人类型", "receipt_name": "票据抬头", "identifier": "证件号码",
    "email": "邮箱",
}  # fmt: skip
"""Field and Chinese heading, in the order of docs/commands.md."""
REQUIRED: Final = ("order_number", "kind", "date", "amount", "campaign")
GIFT, REFUND, SETTLEMENT = "gift", "refund", "settlement"
KINDS: Final = {"捐赠": GIFT, "退款": REFUND, "结算": SETTLEMENT, GIFT: GIFT, REFUND: REFUND, SETTLEMENT: SETTLEMENT}
DONORS: Final = {"": DonorKind.PERSON, "个人": DonorKind.PERSON, "单位": DonorKind.COMPANY,
                 "person": DonorKind.PERSON, "company": DonorKind.COMPANY}  # fmt: skip
LIMITS: Final = Limits(bytes=2 * 1024 * 1024, rows=2_000)
"""A file is counted in one transaction: a larger one is split by days."""
NUMBER: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{3,63}")
FORMULA: Final = "=+-@\t\r＝＋－＠"
"""How a cell begins that a spreadsheet would carry out."""
Fault = tuple[int, str, str]
"""Row number, field, code."""


class RowFault(Exception):
    """One field of a row cannot be read."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(code)
        self.field, self.code = field, code


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformRow:
    """One line: a gift, money that went back for one, or a payout to the charity's account."""

    row: int
    kind: str
    number: str
    """Of the order; of the payout for a settlement."""
    on: date
    fen: int
    fee_fen: int = 0
    refund_number: str = ""
    donor_kind: DonorKind = DonorKind.PERSON
    receipt_name: str = ""
    identifier: str = ""
    email: str = ""

    def wish(self) -> GiftWish:
        """The gift as the donor would have announced it here; without a name nobody has asked for a receipt yet."""
        return GiftWish(
            fen=self.fen,
            donor_kind=self.donor_kind,
            receipt_name=self.receipt_name,
            identifier=self.identifier,
            email=self.email,
            waived=not self.receipt_name,
        )


def read_rows(data: bytes, campaign: CampaignRecord) -> tuple[list[PlatformRow], list[Fault]]:
    """Every row that can be read, and every fault; raises `FileRefused` when the file as a whole is none."""
    table = read_table(data, "", LIMITS)
    fields = _fields(table.headings)
    rows: list[PlatformRow] = []
    faults: list[Fault] = []
    for number, cells in _padded(table, len(fields)):
        try:
            rows.append(_row(number, dict(zip(fields, cells, strict=True)), campaign))
        except RowFault as fault:
            faults.append((number, fault.field, fault.code))
    return rows, [*faults, *_twice(rows)]


def _fields(headings: Sequence[str]) -> list[str]:
    by_text = {chinese: field for field, chinese in COLUMNS.items()} | {field: field for field in COLUMNS}
    fields = [by_text.get(heading) or by_text.get(heading.lower()) or "" for heading in headings]
    missing = [f"{field} ({COLUMNS[field]})" for field in REQUIRED if field not in fields]
    if missing:
        raise FileRefused(_("the first row lacks these headings: %(fields)s") % {"fields": ", ".join(missing)})
    if "" in fields:
        raise FileRefused(_("column %(position)d has a heading nobody knows") % {"position": fields.index("") + 1})
    if len(set(fields)) < len(fields):
        raise FileRefused(_("two columns have the same heading"))
    return fields


def _padded(table: Table, width: int) -> Iterator[tuple[int, list[str]]]:
    for number, cells in table.rows:
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            raise FileRefused(_("row %(row)d has more cells than there are headings") % {"row": number})
        yield number, [cell.strip() for cell in cells[:width]] + [""] * (width - len(cells))


def _row(number: int, cells: dict[str, str], campaign: CampaignRecord) -> PlatformRow:
    for field, text in cells.items():
        if text and text[0] in FORMULA:
            raise RowFault(field, "FORMULA")
    if cells["campaign"] != campaign.number:
        raise RowFault("campaign", "OTHER_CAMPAIGN")
    kind = KINDS.get(cells["kind"].lower())
    if kind is None:
        raise RowFault("kind", "KIND_UNCLEAR")
    row = PlatformRow(
        row=number,
        kind=kind,
        number=_number(cells["order_number"], "order_number"),
        on=_day(cells["date"], campaign if kind == GIFT else None),
        fen=_fen(cells["amount"], "amount"),
        fee_fen=_fee(cells.get("fee", ""), kind),
        refund_number=_number(cells.get("refund_number", ""), "refund_number") if kind == REFUND else "",
        donor_kind=_donor(cells.get("donor_kind", "")),
        receipt_name=cells.get("receipt_name", "") if kind == GIFT else "",
        identifier=cells.get("identifier", "") if kind == GIFT else "",
        email=cells.get("email", "") if kind == GIFT else "",
    )
    if row.fee_fen > row.fen:
        raise RowFault("fee", "FEE_ABOVE_AMOUNT")
    _check_donor(row)
    return row


def _number(text: str, field: str) -> str:
    if not NUMBER.fullmatch(text):
        raise RowFault(field, "NUMBER_UNCLEAR")
    return text


def _day(text: str, campaign: CampaignRecord | None) -> date:
    try:
        day = date.fromisoformat(text[:10].replace("/", "-"))
    except ValueError as error:
        raise RowFault("date", "DAY_UNCLEAR") from error
    if day > clock.today():
        raise RowFault("date", "DAY_IN_THE_FUTURE")
    if campaign is not None and not campaign.runs_on(day):
        raise RowFault("date", "OUTSIDE_CAMPAIGN")
    return day


def _fen(text: str, field: str) -> int:
    try:
        fen = parse_amount(text)
    except AmountUnclear as error:
        raise RowFault(field, "AMOUNT_UNCLEAR") from error
    if fen <= 0:
        raise RowFault(field, "AMOUNT_UNCLEAR")
    return fen


def _fee(text: str, kind: str) -> int:
    if text in {"", "0", "0.0", "0.00"}:
        return 0
    if kind != GIFT:
        raise RowFault("fee", "FEE_OF_A_GIFT_ONLY")
    return _fen(text, "fee")


def _donor(text: str) -> DonorKind:
    kind = DONORS.get(text.lower())
    if kind is None:
        raise RowFault("donor_kind", "KIND_UNCLEAR")
    return kind


def _check_donor(row: PlatformRow) -> None:
    """What stands on a receipt is held to the same rules as on our own form."""
    wish = row.wish()
    if row.kind == GIFT and not texts_are_clean(wish).passed:
        raise RowFault("receipt_name", "TEXT_UNCLEAR")
    if row.kind == GIFT and not receipt_is_settled(wish).passed:
        raise RowFault("identifier", "IDENTIFIER_UNCLEAR")


def _twice(rows: Sequence[PlatformRow]) -> Iterator[Fault]:
    """A number that stands in the file twice as the same thing: which of the two counts is not ours to guess."""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        key = (row.kind, row.refund_number or row.number)
        if key in seen:
            yield row.row, "refund_number" if row.kind == REFUND else "order_number", "TWICE_IN_THE_FILE"
        seen.add(key)
