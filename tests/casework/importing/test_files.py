"""What a file as a whole must be: text or a workbook that can be read, with headings we know, each once."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import pytest
from django.utils import translation
from openpyxl import Workbook

from marketplace.casework.importing.columns import COLUMNS, map_headings
from marketplace.common.tables import FileRefused, Limits, read_table, workbooks
from tests.casework.factories import as_csv, row
from tests.casework.importing import workbooks as made

NAME = "cases.csv"


def refusal(data: bytes, **limits: int) -> str:
    """The sentence with which the file is refused, in English."""
    with translation.override("en"):
        with pytest.raises(FileRefused) as caught:
            map_headings(read_table(data, NAME, Limits(**limits)).headings, NAME)
        said = str(caught.value)
    assert said.startswith(f"{NAME}: ")
    return said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_utf8_with_or_without_a_bom_and_gb18030_read_the_same(encoding: str) -> None:
    text = as_csv([row()]).decode()
    table = read_table(text.encode(encoding), NAME)
    assert table.headings == list(COLUMNS.values())
    assert [number for number, _cells in table.rows] == [2]
    assert table.rows[0][1][1] == "样本甲"


def test_rare_characters_survive_gb18030() -> None:
    table = read_table("户主姓名\n㐀𠀀\n".encode("gb18030"), NAME)
    assert table.rows == [(2, ["㐀𠀀"])]


def test_csv_and_workbook_read_the_same() -> None:
    cells = row()
    assert read_table(made.as_xlsx([cells]), "cases.xlsx") == read_table(as_csv([cells]), NAME)


def test_the_format_is_told_by_the_bytes_not_by_the_name() -> None:
    assert read_table(made.as_xlsx([row()]), "cases.csv").headings == list(COLUMNS.values())


def test_empty_rows_are_left_out_and_record_numbers_stay() -> None:
    table = read_table("案件编号\nA\n\n , \nB\n".encode(), NAME)
    assert table.rows == [(2, ["A"]), (5, ["B"])]


def test_a_cell_may_hold_a_line_break() -> None:
    assert read_table('案件编号\n"a\nb"\nc\n'.encode(), NAME).rows == [(2, ["a\nb"]), (3, ["c"])]


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", "the file is empty"),
        (b"\n \n", "the file is empty"),
        (b"case_number\nA\x00B\n", "NUL"),
        ("案件编号\n1\n".encode("utf-16"), "NUL"),
        (b"case_number\n\x80\xff\xff\n", "GB 18030"),
        (b'case_number\n"open\n', "line 2"),
        (b"case_number\n" + b"a" * 20_001, "20000 characters"),
        (b"case_number\n" + b"a" * 200_000, "not readable as CSV"),
        (b"a," * 61 + b"\n", "60 columns"),
        (b"PK\x03\x04 not a zip", "damaged"),
    ],
)
def test_a_broken_file_is_refused_with_the_place(data: bytes, part: str) -> None:
    assert part in refusal(data)


def test_a_line_without_an_end_is_never_parsed() -> None:
    assert "split the file" in refusal(b"x" * 1025, bytes=1024)


def test_more_rows_than_allowed_are_refused() -> None:
    assert len(read_table(b"case_number\n1\n2\n3\n", NAME, Limits(rows=3)).rows) == 3
    assert "more than 3 rows" in refusal(b"case_number\n1\n2\n3\n4\n", rows=3)
    assert "3 rows" in refusal(made.as_xlsx([row()] * 4), rows=3)


def test_a_bomb_is_refused_before_anything_parses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    data = made.bomb()
    assert len(data) < 300_000
    monkeypatch.setattr(workbooks, "load_workbook", lambda *_, **__: pytest.fail("the bomb was opened"))
    assert "unpacks to 3" in refusal(data)


def test_a_workbook_that_lies_about_its_size_is_not_unpacked_beyond_it() -> None:
    honest = made.as_xlsx([row()])
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        name = "xl/worksheets/sheet1.xml"
        size = archive.getinfo(name).file_size
    lying = honest.replace(size.to_bytes(4, "little"), (20).to_bytes(4, "little"))
    assert lying != honest
    assert "not a readable XLSX workbook" in refusal(lying)


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    assert "not a readable XLSX workbook" in refusal(out.getvalue())


def test_an_entity_in_a_workbook_is_never_resolved() -> None:
    evil = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made.as_xlsx([row()]))) as honest, zipfile.ZipFile(out, "w") as archive:
        for name in honest.namelist():
            text = honest.read(name)
            archive.writestr(name, evil + text if name.endswith("sheet1.xml") else text)
    assert "not a readable XLSX workbook" in refusal(out.getvalue())


def test_formulas_are_refused_with_their_place() -> None:
    assert "row 2, column B: a formula" in refusal(made.as_xlsx([{**row(), "head_name": "=A1"}]))


def test_merged_cells_are_refused_with_their_place() -> None:
    book = made.workbook([row(), row()])
    book.active.merge_cells("A2:A3")
    assert "merged cells (A2:A3)" in refusal(made.saved(book))


def test_a_cell_far_away_is_refused_before_the_rows_between_are_made() -> None:
    book = Workbook()
    book.active["A1"], book.active["A1048576"] = "案件编号", "x"
    assert "the sheet is larger than" in refusal(made.saved(book))


def test_a_workbook_that_counts_from_1904_keeps_its_dates() -> None:
    table = read_table(made.dated_1904(row(), datetime(2026, 12, 20)), "cases.xlsx")  # noqa: DTZ001
    assert table.rows[0][1][list(COLUMNS).index("needed_by")] == "2026-12-20"


def test_numbers_of_a_workbook_read_as_people_typed_them() -> None:
    cells = {**row(), "township_code": 330203001, "economic": 80.0, "annual_income": 1234.5}
    values = dict(zip(COLUMNS, read_table(made.as_xlsx([cells]), "cases.xlsx").rows[0][1], strict=True))
    assert (values["township_code"], values["economic"], values["annual_income"]) == ("330203001", "80", "1234.5")


def test_headings_may_be_english_chinese_mixed_and_in_any_order() -> None:
    fields = list(reversed(COLUMNS))
    mixed = [COLUMNS[name] if i % 2 else name.upper() for i, name in enumerate(fields)]
    assert map_headings(mixed, NAME) == fields


@pytest.mark.parametrize(
    ("replace", "by", "part"),
    [
        ("住址", "备注", "“备注”"),
        ("联系电话", "联系的电话", "“联系电话” is close"),
        ("住址", "address2", "“address2”"),
        ("住址", "phone", "phone (联系电话) stands in two columns"),
        ("住址", "联系电话", "phone (联系电话) stands in two columns"),
        ("公开同意", "", "missing consent (公开同意)"),
        ("案件编号", "", "missing case_number (案件编号)"),
    ],
)
def test_unknown_double_and_missing_headings_refuse_the_file(replace: str, by: str, part: str) -> None:
    assert part in refusal(as_csv([row()]).replace(replace.encode(), by.encode(), 1))


def test_a_table_without_headings_is_refused_without_quoting_anybody() -> None:
    data = as_csv([row(head_name="秘密姓名")]).split(b"\r\n", 1)[1]
    said = refusal(data)
    assert "does not hold the headings" in said
    assert "秘密" not in said
