"""The tables of `assign`: read exactly, and the first bad row named."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.assignment.files import Fault, Nodes, TableFault, read_edges, read_nodes

NEEDS = b"need,demand\nn1,1\nn2,3\n"
SUPPLIERS = b"supplier,capacity\ns1,0\ns2,2\n"


def needs(data: bytes = NEEDS) -> Nodes:
    return read_nodes(data, ("need", "demand"), least=1)


def suppliers(data: bytes = SUPPLIERS) -> Nodes:
    return read_nodes(data, ("supplier", "capacity"), least=0)


def edges_of(data: bytes) -> list[tuple[str, str, int]]:
    known, helpers = needs(), suppliers()
    need, supplier, score = read_edges(data, known, helpers)
    return [
        (known.identifier(row), helpers.identifier(other), int(value))
        for row, other, value in zip(need, supplier, score, strict=True)
    ]


def fault_of(data: bytes, kind: str) -> tuple[int, str, Fault]:
    with pytest.raises(TableFault) as caught:
        {"need": needs, "supplier": suppliers, "edge": edges_of}[kind](data)
    return caught.value.row, caught.value.field, caught.value.fault


@pytest.mark.parametrize(
    "data",
    [
        b"need,supplier,score\nn1,s1,0.5\nn2,s2,12.3456\n",
        b"need,supplier,score\r\nn1,s1,0.5000\r\nn2,s2,12.3456",
        b"score,need,supplier\n0.5,n1,s1\n\n12.3456,n2,s2\n\n",
        b"need, supplier ,score\n n1\t,s1,00.5\nn2,s2, 12.3456 \n",
        b'"need","supplier","score"\n"n1",s1,"0.5"\n"n2","s2",12.3456\n',
        b"need,supplier,score\rn1,s1,0.5\rn2,s2,12.3456\r",
    ],
)
def test_every_usual_way_of_writing_csv_reads_the_same(data: bytes) -> None:
    assert edges_of(data) == [("n1", "s1", 5_000), ("n2", "s2", 123_456)]


def test_identifiers_may_be_chinese_and_hold_commas_and_quotes() -> None:
    known = needs('need,demand\n"需求，一",1\n"a,""b""",2\n'.encode())
    assert [known.identifier(row) for row in range(len(known))] == ["需求，一", 'a,"b"']
    assert known.limit.tolist() == [1, 2]


def test_a_table_may_have_a_heading_only() -> None:
    assert len(needs(b"need,demand")) == 0
    assert edges_of(b"need,supplier,score\n") == []


@pytest.mark.parametrize(
    ("kind", "data", "row", "field", "fault"),
    [
        ("need", b"", 1, "", Fault.HEADING),
        ("need", b"need\nn1\n", 1, "demand", Fault.HEADING),
        ("need", b"need,demand,note\nn1,1,x\n", 1, "note", Fault.HEADING),
        ("need", b"need,need\nn1,1\n", 1, "need", Fault.HEADING),
        ("need", b"need,demand\nn1,1\nn2\n", 3, "", Fault.FIELDS),
        ("need", b"need,demand\nn1,1,1\n", 2, "", Fault.FIELDS),
        ("need", b"need,demand\n\n\n,1\n", 4, "need", Fault.EMPTY),
        ("need", b"need,demand\nn1,0\n", 2, "demand", Fault.NUMBER),
        ("need", b"need,demand\nn1,1.5\n", 2, "demand", Fault.NUMBER),
        ("need", b"need,demand\nn1,-1\n", 2, "demand", Fault.NUMBER),
        ("need", b"need,demand\nn1,\n", 2, "demand", Fault.NUMBER),
        ("need", b"need,demand\nn1,1234567890\n", 2, "demand", Fault.NUMBER),
        ("need", "need,demand\nn1,１\n".encode(), 2, "demand", Fault.NUMBER),
        ("need", b"need,demand\nn1,1\nn2,1\nn1,2\n", 4, "need", Fault.DUPLICATE),
        ("need", b'need,demand\n"n1,1\n', 2, "", Fault.QUOTES),
        ("need", b'need,demand\n"n1",1\n"n1",2\n', 3, "need", Fault.DUPLICATE),
        ("supplier", b"supplier,capacity\ns1,x\n", 2, "capacity", Fault.NUMBER),
        ("edge", b"need,supplier,score\nn1,s1,1\nn9,s1,1\n", 3, "need", Fault.UNKNOWN),
        ("edge", b"need,supplier,score\nn1,S1,1\n", 2, "supplier", Fault.UNKNOWN),
        ("edge", b"need,supplier,score\nn1,s1,0\n", 2, "score", Fault.NUMBER),
        ("edge", b"need,supplier,score\nn1,s1,0.0000\n", 2, "score", Fault.NUMBER),
        ("edge", b"need,supplier,score\nn1,s1,1.00001\n", 2, "score", Fault.NUMBER),
        ("edge", b"need,supplier,score\nn1,s1,1e3\n", 2, "score", Fault.NUMBER),
        ("edge", b"need,supplier,score\nn1,s1,nan\n", 2, "score", Fault.NUMBER),
        ("edge", b"need,supplier,score\nn1,s1,1.\n", 2, "score", Fault.NUMBER),
        ("edge", b"need,supplier,score\nn1,s1,1.2.3\n", 2, "score", Fault.NUMBER),
        ("edge", b"need,supplier,score\nn1,s1,\n", 2, "score", Fault.NUMBER),
        ("edge", b"need,supplier,score\n\nn1,s1,1\nn2,s1,1\nn1,s2,1\nn1,s1,2\n", 6, "need, supplier", Fault.DUPLICATE),
        ("edge", b"need,supplier\nn1,s1\n", 1, "score", Fault.HEADING),
    ],
)
def test_the_first_bad_row_is_named(kind: str, data: bytes, row: int, field: str, fault: Fault) -> None:
    assert fault_of(data, kind) == (row, field, fault)


PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters=',"'), min_size=1)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(PLAIN, st.integers(1, 999_999_999), max_size=30))
def test_with_and_without_quotes_the_same_table_is_read(rows: dict[str, int]) -> None:
    plain, quoted = io.StringIO(), io.StringIO()
    for table, quoting in ((plain, csv.QUOTE_MINIMAL), (quoted, csv.QUOTE_ALL)):
        csv.writer(table, quoting=quoting).writerows([("need", "demand"), *rows.items()])
    for table in (plain, quoted):
        read = needs(table.getvalue().encode())
        assert {read.identifier(row): int(read.limit[row]) for row in range(len(read))} == rows


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 10**13 - 1))
def test_scores_are_read_to_the_last_decimal(ten_thousandths: int) -> None:
    written = f"{ten_thousandths // 10_000}.{ten_thousandths % 10_000:04d}"
    assert edges_of(f"need,supplier,score\nn1,s1,{written}\n".encode()) == [("n1", "s1", ten_thousandths)]
