"""The part of the charity's finance staff: what the bank says, the receipt, the spending."""

from __future__ import annotations

import csv
import io

from playwright.sync_api import FilePayload

from tests.journeys.stories import day
from tests.journeys.visitor import Visitor

PURPOSE = {"zh": "第二批取暖器", "en": "Second batch of heaters"}
LATEST_GIFT = """SELECT g.reference, a.transfer_code, g.id FROM donations_gift g
    JOIN donations_donationattempt a ON a.gift_id = g.id ORDER BY a.id DESC LIMIT 1"""


def read_statement(visitor: Visitor, code: str, amount: str) -> None:
    """The bank's file: a line with the donor's code is matched, one without waits to be looked at."""
    visitor.go("/partner/gifts/", "gifts")
    visitor.follow(visitor.link("/partner/gifts/lines/"), "bank-lines")
    visitor.fill(file=statement(code, amount))
    visitor.follow(visitor.button("/statement/"), "statement-read")
    visitor.go("/partner/gifts/lines/?queue=matched", "bank-lines-matched")


def statement(code: str, amount: str) -> FilePayload:
    """As a bank exports it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["交易日期", "交易流水号", "收入金额", "对方户名", "附言"])
    writer.writerow([day(0), f"J{code}", amount, "演示付款人", f"捐款 {code}"])
    writer.writerow([day(0), f"K{code}", "12.00", "演示付款人", "捐款"])
    return FilePayload(name="statement.csv", mimeType="text/csv", buffer=out.getvalue().encode("gb18030"))


def confirm(visitor: Visitor, gift: str) -> None:
    """The money is on the charity's account."""
    visitor.go("/partner/gifts/?status=paid", "gifts-to-confirm")
    visitor.go(f"/partner/gifts/{gift}/", "gift-to-confirm")
    visitor.follow(visitor.button("/confirm/"), "gift-confirmed")


def record_receipt(visitor: Visitor, gift: str, number: int) -> None:
    """The statutory receipt as it stands on paper; a wrong number is refused first."""
    visitor.go(f"/partner/gifts/{gift}/", "gift-confirmed")
    visitor.fill(code="33050126", number="12", check_code="aB12Cd", issued_on=day(0))
    visitor.follow(visitor.button("/receipt/"), "receipt-refused", status=409)
    visitor.fill(number=f"{9_000_000_000 + number}")
    visitor.follow(visitor.button("/receipt/"), "gift-receipted")


def spend(visitor: Visitor, programme: str, amount: str) -> None:
    """Money of the programme was used; the oldest gifts paid for it. More than there is, is refused."""
    visitor.go("/partner/programmes/", "books")
    said = {"purpose": PURPOSE["zh"], "purpose_en": PURPOSE["en"], "voucher": f"V-{amount}", "spent_on": day(0)}
    visitor.fill(programme=programme, amount="99999999.00", **said)
    visitor.follow(visitor.button(), "books-refused", status=409)
    visitor.fill(amount=amount)
    visitor.follow(visitor.button(), "books-spent")
