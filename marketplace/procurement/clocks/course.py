"""Where a purchase stands, told as a trail."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from marketplace.common.trail import Stage, stopped, trail
from marketplace.procurement.clocks.open_tender import is_over
from marketplace.procurement.models import Award, Contract, Milestone, Tender
from marketplace.procurement.states import MilestoneStatus, TenderStatus

if TYPE_CHECKING:
    from marketplace.common.verdict import Sentence

REACHED: Final = {
    TenderStatus.DRAFT: 0,
    TenderStatus.OPEN: 1,
    TenderStatus.CLOSED: 3,
    TenderStatus.OPENED: 4,
    TenderStatus.SCORING: 4,
    TenderStatus.CONFERRING: 4,
    TenderStatus.RANKED: 5,
    TenderStatus.AWARDED: 6,
    TenderStatus.CONTRACTED: 7,
    TenderStatus.COMPLETED: 8,
}
"""Place of the stage that is going on."""
OPENING, SCORED, AWARD, CONTRACT, MILESTONE = 3, 4, 5, 6, 7


def trail_of(tender: Tender) -> list[Stage]:
    """From the documents to the last milestone; a tender that ended early says where."""
    stages = _stages(tender)
    if tender.status in (TenderStatus.FAILED, TenderStatus.CANCELLED):
        end = _("Failed") if tender.status == TenderStatus.FAILED else _("Cancelled")
        return stopped(stages, _ended_at(tender), end)
    reached = REACHED[TenderStatus(tender.status)]
    if tender.status == TenderStatus.OPEN and is_over(tender):
        reached = OPENING
    if tender.status == TenderStatus.CONTRACTED and stages[MILESTONE][1] is not None:
        reached = MILESTONE + 1
    return trail(stages, reached, finished=tender.status == TenderStatus.COMPLETED)


def _stages(tender: Tender) -> list[tuple[Sentence, date | datetime | None]]:
    award = Award.objects.filter(tender=tender).first()
    contract = Contract.objects.filter(award__tender=tender).first()
    accepted = Milestone.objects.filter(contract__award__tender=tender, status=MilestoneStatus.ACCEPTED)
    return [
        (_("Documents issued"), tender.issued_on),
        (_("Open for bids"), None),
        (_("Bids closed"), tender.bids_until),
        (_("Opened by two officers"), tender.opened_at),
        (_("Judged and scored"), tender.ranked_at),
        (_("Awarded"), award.announced_at if award else None),
        (_("Contract signed"), contract.signed_at if contract else None),
        (_("First milestone accepted"), accepted.values_list("accepted_at", flat=True).order_by("accepted_at").first()),
        (_("Completed"), None),
    ]


def _ended_at(tender: Tender) -> int:
    """How many stages were left behind."""
    if Award.objects.filter(tender=tender).exists():
        return CONTRACT
    if tender.ranked_at is not None:
        return AWARD
    if tender.opened_at is not None:
        return SCORED
    return OPENING if tender.closed_at is not None else 1
