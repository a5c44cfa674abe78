"""One data row: a household and perhaps a need, or every reason why the row is not accepted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.utils.translation import gettext_noop as noop

from marketplace.casework.household import HouseholdFields
from marketplace.casework.importing import cells
from marketplace.casework.importing.cells import CellProblem
from marketplace.casework.importing.columns import CONSENT, HOUSEHOLD, NEED, REQUIRED, REQUIRED_WITH_NEED
from marketplace.casework.models import DIMENSIONS

READERS: dict[str, Callable[[str], Any]] = {
    "case_number": cells.short(40, needed=True),
    "head_name": cells.required,
    "id_number": cells.person_id,
    "phone": str.strip,
    "address": str.strip,
    "township_code": cells.township,
    "members": cells.members,
    "annual_income": cells.amount,
    "annual_spending": cells.amount,
    "residency": cells.coded("codes.residency"),
    "register": cells.registers,
    **dict.fromkeys(DIMENSIONS, cells.score),
    "need_kind": cells.coded("codes.need_kind"),
    "aid_type": cells.coded("codes.aid_type"),
    "title": cells.required,
    "story": cells.required,
    "quantity": cells.short(40),
    "unit": cells.short(20),
    "value": cells.amount,
    "needed_by": cells.day,
    "consent": cells.yes_no,
    "consent_date": cells.day,
    "guardian_consent": cells.yes_no,
}


@dataclass(frozen=True, slots=True)
class NeedFields:
    """The need columns of a row."""

    need_kind: str
    aid_type: str
    title: str
    story: str
    quantity: str
    unit: str
    value_fen: int | None
    needed_by: date | None
    consent: bool
    consent_date: date | None
    guardian_consent: bool | None

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes it the same need of its case."""
        return self.need_kind, self.aid_type, self.title, str(self.needed_by or "")


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """A problem and the field it stands at."""

    field: str
    problem: CellProblem


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """Record number, case number as written, and either the values or the problems."""

    number: int
    case_number: str
    household: HouseholdFields | None
    need: NeedFields | None
    problems: tuple[FieldProblem, ...]

    def household_fields(self) -> HouseholdFields:
        """The household of a row without problems."""
        if self.household is None:
            raise ValueError(f"row {self.number} was rejected")
        return self.household


def parse_row(number: int, fields: Sequence[str | None], texts: Sequence[str]) -> ParsedRow:
    """Read every cell; a row with one problem carries no values."""
    raw = {field: text for field, text in zip(fields, texts, strict=False) if field is not None}
    problems = _stray_cells(fields, texts)
    with_need = any(raw.get(field, "").strip() for field in NEED)
    needed = (*REQUIRED, *REQUIRED_WITH_NEED) if with_need else REQUIRED
    values: dict[str, Any] = {}
    for field, text in raw.items():
        if field in NEED and not with_need:
            continue
        if not text.strip() and field not in needed:
            continue
        try:
            values[field] = READERS[field](text)
        except CellProblem as problem:
            problems.append(FieldProblem(field, problem))
    missing = CellProblem("MISSING", noop("This field is required."))
    problems += [FieldProblem(field, missing) for field in needed if field not in raw]
    problems += _agreement(values)
    case_number = raw.get("case_number", "").strip()
    if problems:
        return ParsedRow(number, case_number, None, None, tuple(problems))
    return ParsedRow(number, case_number, _household(values), _need(values) if with_need else None, ())


def _stray_cells(fields: Sequence[str | None], texts: Sequence[str]) -> list[FieldProblem]:
    """Text under no heading would be lost silently: a shifted row is refused instead."""
    beyond = [*texts[len(fields) :], *(text for field, text in zip(fields, texts, strict=False) if field is None)]
    if not any(text.strip() for text in beyond):
        return []
    return [FieldProblem("row", CellProblem("NO_HEADING", noop("A cell of this row stands under no heading.")))]


def _agreement(values: dict[str, Any]) -> list[FieldProblem]:
    """The head among the members is the head of the row."""
    if "members" not in values or "id_number" not in values or "head_name" not in values:
        return []
    head = values["members"][0]
    if (head.name, head.id_number) == (values["head_name"], values["id_number"]):
        return []
    return [
        FieldProblem("members", CellProblem("HEAD_DIFFERS", noop("户主 among the members is not the head of the row.")))
    ]


def _household(values: dict[str, Any]) -> HouseholdFields:
    return HouseholdFields(
        case_number=values["case_number"],
        head_name=values["head_name"],
        head_id=values["id_number"],
        township=values["township_code"],
        members=values["members"],
        registers=values["register"],
        phone=values.get("phone", ""),
        address=values.get("address", ""),
        annual_income_fen=values.get("annual_income"),
        annual_spending_fen=values.get("annual_spending"),
        residency=values.get("residency", ""),
        dimensions={name: values[name] for name in DIMENSIONS if name in values},
    )


def differing_columns(one: HouseholdFields, other: HouseholdFields) -> list[str]:
    """The columns of the file in which two households differ, in their order."""
    cells, others = _columns_of(one), _columns_of(other)
    return [name for name in HOUSEHOLD if cells.get(name) != others.get(name)]


def _columns_of(household: HouseholdFields) -> dict[str, object]:
    return {
        "case_number": household.case_number,
        "head_name": household.head_name,
        "id_number": household.head_id,
        "phone": household.phone,
        "address": household.address,
        "township_code": household.township,
        "members": household.members,
        "annual_income": household.annual_income_fen,
        "annual_spending": household.annual_spending_fen,
        "residency": household.residency,
        "register": household.registers,
        **household.dimensions,
    }


def _need(values: dict[str, Any]) -> NeedFields:
    own = {name: values.get(name) for name in (*NEED, *CONSENT) if name != "value"}
    own |= {name: values.get(name, "") for name in ("quantity", "unit")}
    return NeedFields(value_fen=cast("int | None", values.get("value")), **own)  # type: ignore[arg-type]
