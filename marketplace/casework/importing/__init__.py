"""`import_cases`: a table of households and needs, taken in case by case, whole or not at all (contracts.md)."""

from marketplace.casework.importing.run import ImportResult, RejectedRow, import_cases
from marketplace.casework.importing.tables import FileRefused, read_table

__all__ = ["FileRefused", "ImportResult", "RejectedRow", "import_cases", "read_table"]
