"""Put a household on the register or change it; every change recounts the classes it touches before it commits."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction

from marketplace.accounts.models import User
from marketplace.casework.anonymise import Household, RegisterTable
from marketplace.casework.anonymise.facts import HEALTH_ORDER, first_day
from marketplace.casework.gate import below_k_among, published_values
from marketplace.casework.models import DIMENSIONS, Case, Member
from marketplace.casework.register import household_of, register_changed
from marketplace.common import audit
from marketplace.common.references import blind_index
from marketplace.needs.actions import recheck_published
from marketplace.needs.models import Need
from marketplace.needs.states import VISIBLE


@dataclass(frozen=True, slots=True)
class MemberFields:
    """A person as entered; `id_number` may be empty when only the birth date is known."""

    relation: str
    name: str
    id_number: str
    birth: date
    health: str


@dataclass(frozen=True, slots=True)
class HouseholdFields:
    """The household columns of contracts.md, parsed; the head is the first of `members`."""

    case_number: str
    head_name: str
    head_id: str
    township: str
    members: tuple[MemberFields, ...]
    registers: tuple[str, ...]
    phone: str = ""
    address: str = ""
    annual_income_fen: int | None = None
    annual_spending_fen: int | None = None
    residency: str = ""
    dimensions: dict[str, int] = field(default_factory=dict)

    def digest(self) -> str:
        """Equal for households that agree in every column, useless without the key."""
        canonical = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, default=str)
        return blind_index(canonical, settings.BLIND_INDEX_KEY)


@transaction.atomic
def register_household(*, by: User, fields: HouseholdFields, recount: bool = True) -> Case:
    """Add a household with its members. An importer that adds many recounts once at its end (`recount=False`)."""
    case = Case(worker=by, **_columns(fields))
    case.save()
    _write_members(case, fields.members)
    audit.record(by=by, verb="case.register", subject=case, detail={"township": fields.township})
    if recount:
        register_changed()
        recheck_published()
    return case


@transaction.atomic
def change_household(*, by: User, case: Case, fields: HouseholdFields) -> None:
    """Correct a household; published needs of the classes it leaves or enters are counted again."""
    before = household_of(case)
    Case.objects.filter(pk=case.pk).update(**_update_columns(fields))
    case.members.all().delete()
    _write_members(case, fields.members)
    case.refresh_from_db()
    register_changed()
    recheck_published(touched_below_k(before, household_of(case)))
    audit.record(by=by, verb="case.change", subject=case)


def touched_below_k(*households: Household) -> list[str]:
    """Published needs whose class any of these households falls into and that no longer hide theirs."""
    few = RegisterTable(households)
    published = Need.objects.filter(status__in=VISIBLE, live=True)
    touched = [n for n in published if n.month and few.fits(published_values(n), first_day(n.month)).any()]
    return below_k_among(touched)


def _columns(fields: HouseholdFields) -> dict[str, Any]:
    births = [member.birth for member in fields.members]
    return {
        "case_number": fields.case_number,
        "head_name": fields.head_name,
        "head_id": fields.head_id,
        "head_id_index": blind_index(fields.head_id, settings.BLIND_INDEX_KEY),
        "phone": fields.phone,
        "address": fields.address,
        "township": fields.township,
        "annual_income_fen": fields.annual_income_fen,
        "annual_spending_fen": fields.annual_spending_fen,
        "residency": fields.residency,
        "registers": sorted(fields.registers),
        **{name: fields.dimensions.get(name) for name in DIMENSIONS},
        "head_birth": births[0],
        "youngest_birth": max(births),
        "oldest_birth": min(births),
        "size": len(births),
        "worst_health": min((member.health for member in fields.members), key=HEALTH_ORDER.index),
        "household_digest": fields.digest(),
    }


def _update_columns(fields: HouseholdFields) -> dict[str, Any]:
    return {name: value for name, value in _columns(fields).items() if name != "case_number"}


def _write_members(case: Case, members: Sequence[MemberFields]) -> None:
    Member.objects.bulk_create(
        Member(
            case=case,
            position=position,
            relation=member.relation,
            name=member.name,
            id_number=member.id_number,
            id_index=blind_index(member.id_number, settings.BLIND_INDEX_KEY) if member.id_number else "",
            birth=member.birth,
            health=member.health,
        )
        for position, member in enumerate(members)
    )
