"""What the pages of giving show: programmes, figures, the trail of one gift."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Count, Max, Sum
from django.utils.translation import gettext as _

from donations.models import Gift, Programme, Spending, SpendingShare
from donations.states import CONFIRMED, GiftStatus, ProgrammeStatus
from marketplace.accounts.queries import Reader
from marketplace.common import clock
from marketplace.organisations.queries import organisations_of


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one programme, in fen: confirmed gifts less refunds, what was spent, what is left."""

    gifts: int
    raised: int
    spent: int

    @property
    def left(self) -> int:
        return self.raised - self.spent


def public_programmes() -> models.QuerySet[Programme]:
    """Programmes that were filed: open ones, and closed ones whose books stay open."""
    filed = Programme.objects.exclude(status=ProgrammeStatus.DRAFT).exclude(filing_number="")
    return filed.select_related("charity").prefetch_related("campaigns", "charity__capabilities")


def open_programmes() -> models.QuerySet[Programme]:
    """Programmes that take gifts, in the order of their names."""
    return public_programmes().filter(status=ProgrammeStatus.OPEN, is_directed=False)


def programmes_serving(need_kind: str, aid_type: str | None) -> list[Programme]:
    """Open programmes that help with needs like this; an empty list of kinds means any."""

    def serves(programme: Programme) -> bool:
        kind_fits = not programme.need_kinds or need_kind in programme.need_kinds
        return kind_fits and (not programme.aid_types or aid_type in programme.aid_types)

    return [programme for programme in open_programmes() if serves(programme)]


def programmes_of(reader: Reader) -> models.QuerySet[Programme]:
    """The programmes of the charities for which the reader acts."""
    return Programme.objects.filter(charity__in=organisations_of(reader)).select_related("charity")


def programme_figures(programme: Programme) -> Figures:
    """Counted now."""
    gifts = Gift.objects.filter(programme=programme, status__in=CONFIRMED)
    sums = gifts.aggregate(number=Count("pk"), fen=Sum("fen"), back=Sum("refunded_fen"))
    spent = Spending.objects.filter(programme=programme).aggregate(fen=Sum("fen"))["fen"] or 0
    return Figures(sums["number"], (sums["fen"] or 0) - (sums["back"] or 0), spent)


def public_spendings(programme: Programme) -> models.QuerySet[Spending]:
    """What the programme paid for, newest first; with how many gifts paid for each."""
    rows = Spending.objects.filter(programme=programme).annotate(gifts=Count("shares__gift", distinct=True))
    return rows.order_by("-spent_on", "-pk")


def gifts_of_charities(reader: Reader) -> models.QuerySet[Gift]:
    """Gifts to the charities for which the reader acts, newest first, without those never paid."""
    gifts = Gift.objects.filter(programme__charity__in=organisations_of(reader))
    unpaid = [GiftStatus.INTENT, GiftStatus.ABANDONED]
    return gifts.exclude(status__in=unpaid).select_related("programme__charity").order_by("-pk")


def shares_of(gift: Gift) -> list[dict[str, Any]]:
    """What this gift paid for, together with how many others."""
    sums = SpendingShare.objects.filter(gift=gift).values("spending").annotate(fen=Sum("fen"), last=Max("pk"))
    spendings = Spending.objects.in_bulk([row["spending"] for row in sums if row["fen"] > 0])
    others = dict(
        SpendingShare.objects.filter(spending__in=spendings)
        .values_list("spending")
        .annotate(n=Count("gift", distinct=True))
    )
    return [
        {"spending": spendings[row["spending"]], "fen": row["fen"], "gifts": others[row["spending"]]}
        for row in sorted(sums, key=lambda row: row["last"])
        if row["fen"] > 0
    ]


def gift_trail(gift: Gift) -> list[dict[str, Any]]:
    """The stages of a gift for the bamboo trail: done, current, next or stopped."""
    if gift.status in (GiftStatus.ABANDONED, GiftStatus.REFUNDED, GiftStatus.DISPUTED, GiftStatus.RED_LETTERED):
        return [*_done(gift), {"label": gift.get_status_display(), "state": "stopped", "at": None}]
    stages: list[tuple[str, datetime | date | None]] = [
        (_("Announced"), gift.created_at),
        (_("Paid"), gift.paid_at),
        (_("Confirmed by the charity"), gift.received_at),
        (_("Statutory receipt recorded"), gift.receipted_at),
        (_("Spent for its purpose"), _spent_on(gift)),
    ]
    if gift.waived:
        del stages[3]
    first_open = next((place for place, (_label, at) in enumerate(stages) if at is None), len(stages))
    return [
        {"label": label, "at": at, "state": "done" if at else "current" if place == first_open else "next"}
        for place, (label, at) in enumerate(stages)
    ]


def _done(gift: Gift) -> list[dict[str, Any]]:
    told = [
        (_("Announced"), gift.created_at),
        (_("Paid"), gift.paid_at),
        (_("Confirmed by the charity"), gift.received_at),
    ]
    return [{"label": label, "at": at, "state": "done"} for label, at in told if at]


def _spent_on(gift: Gift) -> date | None:
    if gift.spent_fen + gift.refunded_fen < gift.fen:
        return None
    shares = SpendingShare.objects.filter(gift=gift)
    day: date | None = shares.aggregate(day=Max("spending__spent_on"))["day"]
    return day or clock.today()
