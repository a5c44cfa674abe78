"""Files as a designated platform exports them."""

from __future__ import annotations

import csv
import io
from typing import Any

from openpyxl import Workbook

from donations.models import PlatformFile, Programme
from donations.reconciliation.platforms import count_platform_file, try_platform_file
from donations.reconciliation.platforms.rows import COLUMNS
from marketplace.common import clock
from tests.donations.charity import Charity


def line(programme: Programme, number: str, amount: str = "100.00", **changes: str) -> dict[str, str]:
    """A gift of today; `kind` and the rest as changed."""
    row = {
        "order_number": number, "kind": "捐赠", "date": clock.today().isoformat(), "amount": amount,
        "campaign": programme.campaigns.get().number,
    }  # fmt: skip
    return row | changes


def as_csv(*rows: dict[str, str], encoding: str = "utf-8", chinese: bool = True) -> bytes:
    """With the headings of the documentation, or the English ones."""
    fields = [field for field in COLUMNS if any(field in row for row in rows)]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([COLUMNS[field] if chinese else field for field in fields])
    writer.writerows([[row.get(field, "") for field in fields] for row in rows])
    return out.getvalue().encode(encoding)


def as_xlsx(*rows: dict[str, Any]) -> bytes:
    """The same as a workbook."""
    book = Workbook()
    fields = [field for field in COLUMNS if any(field in row for row in rows)]
    book.active.append([COLUMNS[field] for field in fields])
    for row in rows:
        book.active.append([row.get(field, "") for field in fields])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def tried(charity: Charity, programme: Programme, data: bytes) -> PlatformFile:
    """Looked at by the charity's finance staff."""
    return try_platform_file(by=charity.finance, campaign=programme.campaigns.get(), data=data)


def counted(charity: Charity, programme: Programme, *rows: dict[str, str]) -> PlatformFile:
    """Looked at and counted."""
    file = tried(charity, programme, as_csv(*rows))
    count_platform_file(by=charity.finance, tried=file)
    file.refresh_from_db()
    return file
