"""Byte-level kernels: fields, whole numbers, scores and identifiers of a table without quotes."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from matching.assignment.files.faults import Fault
from matching.assignment.problem import Flags, Indices, Ints
from matching.compiled import compiled, inlined

NO_FAULT, FIELDS, EMPTY, NUMBER, DUPLICATE, UNKNOWN = (
    int(fault) for fault in (Fault.NONE, Fault.FIELDS, Fault.EMPTY, Fault.NUMBER, Fault.DUPLICATE, Fault.UNKNOWN)
)
ZERO, NINE, POINT, SPACE, TAB, RETURN = (ord(sign) for sign in "09. \t\r")
LONGEST_WHOLE = 9
DECIMALS = 4
HASH_SEED, HASH_PRIME = 1469598103934665603, 1099511628211


class Text(NamedTuple):
    """A table as bytes: rows begin at `begin`, fields end at `separator`, rows at `row_end`."""

    data: Flags
    begin: Any
    separator: Any
    row_end: Any


class Index(NamedTuple):
    """Identifiers of a table, data[first[k]:last[k]], found through a hash table of their numbers."""

    data: Flags
    first: Ints
    last: Ints
    table: Indices


@compiled
def scan_nodes(text: Text, index: Index, id_field: Any, limit: Ints, least: Any) -> Any:
    """Fill index and limit; returns (nodes, row of the fault, its field, fault)."""
    first, last = np.zeros(2, np.int64), np.zeros(2, np.int64)
    position, row, nodes = text.begin, 1, 0
    while position < len(text.data):
        row += 1
        position, fields = split_row(text, position, first, last)
        if is_blank(fields, first, last):
            continue
        if fields != len(first):
            return nodes, row, -1, FIELDS
        value = whole_number(text.data, first[1 - id_field], last[1 - id_field])
        if first[id_field] == last[id_field]:
            return nodes, row, id_field, EMPTY
        if value < least:
            return nodes, row, 1 - id_field, NUMBER
        index.first[nodes], index.last[nodes], limit[nodes] = first[id_field], last[id_field], value
        if not enter(index, nodes):
            return nodes, row, id_field, DUPLICATE
        nodes += 1
    return nodes, 0, 0, NO_FAULT


@compiled
def scan_edges(text: Text, needs: Index, suppliers: Index, order: Ints, need: Indices, supplier: Indices,
               score: Ints) -> Any:  # fmt: skip
    """Fill the edge columns; order: the fields of need, supplier, score. Returns (edges, row, field, fault)."""
    first, last = np.zeros(3, np.int64), np.zeros(3, np.int64)
    position, row, edges = text.begin, 1, 0
    while position < len(text.data):
        row += 1
        position, fields = split_row(text, position, first, last)
        if is_blank(fields, first, last):
            continue
        if fields != len(first):
            return edges, row, -1, FIELDS
        need[edges] = find(needs, text.data, first[order[0]], last[order[0]])
        supplier[edges] = find(suppliers, text.data, first[order[1]], last[order[1]])
        score[edges] = decimal_score(text.data, first[order[2]], last[order[2]])
        if need[edges] < 0:
            return edges, row, order[0], UNKNOWN
        if supplier[edges] < 0:
            return edges, row, order[1], UNKNOWN
        if score[edges] <= 0:
            return edges, row, order[2], NUMBER
        edges += 1
    return edges, 0, 0, NO_FAULT


@inlined
def split_row(text: Text, position: Any, first: Ints, last: Ints) -> Any:
    """Where the next row begins, and how many fields this one has; the first of them without surrounding blanks."""
    fields, begin = 0, position
    while True:
        ended = position == len(text.data) or text.data[position] == text.row_end
        if ended or text.data[position] == text.separator:
            if fields < len(first):
                first[fields], last[fields] = without_blanks(text.data, begin, position)
            fields += 1
            begin = position + 1
            if ended:
                return begin, fields
        position += 1


@inlined
def without_blanks(data: Flags, begin: Any, end: Any) -> Any:
    while begin < end and is_space(data[begin]):
        begin += 1
    while end > begin and is_space(data[end - 1]):
        end -= 1
    return begin, end


@inlined
def is_space(sign: Any) -> Any:
    return sign in (SPACE, TAB, RETURN)


@inlined
def is_blank(fields: Any, first: Ints, last: Ints) -> Any:
    return fields == 1 and first[0] == last[0]


@inlined
def whole_number(data: Flags, begin: Any, end: Any) -> Any:
    """Its value, or -1 when it is no whole number of at most nine digits."""
    if begin == end or end - begin > LONGEST_WHOLE:
        return -1
    value = 0
    for place in range(begin, end):
        if data[place] < ZERO or data[place] > NINE:
            return -1
        value = 10 * value + (data[place] - ZERO)
    return value


@inlined
def decimal_score(data: Flags, begin: Any, end: Any) -> Any:
    """Its value in ten-thousandths, or -1 when it is no plain number with at most four decimals."""
    point = begin
    while point < end and data[point] != POINT:
        point += 1
    whole = whole_number(data, begin, point)
    if whole < 0 or point == end:
        return whole if whole < 0 else whole * 10**DECIMALS
    decimals = end - point - 1
    fraction = whole_number(data, point + 1, end)
    if fraction < 0 or decimals > DECIMALS:
        return -1
    return whole * 10**DECIMALS + fraction * 10 ** (DECIMALS - decimals)


@inlined
def slot_of(data: Flags, begin: Any, end: Any, slots: Any) -> Any:
    """FNV-1a over the bytes; the slots are a power of two."""
    mixed = HASH_SEED
    for place in range(begin, end):
        mixed = (mixed ^ data[place]) * HASH_PRIME
    return (mixed ^ (mixed >> 32)) & (slots - 1)


@inlined
def same(data: Flags, begin: Any, end: Any, other: Flags, other_begin: Any, other_end: Any) -> Any:
    if end - begin != other_end - other_begin:
        return False
    offset = 0
    while offset < end - begin and data[begin + offset] == other[other_begin + offset]:
        offset += 1
    return offset == end - begin


@inlined
def find(index: Index, data: Flags, begin: Any, end: Any) -> Any:
    """The number of the identifier data[begin:end], or -1."""
    slot = slot_of(data, begin, end, len(index.table))
    while index.table[slot] >= 0:
        number = index.table[slot]
        if same(data, begin, end, index.data, index.first[number], index.last[number]):
            return number
        slot = (slot + 1) & (len(index.table) - 1)
    return -1


@inlined
def enter(index: Index, number: Any) -> Any:
    """Put the identifier into the hash table; False when it is there already."""
    begin, end = index.first[number], index.last[number]
    if find(index, index.data, begin, end) >= 0:
        return False
    slot = slot_of(index.data, begin, end, len(index.table))
    while index.table[slot] >= 0:
        slot = (slot + 1) & (len(index.table) - 1)
    index.table[slot] = number
    return True


@compiled
def first_repeat(need: Indices, supplier: Indices, needs: Any, suppliers: Any) -> Any:
    """The number of the first edge whose pair came before, or -1."""
    begin = np.zeros(needs + 1, np.int64)
    for number in need:
        begin[number + 1] += 1
    begin = np.cumsum(begin)
    free, by_need = begin[:-1].copy(), np.empty(len(need), np.int32)
    for edge in range(len(need)):
        by_need[free[need[edge]]] = edge
        free[need[edge]] += 1
    seen, repeat = np.full(suppliers, -1, np.int32), len(need)
    for number in range(needs):
        for place in range(begin[number], begin[number + 1]):
            if seen[supplier[by_need[place]]] == number:
                repeat = min(repeat, by_need[place])
            seen[supplier[by_need[place]]] = number
    return repeat if repeat < len(need) else -1
