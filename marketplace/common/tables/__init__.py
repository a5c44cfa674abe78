"""Files that people send in: CSV and XLSX as rows of text, refused before anything large is parsed."""

from marketplace.common.tables.reading import MAX_BYTES, Limits, Table, read_table
from marketplace.common.tables.refusal import FileRefused

__all__ = ["MAX_BYTES", "FileRefused", "Limits", "Table", "read_table"]
