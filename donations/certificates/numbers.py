"""`NB-TR-YYYY-ccc-nnnnnn-d`: year, the charity's series, a counter without gaps, a Luhn digit over the digits."""

from __future__ import annotations

import re

from django.db.models import Max

from donations.models import CertificateSeries
from marketplace.common.checksums import luhn_digit, luhn_ok
from marketplace.organisations.models import Organisation

FORM = re.compile(r"NB-(TR|VS)-(\d{4})-(\d{3})-(\d{6})-(\d)")
KINDS = {"TR": "donation", "VS": "service"}


def next_number(charity: Organisation, year: int) -> tuple[CertificateSeries, int, str]:
    """(series, counter, number), under the series' row lock until the transaction ends: no gap, no double."""
    series = CertificateSeries.objects.select_for_update().filter(organisation=charity, year=year).first()
    if series is None:
        highest = CertificateSeries.objects.filter(year=year).aggregate(highest=Max("series"))["highest"] or 0
        series = CertificateSeries.objects.create(organisation=charity, year=year, series=highest + 1)
    series.last += 1
    series.save(update_fields=["last"])
    return series, series.last, number_of(year, series.series, series.last)


def number_of(year: int, series: int, counter: int) -> str:
    """The number with its check digit."""
    digits = f"{year:04d}{series:03d}{counter:06d}"
    return f"NB-TR-{year:04d}-{series:03d}-{counter:06d}-{luhn_digit(digits)}"


def kind_of(number: str) -> str | None:
    """`donation` or `service` for a well-formed number whose check digit fits, else None."""
    found = FORM.fullmatch(number)
    if found is None or not luhn_ok("".join(found.groups()[1:])):
        return None
    return KINDS[found.group(1)]
