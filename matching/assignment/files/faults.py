"""What can be wrong with a table."""

from __future__ import annotations

from enum import IntEnum

from marketplace.common.verdict import DomainError


class Fault(IntEnum):
    """Why a row is refused; the kernels return these numbers."""

    NONE = 0
    FIELDS = 1
    EMPTY = 2
    NUMBER = 3
    DUPLICATE = 4
    UNKNOWN = 5
    HEADING = 6
    QUOTES = 7


class TableFault(DomainError):
    """The first bad row (the heading is row 1, blank rows count), its field (empty: the whole row) and the reason."""

    code = "TABLE_REFUSED"

    def __init__(self, row: int, field: str, fault: Fault) -> None:
        super().__init__(f"row {row}: {field}: {fault.name}")
        self.row = row
        self.field = field
        self.fault = fault
