"""`NB-KK-YYYY-ccc-nnnnnn-d`: kind, year, the issuer's series, a counter without gaps, a Luhn digit over the digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, TypeVar

from django.db.models import Count, Max, Model

from marketplace.common.certificates.papers import NumberSeries
from marketplace.common.checksums import luhn_digit, luhn_ok

FORM: Final = re.compile(r"NB-(TR|VS)-(\d{4})-(\d{3})-(\d{6})-(\d)")
KINDS: Final = {"TR": "donation", "VS": "service"}

S = TypeVar("S", bound=NumberSeries)


def next_number(series_of: type[S], letters: str, organisation: Model, year: int) -> tuple[S, int, str]:
    """(series, counter, number), under the series' row lock until the transaction ends: no gap, no double."""
    rows: Any = series_of._default_manager
    series = rows.select_for_update().filter(organisation=organisation, year=year).first()
    if series is None:
        highest = rows.filter(year=year).aggregate(highest=Max("series"))["highest"] or 0
        series = rows.create(organisation=organisation, year=year, series=highest + 1)
    series.last += 1
    series.save(update_fields=["last"])
    return series, series.last, number_of(letters, year, series.series, series.last)


def number_of(letters: str, year: int, series: int, counter: int) -> str:
    """The number with its check digit."""
    digits = f"{year:04d}{series:03d}{counter:06d}"
    return f"NB-{letters}-{year:04d}-{series:03d}-{counter:06d}-{luhn_digit(digits)}"


def kind_of(number: str) -> str | None:
    """`donation` or `service` for a well-formed number whose check digit fits, else None."""
    found = FORM.fullmatch(number)
    if found is None or not luhn_ok("".join(found.groups()[1:])):
        return None
    return KINDS[found.group(1)]


def gaps(series_of: type[S]) -> Iterator[tuple[str, str, str]]:
    """(invariant, object, detail) of each series whose papers are not 1, 2, 3 … up to its counter."""
    rows: Any = series_of._default_manager
    for row in rows.annotate(issued=Count("certificates"), highest=Max("certificates__counter")).order_by("pk"):
        if not row.last == row.issued == (row.highest or 0):
            detail = f"counter {row.last}, {row.issued} issued, highest {row.highest}"
            yield "certificate numbers have no gap", f"series:{row.year}-{row.series:03d}", detail
