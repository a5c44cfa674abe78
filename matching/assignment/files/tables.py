"""From the bytes of a table to columns; whatever cannot be read raises `TableFault`."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import numpy as np

from matching.assignment.files.faults import Fault, TableFault
from matching.assignment.files.scanning import Index, Text, first_repeat, scan_edges, scan_nodes
from matching.assignment.problem import Indices, Ints

EDGE_FIELDS = ("need", "supplier", "score")
FIELD_END, ROW_END = "\x1f", "\x1e"
"""Stand for comma and line end where the table uses quotes."""


@dataclass(frozen=True, slots=True)
class Nodes:
    """Needs with their demand, or suppliers with their capacity, in the order of the file."""

    index: Index
    limit: Ints

    def __len__(self) -> int:
        return len(self.limit)

    def identifier(self, number: int) -> str:
        """As written in the file."""
        return bytes(self.index.data[self.index.first[number] : self.index.last[number]]).decode()


def read_nodes(data: bytes, fields: tuple[str, str], least: int) -> Nodes:
    """`fields`: the identifier's heading, then the limit's, a whole number of at least `least`. `data` is UTF-8."""
    text, heading = opened(data)
    order = field_order(heading, fields)
    rows = int(np.count_nonzero(text.data == text.row_end)) + 1
    index = Index(text.data, np.zeros(rows, np.int64), np.zeros(rows, np.int64), empty_table(rows))
    limit = np.zeros(rows, np.int64)
    nodes, row, field, fault = scan_nodes(text, index, order[0], limit, least)
    if fault:
        raise TableFault(row, heading[field] if field >= 0 else "", Fault(fault))
    return Nodes(Index(index.data, index.first[:nodes], index.last[:nodes], index.table), limit[:nodes])


def read_edges(data: bytes, needs: Nodes, suppliers: Nodes) -> tuple[Indices, Indices, Ints]:
    """Need numbers, supplier numbers and scores in ten-thousandths; every pair once. `data` is UTF-8."""
    text, heading = opened(data)
    order = np.array(field_order(heading, EDGE_FIELDS), np.int64)
    rows = int(np.count_nonzero(text.data == text.row_end)) + 1
    need, supplier, score = np.empty(rows, np.int32), np.empty(rows, np.int32), np.empty(rows, np.int64)
    edges, row, field, fault = scan_edges(text, needs.index, suppliers.index, order, need, supplier, score)
    if fault:
        raise TableFault(row, heading[field] if field >= 0 else "", Fault(fault))
    repeat = first_repeat(need[:edges], supplier[:edges], len(needs), len(suppliers))
    if repeat >= 0:
        raise TableFault(row_of_record(text, repeat), f"{heading[order[0]]}, {heading[order[1]]}", Fault.DUPLICATE)
    return need[:edges], supplier[:edges], score[:edges]


def opened(data: bytes) -> tuple[Text, list[str]]:
    """The table ready for scanning, and its heading."""
    if b'"' in data or data.count(b"\r") != data.count(b"\r\n"):
        return unquoted(data)
    first_line, _, _ = data.partition(b"\n")
    heading = [name.strip() for name in first_line.decode().split(",")]
    begin = min(len(first_line) + 1, len(data))
    return Text(np.frombuffer(data, np.uint8), begin, ord(","), ord("\n")), heading


def unquoted(data: bytes) -> tuple[Text, list[str]]:
    """The same table with field and row ends that need no quotes."""
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
    except csv.Error as error:
        raise TableFault(len(rows) + 1, "", Fault.QUOTES) from error
    heading = [name.strip() for name in rows[0]] if rows else []
    body = ROW_END.join(FIELD_END.join(row) for row in rows[1:]).encode()
    return Text(np.frombuffer(body, np.uint8), 0, ord(FIELD_END), ord(ROW_END)), heading


def field_order(heading: list[str], fields: tuple[str, ...]) -> list[int]:
    """Where each field stands in the heading; any other, missing or doubled heading is a fault."""
    for name in heading:
        if name not in fields or heading.count(name) > 1:
            raise TableFault(1, name, Fault.HEADING)
    for name in fields:
        if name not in heading:
            raise TableFault(1, name, Fault.HEADING)
    return [heading.index(name) for name in fields]


def empty_table(entries: int) -> Indices:
    """A hash table that stays at most half full."""
    return np.full(1 << (2 * entries).bit_length(), -1, np.int32)


def row_of_record(text: Text, record: int) -> int:
    """The row of a record, blank rows counted."""
    rows = bytes(text.data[text.begin :]).split(bytes([text.row_end]))
    return [number for number, row in enumerate(rows, start=2) if row.strip()][record]
