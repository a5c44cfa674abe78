"""The code on the host's page: it changes with time, opens one activity, and nothing is stored to check it.

A slot is half of the code's life: the code of the present slot and of the one before open, so that a code that was
just shown holds for at least half of its life and never for longer than all of it.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from typing import Final

from django.utils.crypto import salted_hmac

from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.volunteers.models import Activity

SALT: Final = "volunteers.check_codes"
DIGITS: Final = 6
LINK_LENGTH: Final = 32
"""Hexadecimal digits: 128 bits."""


def typed_code(activity: Activity, *, at: datetime | None = None) -> str:
    """Six digits to read out or to type."""
    number = int(_signature(activity, _slot(at)), 16) % 10**DIGITS
    return f"{number:0{DIGITS}d}"


def link_code(activity: Activity, *, at: datetime | None = None) -> str:
    """What the QR code carries."""
    return _signature(activity, _slot(at))[:LINK_LENGTH]


def code_opens(activity: Activity, code: str) -> bool:
    """Whether the code, typed or scanned, is one of those shown lately."""
    given = code.strip().replace(" ", "").lower()
    earlier = clock.now() - _half_life()
    shown = [make(activity, at=at) for make in (typed_code, link_code) for at in (None, earlier)]
    return sum(hmac.compare_digest(given.encode(), each.encode()) for each in shown) > 0


def shown_until(*, at: datetime | None = None) -> datetime:
    """Until when the code that is shown now opens at the latest."""
    half = _half_life()
    return datetime.fromtimestamp((_slot(at) + 2) * half.total_seconds(), tz=clock.CITY_ZONE)


def _slot(at: datetime | None) -> int:
    return int((at or clock.now()).timestamp() // _half_life().total_seconds())


def _half_life() -> timedelta:
    return timedelta(minutes=int(rule("volunteer.check_code_minutes", on=clock.today()).value)) / 2


def _signature(activity: Activity, slot: int) -> str:
    return salted_hmac(SALT, f"{activity.reference}:{slot}", algorithm="sha256").hexdigest()
