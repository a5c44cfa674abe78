"""The clocks of a tender until its bids are opened: what the law asks, and what this tender sets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.common.workdays import add_working_days
from marketplace.procurement.floors import CLARIFICATION_DAYS, OPEN_DAYS, open_days
from marketplace.procurement.models import Method, Tender
from marketplace.procurement.states import TenderStatus

if TYPE_CHECKING:
    from marketplace.common.verdict import Sentence


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that happens by a moment, and the source that asks for it."""

    what: Sentence
    by: date | datetime
    source: str


def clocks_until_opening(tender: Tender) -> list[Deadline]:
    """What the law sets, and what this tender does."""
    on = tender.issued_on
    available, clarify = (
        rule("tender.documents_working_days", on=on),
        rule(CLARIFICATION_DAYS[Method(tender.method)], on=on),
    )
    return [
        Deadline(_("documents are issued"), tender.issued_on, ""),
        Deadline(
            _("documents stay available at least until"),
            add_working_days(tender.documents_from, int(available.value)),
            available.source,
        ),
        Deadline(_("last day of a clarification that affects bids"), last_clarification(tender), clarify.source),
        Deadline(
            _("earliest day on which bids may close"),
            earliest_close(tender),
            rule(OPEN_DAYS[Method(tender.method)], on=on).source,
        ),
        Deadline(_("bids close"), tender.bids_until, ""),
    ]


def earliest_close(tender: Tender) -> date:
    """The first day on which bids may close."""
    return tender.issued_on + timedelta(days=open_days(tender))


def last_clarification(tender: Tender) -> date:
    """A later answer that affects bids moves the deadline (Regulations Art. 31)."""
    days = int(rule(CLARIFICATION_DAYS[Method(tender.method)], on=tender.issued_on).value)
    return clock.local(tender.bids_until).date() - timedelta(days=days)


def deadline_after(tender: Tender, answered_on: date) -> datetime:
    """The deadline once an answer that affects bids is given on this day: never earlier than now, same time of day."""
    if answered_on <= last_clarification(tender):
        return tender.bids_until
    until = clock.local(tender.bids_until)
    days = int(rule(CLARIFICATION_DAYS[Method(tender.method)], on=tender.issued_on).value)
    return until + timedelta(days=(answered_on + timedelta(days=days) - until.date()).days)


def is_over(tender: Tender) -> bool:
    """Whether no bid can be handed in any more, by the server's clock."""
    return tender.status != TenderStatus.OPEN or tender.bids_until <= clock.now()
