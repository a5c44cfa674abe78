"""The clocks of a tender: what the law asks, and what this tender sets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.common.trail import Stage, stopped, trail
from marketplace.common.workdays import add_working_days
from marketplace.procurement.models import Tender
from marketplace.procurement.states import TenderStatus

if TYPE_CHECKING:
    from marketplace.common.verdict import Sentence


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that happens by a moment, and the source that asks for it."""

    what: Sentence
    by: date | datetime
    source: str


def clocks_of(tender: Tender) -> list[Deadline]:
    """Every clock of an open tender, in the order of time."""
    on, closes = tender.issued_on, clock.local(tender.bids_until).date()
    available = rule("tender.documents_working_days", on=on)
    earliest, clarify = rule("tender.open_days", on=on), rule("tender.clarification_days", on=on)
    return [
        Deadline(_("documents are issued"), tender.issued_on, ""),
        Deadline(
            _("documents stay available at least until"),
            add_working_days(tender.documents_from, int(available.value)),
            available.source,
        ),
        Deadline(
            _("last day of a clarification that affects bids"),
            closes - timedelta(days=int(clarify.value)),
            clarify.source,
        ),
        Deadline(_("earliest day on which bids may close"), earliest_close(on), earliest.source),
        Deadline(_("bids close"), tender.bids_until, ""),
    ]


def earliest_close(issued_on: date) -> date:
    """The first day on which bids may close (Procurement Law Art. 35)."""
    return issued_on + timedelta(days=int(rule("tender.open_days", on=issued_on).value))


def is_over(tender: Tender) -> bool:
    """Whether no bid can be handed in any more, by the server's clock."""
    return tender.status != TenderStatus.OPEN or tender.bids_until <= clock.now()


def trail_of(tender: Tender) -> list[Stage]:
    """Where the purchase stands."""
    stages: list[tuple[Sentence, date | datetime | None]] = [
        (_("Documents issued"), tender.issued_on),
        (_("Open for bids"), None),
        (_("Bids closed"), tender.bids_until),
        (_("Awarded"), None),
    ]
    if tender.status == TenderStatus.CANCELLED:
        return stopped(stages, 1, _("Cancelled"))
    reached = {TenderStatus.OPEN: 1, TenderStatus.CLOSED: 2, TenderStatus.AWARDED: 3}[TenderStatus(tender.status)]
    if reached == 1 and is_over(tender):
        reached = 2
    return trail(stages, reached, finished=tender.status == TenderStatus.AWARDED)
