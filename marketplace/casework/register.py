"""The register as the gate counts it, loaded once per version of the register and kept in this process."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from marketplace.casework.anonymise import Household, RegisterTable
from marketplace.casework.models import Case, RegisterVersion
from marketplace.casework.states import CaseStatus
from marketplace.common.references import new_reference

COLUMNS = ("township", "head_birth", "youngest_birth", "oldest_birth", "size", "worst_health", "registers")
_loaded: dict[str, RegisterTable] = {}


def register_table() -> RegisterTable:
    """Every imported household until it is shredded, with or without a need."""
    token = RegisterVersion.objects.filter(pk=1).values_list("token", flat=True).first()
    if token is None:
        return _load()
    if token not in _loaded:
        table = _load()
        _loaded.clear()
        _loaded[token] = table
    return _loaded[token]


def household_of(case: Case) -> Household:
    """The quasi-identifiers of one case."""
    return _household([getattr(case, name) for name in COLUMNS])


def lock_register() -> None:
    """Inside a transaction: nobody else changes the register, or counts it in order to publish, until it ends."""
    RegisterVersion.objects.select_for_update().get_or_create(pk=1)


def register_changed() -> None:
    """Call inside the transaction that adds, changes or removes a household: the next count reads anew.

    The token is random, so that a transaction rolled back can never leave a table behind under a name used again.
    """
    RegisterVersion.objects.update_or_create(pk=1, defaults={"token": new_reference()})


def _load() -> RegisterTable:
    rows = Case.objects.exclude(status=CaseStatus.SHREDDED).values_list(*COLUMNS)
    return RegisterTable([_household(row) for row in rows.iterator(2000)])


def _household(row: Iterable[Any]) -> Household:
    township, head, youngest, oldest, size, health, registers = row
    return Household(township, head, youngest, oldest, size, health, frozenset(registers))
