"""`import_cases`: a table of households and needs, taken in case by case, whole or not at all (contracts.md)."""

from marketplace.casework.importing.refusal import FileRefused
from marketplace.casework.importing.report import RejectedRow, errors_csv
from marketplace.casework.importing.run import ImportResult, import_cases
from marketplace.casework.importing.tables import MAX_BYTES, read_table

__all__ = ["MAX_BYTES", "FileRefused", "ImportResult", "RejectedRow", "errors_csv", "import_cases", "read_table"]
