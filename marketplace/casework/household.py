"""A household as it is entered: the household columns of contracts.md `import_cases`, parsed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date

from django.conf import settings

from marketplace.casework.models import DIMENSIONS, Case
from marketplace.common.references import blind_index


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


def fields_of(case: Case) -> HouseholdFields:
    """What the register holds of a household, as it would be entered."""
    members = tuple(
        MemberFields(member.relation, member.name, member.id_number, member.birth, member.health)
        for member in case.members.all()
    )
    return HouseholdFields(
        case_number=case.case_number,
        head_name=case.head_name,
        head_id=case.head_id,
        township=case.township,
        members=members,
        registers=tuple(sorted(case.registers)),
        phone=case.phone,
        address=case.address,
        annual_income_fen=case.annual_income_fen,
        annual_spending_fen=case.annual_spending_fen,
        residency=case.residency,
        dimensions={name: getattr(case, name) for name in DIMENSIONS if getattr(case, name) is not None},
    )
