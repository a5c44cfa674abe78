"""Open needs as matching may know them: only what is published, urgency and waiting in bands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.db import models

from marketplace.common import clock
from marketplace.fulfilment.states import LIVE, ClaimStatus
from marketplace.needs.models import Need as NeedRow
from marketplace.needs.states import VISIBLE, Audience, NeedStatus
from matching.facts import Need
from matching.policies import Policy
from matching.states import ProposalStatus

BEHIND, AHEAD = 0.9, 1.1
"""Served share of a kind in an area, relative to the city's: below is behind, above is ahead."""


def open_needs(asked_about: str = "") -> list[NeedRow]:
    """Published needs with places that are neither promised, held nor proposed, in the order of release.

    `asked_about`: the reference of a need that shall be among them as if one of its places were free.
    """
    places = models.Count("assignments", filter=models.Q(assignments__status__in=LIVE), distinct=True)
    held = models.Count("claims", filter=models.Q(claims__status=ClaimStatus.HELD), distinct=True)
    asked = models.Count("proposals", filter=models.Q(proposals__status=ProposalStatus.PROPOSED), distinct=True)
    rows = NeedRow.objects.filter(status__in=VISIBLE, live=True).exclude(audience=Audience.PRIVATE)
    rows = rows.annotate(free=models.F("helpers") - places - held - asked)
    wanting = models.Q(status=NeedStatus.PUBLISHED, free__gt=0) | models.Q(reference=asked_about)
    return list(rows.filter(wanting).order_by("pk"))


def need_facts(rows: Sequence[NeedRow], policy: Policy) -> list[Need]:
    """One fact per row, in the same order."""
    equity = equity_of_cells()
    return [
        Need(
            key=row.reference,
            need_kind=row.need_kind,
            aid_type=row.aid_type,
            place=row.place,
            urgency=row.urgency_band,
            waiting=policy.waiting_band(days_waited(row)),
            quantity=row.quantity_band,
            deadline=row.deadline_band,
            helpers=max(row.free, 1),
            with_minors=row.family == "with_minors",
            equity=equity.get((row.place, row.need_kind), "even"),
            audience=row.audience,
        )
        for row in rows
    ]


def days_waited(row: NeedRow) -> int:
    """Whole days since the release."""
    return (clock.now() - row.released_at).days if row.released_at else 0


def equity_of_cells() -> dict[tuple[str | None, str], str]:
    """(published area, kind) -> behind, even or ahead of the city in the share of needs that found help."""
    seen = NeedRow.objects.filter(status__in=VISIBLE).values_list("place", "need_kind", "status")
    everyone, served = Counter[tuple[str | None, str]](), Counter[tuple[str | None, str]]()
    for place, kind, status in seen:
        everyone[place, kind] += 1
        served[place, kind] += status != NeedStatus.PUBLISHED
    city = served.total() / max(everyone.total(), 1)
    if not city:
        return {}
    ratios = {cell: served[cell] / count / city for cell, count in everyone.items()}
    return {cell: "behind" if r < BEHIND else "ahead" if r > AHEAD else "even" for cell, r in ratios.items()}
