"""Every clock of a purchase, and its course."""

from __future__ import annotations

from datetime import datetime

from marketplace.common import clock
from marketplace.procurement.clocks.after_opening import (
    announced_on,
    answer_until,
    clocks_after_ranking,
    contract_due,
    publication_due,
    query_until,
    standstill_until,
)
from marketplace.procurement.clocks.course import trail_of
from marketplace.procurement.clocks.open_tender import (
    Deadline,
    clocks_until_opening,
    deadline_after,
    earliest_close,
    is_over,
    last_clarification,
)
from marketplace.procurement.models import Tender

__all__ = [
    "Deadline",
    "announced_on",
    "answer_until",
    "clocks_of",
    "contract_due",
    "deadline_after",
    "earliest_close",
    "is_over",
    "last_clarification",
    "publication_due",
    "query_until",
    "standstill_until",
    "trail_of",
]


def clocks_of(tender: Tender) -> list[Deadline]:
    """As far as the purchase has come, in the order of time."""
    return sorted([*clocks_until_opening(tender), *clocks_after_ranking(tender)], key=_moment)


def _moment(deadline: Deadline) -> datetime:
    """A day counts from its morning."""
    return deadline.by if isinstance(deadline.by, datetime) else clock.start_of(deadline.by)
