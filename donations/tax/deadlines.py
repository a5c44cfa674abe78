"""Until when a donor's paper must be where (announcement 2019 No. 99, items 5, 9 and 10 [SRC])."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from donations.tax.rules import Rules, newest_rules


@dataclass(frozen=True, slots=True)
class ReceiptDeadlines:
    """Last days, inclusive.

    `receipt_due`: the statutory receipt reaches the withholding agent; `agent_report_due`: without it the agent reports
    to the tax office; `correction_due`: a deduction missed in category income is corrected; `keep_until`: papers kept.
    """

    receipt_due: date
    agent_report_due: date
    correction_due: date
    keep_until: date


def receipt_deadlines(given_on: date, rules: Rules | None = None) -> ReceiptDeadlines:
    """Calendar days counted from the day of the gift (vector I14)."""
    table = (rules or newest_rules("CN")).individual
    receipt_due = given_on + timedelta(days=table.receipt_days)
    return ReceiptDeadlines(
        receipt_due=receipt_due,
        agent_report_due=receipt_due + timedelta(days=table.agent_report_days),
        correction_due=given_on + timedelta(days=table.correction_days),
        keep_until=_years_later(given_on, table.keep_years),
    )


def _years_later(day: date, years: int) -> date:
    """The same day, or 28 February where a leap day has no twin."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return date(day.year + years, day.month, last)
