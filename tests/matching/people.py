"""A charity, a volunteer, an insurer's programme and a need, as most tests want them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from matching.facts import MatchFacts, Need, NeedFacts, PairFacts, Supplier, SupplierFacts

HAISHU, YINZHOU, XIANGSHAN, CITY = "330203", "330212", "330225", "330200"
NANMEN = "330203001"
TODAY = date(2026, 11, 20)

Pair = tuple[str, str]


def need(key: str = "need", **facts: Any) -> Need:
    """A family in Haishu wants goods for its child's schooling."""
    usual: dict[str, Any] = {
        "need_kind": "goods",
        "aid_type": "education",
        "place": HAISHU,
        "urgency": "medium",
        "waiting": "weeks",
        "quantity": "500-2000",
    }
    return Need(key, **(usual | facts))


def charity(key: str = "charity", **facts: Any) -> Supplier:
    """Gives goods and grants anywhere in the city."""
    usual: dict[str, Any] = {
        "actor": "charity",
        "gives": ("goods", "fund"),
        "need_kinds": ("goods", "micro_wish", "programme"),
        "areas": (CITY,),
        "home": HAISHU,
        "reach_km": 100,
        "capacity": 5,
        "period_capacity": 10,
        "capabilities": ("charity", "verified_partner"),
    }
    return Supplier(key, **(usual | facts))


def volunteer(key: str = "volunteer", **facts: Any) -> Supplier:
    """Gives time around Haishu and was checked."""
    usual: dict[str, Any] = {
        "actor": "volunteer",
        "gives": ("time", "pairing"),
        "need_kinds": ("service", "pairing"),
        "areas": (HAISHU, YINZHOU),
        "home": HAISHU,
        "reach_km": 10,
        "capacity": 1,
        "period_capacity": 1,
        "capabilities": ("verified_partner", "background_check"),
    }
    return Supplier(key, **(usual | facts))


def programme(key: str = "programme", **facts: Any) -> Supplier:
    """A group programme against illness, for the insured of its registers."""
    usual: dict[str, Any] = {
        "actor": "insurer",
        "gives": ("group_cover",),
        "need_kinds": ("insurance",),
        "areas": (CITY,),
        "home": YINZHOU,
        "reach_km": 200,
        "capacity": 50,
        "period_capacity": 50,
        "capabilities": ("insurer", "verified_partner"),
        "perils": ("illness",),
    }
    return Supplier(key, **(usual | facts))


def facts_of(needs: Iterable[Need], suppliers: Iterable[Supplier], **pairs: Iterable[Pair]) -> MatchFacts:
    """Frozen facts on TODAY; pairs: insured, contact, conflict, declined as (need key, supplier key)."""
    need_facts, supplier_facts = NeedFacts.of(needs), SupplierFacts.of(suppliers)
    return MatchFacts(need_facts, supplier_facts, PairFacts.of(need_facts, supplier_facts, **pairs), TODAY)
