"""`import_cases`: a table of households and needs, taken in case by case, whole or not at all (contracts.md)."""

from marketplace.casework.importing.report import RejectedRow, errors_csv
from marketplace.casework.importing.run import ImportResult, import_cases
from marketplace.common.tables import MAX_BYTES, FileRefused, read_table

__all__ = ["MAX_BYTES", "FileRefused", "ImportResult", "RejectedRow", "errors_csv", "import_cases", "read_table"]
