"""The register as the gate counts it, loaded once per version of the register and kept in this process."""

from __future__ import annotations

from collections.abc import Iterable

from marketplace.casework.anonymise import Household, RegisterTable
from marketplace.casework.models import Case, RegisterVersion
from marketplace.casework.states import CaseStatus
from marketplace.common.references import new_reference

COLUMNS = ("township", "head_birth", "youngest_birth", "oldest_birth", "size", "worst_health", "registers")
_loaded: dict[str, RegisterTable] = {}


def register_table() -> RegisterTable:
    """Every imported household until it is shredded, with or without a need."""
    token = _token()
    if token not in _loaded:
        rows = Case.objects.exclude(status=CaseStatus.SHREDDED).values_list(*COLUMNS)
        table = RegisterTable([_household(row) for row in rows.iterator(2000)])
        _loaded.clear()
        _loaded[token] = table
    return _loaded[token]


def household_of(case: Case) -> Household:
    """The quasi-identifiers of one case."""
    return _household([getattr(case, name) for name in COLUMNS])


def register_changed() -> None:
    """Call inside the transaction that adds, changes or removes a household: the next count reads anew.

    The token is random, so that a transaction rolled back can never leave a table behind under a name used again.
    """
    RegisterVersion.objects.update_or_create(pk=1, defaults={"token": new_reference()})


def _token() -> str:
    version, _made = RegisterVersion.objects.get_or_create(pk=1)
    return version.token


def _household(row: Iterable[object]) -> Household:
    township, head, youngest, oldest, size, health, registers = row
    return Household(township, head, youngest, oldest, size, health, frozenset(registers))  # type: ignore[arg-type]
