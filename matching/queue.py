"""The waiting list: needs that nobody has promised to help yet, in the order that the policy states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from marketplace.common import clock
from marketplace.fulfilment.states import LIVE, ClaimStatus
from marketplace.needs.models import Need
from marketplace.needs.states import NeedStatus
from matching.parts import NAMES, points_text
from matching.policies import Policy
from matching.scoring import full_points
from matching.sources.needs import equity_of_cells


@dataclass(frozen=True, slots=True)
class Place:
    """Where a need stands among those of its kind, and why: the points of each part, in ten-thousandths."""

    need: Need
    number: int
    of: int
    days: int
    parts: Mapping[str, int]

    @property
    def points(self) -> str:
        """All parts together."""
        return points_text(sum(self.parts.values()))

    @property
    def why(self) -> list[tuple[str, str]]:
        """(part, points), in the order of the policy."""
        return [(str(NAMES[part]), points_text(points)) for part, points in self.parts.items()]


def waiting_list(policy: Policy, kind: str = "") -> list[Place]:
    """Of one kind or of each: more points first, among equals who has waited longer, then by reference."""
    rows = list(_without_help().filter(need_kind=kind) if kind else _without_help())
    equity = equity_of_cells()
    scored = [(need, _days(need), _parts(need, policy, equity)) for need in rows]
    scored.sort(key=lambda each: (each[0].need_kind, -sum(each[2].values()), -each[1], each[0].reference))
    totals: dict[str, int] = {}
    for need, _days_waited, _points in scored:
        totals[need.need_kind] = totals.get(need.need_kind, 0) + 1
    places, number, previous = [], 0, ""
    for need, days, parts in scored:
        number = number + 1 if need.need_kind == previous else 1
        previous = need.need_kind
        places.append(Place(need, number, totals[need.need_kind], days, parts))
    return places


def rule_sentence(policy: Policy) -> str:
    """How the list is ordered, in words with the points of each part."""
    parts = pgettext("list", ", ").join(f"{NAMES[part]} {policy.weights[part]}" for part in policy.queue)
    return _("Ordered by points (%(parts)s); among equals, who has waited longer comes first. Policy %(policy)s.") % {
        "parts": parts,
        "policy": policy.name,
    }


def _without_help() -> models.QuerySet[Need]:
    """Open needs, published or not, with a place that is neither promised nor held."""
    promised = models.Count("assignments", filter=models.Q(assignments__status__in=sorted(LIVE)), distinct=True)
    held = models.Count("claims", filter=models.Q(claims__status=ClaimStatus.HELD), distinct=True)
    rows = Need.objects.filter(status__in=[NeedStatus.PUBLISHED, NeedStatus.PRIVATE_MATCH])
    return rows.annotate(free=models.F("helpers") - promised - held).filter(free__gt=0).order_by("pk")


def _parts(need: Need, policy: Policy, equity: Mapping[tuple[str | None, str], str]) -> dict[str, int]:
    """What the need itself earns of each part; a value that is not published counts as the middle."""
    codes = {
        "urgency": need.urgency_band,
        "waiting": policy.waiting_band(_days(need)),
        "equity": equity.get((need.place, need.need_kind), "even") if need.place else None,
    }
    shares: dict[str, Mapping[str, int]] = {
        "urgency": policy.shares.urgency,
        "waiting": policy.shares.waiting,
        "equity": policy.shares.equity,
    }
    return {
        part: full_points(policy, part) * shares[part].get(codes[part] or "", policy.shares.withheld) // 100
        for part in policy.queue
    }


def _days(need: Need) -> int:
    """Whole days since it was released, or kept for private match."""
    return (clock.now() - (need.released_at or need.created_at)).days
