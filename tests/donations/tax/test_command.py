"""`manage.py estimate_tax`: lines in, lines out, exit 2 with line, field and reason, and never a table touched."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command

from tests.donations.tax.cases import company_record, person_record


def estimate(*arguments: str) -> tuple[int, str, str]:
    """(exit code, stdout, stderr). Without a database mark, so that touching a table would raise."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("estimate_tax", *arguments, stdout=out, stderr=err)
    except SystemExit as stop:
        return int(stop.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def lines(*records: dict[str, Any]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text(lines(person_record(id="甲"), company_record(), person_record(id="乙", donations=[])), "utf-8")
    return path


def test_every_record_is_answered_on_a_line_of_its_own_in_the_order_of_the_input(source: Path) -> None:
    code, out, err = estimate(str(source))
    assert (code, [json.loads(line)["id"] for line in out.splitlines()]) == (0, ["甲", "c1", "乙"])
    assert out.endswith("}\n")
    assert "no tax advice" in err


def test_the_answer_goes_to_the_file_named_and_not_to_stdout(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    expected = estimate(str(source))[1]
    assert estimate(str(source), "--out", str(target))[:2] == (0, "")
    assert target.read_text("utf-8") == expected


def test_without_a_file_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = lines(person_record()).encode("gb18030")
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    code, out, _ = estimate()
    assert (code, json.loads(out)["saving"]) == (0, "4000.00")


def test_a_byte_order_mark_blank_lines_and_windows_line_ends_are_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + lines(person_record()).replace("\n", "\r\n\r\n").encode())
    assert estimate(str(path))[0] == 0


def test_a_line_separator_inside_a_text_does_not_end_the_line(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(lines(person_record(id="a\u2028b\u0085c")), "utf-8")
    code, out, _ = estimate(str(path))
    assert (code, json.loads(out)["id"]) == (0, "a\u2028b\u0085c")


def test_an_empty_file_answers_nothing(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.touch()
    assert estimate(str(path))[:2] == (0, "")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (lines(person_record(year=2025)), "year: "),
        (lines(person_record(order=["wages"])), "order[0]: "),
        (lines(company_record(years=[])), "years: "),
        ("{not json}\n", "not JSON"),
        ("[1]\n", "object"),
        ('{"id":"x","id":"y","payer":"individual"}\n', "twice"),
        ('{"id":"x","payer":"individual","year":' + "9" * 5000 + "}\n", "not JSON"),
        ("[" * 100_000 + "\n", "not JSON"),
        (
            '{"id":"x","payer":"individual","year":2026,"income":{"comprehensive":NaN},"donations":[]}\n',
            "comprehensive: ",
        ),
    ],
)
def test_one_bad_line_refuses_the_whole_input_and_writes_nothing(tmp_path: Path, line: str, said: str) -> None:
    path, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    target.write_text("before", "utf-8")
    path.write_text(lines(person_record()) + "\n" + line + lines(person_record()), "utf-8")
    code, out, err = estimate(str(path), "--out", str(target))
    assert (code, out, target.read_text("utf-8")) == (2, "", "before")
    assert f"{path}: line 3: " in err
    assert said in err
    assert [file.name for file in sorted(tmp_path.iterdir())] == ["in.jsonl", "out.jsonl"]


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    code, out, err = estimate(str(tmp_path / "none.jsonl"))
    assert (code, out) == (2, "")
    assert "none.jsonl" in err
