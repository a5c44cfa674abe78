"""How papers write dates, in both languages that every copy carries."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date


def chinese_day(day: date) -> str:
    """2026-11-03 -> 2026年11月3日."""
    return format_date(day, "y年M月d日", locale="zh_Hans")


def english_day(day: date) -> str:
    """2026-11-03 -> 3 November 2026, with no-break spaces."""
    return format_date(day, "d\u00a0MMMM\u00a0y", locale="en_GB")
