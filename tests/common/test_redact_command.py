"""`manage.py redact`: JSON lines in, JSON lines out, and nothing written when the input is refused."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command

ROW = {"id": "n1", "text": "联系人张三，电话13800138000", "known": {"names": ["示例甲"]}}


def lines(*rows: object) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def run(path: Path, data: bytes, *arguments: str) -> tuple[int, list[dict[str, Any]], str]:
    """Exit code, output rows and stderr of the command over a file with this content."""
    source, out, err = path / "in.jsonl", io.StringIO(), io.StringIO()
    source.write_bytes(data)
    code = 0
    try:
        call_command("redact", str(source), *arguments, stdout=out, stderr=err)
    except SystemExit as stop:
        code = int(stop.code or 0)
    return code, [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()


def test_each_text_comes_back_redacted_with_its_findings(tmp_path: Path) -> None:
    code, rows, progress = run(tmp_path, lines(ROW, {"id": "n2", "text": "需要轮椅一台"}))
    assert code == 0
    assert rows == [
        {
            "id": "n1",
            "text": "联系人〔name〕，电话〔mobile〕",
            "findings": [{"kind": "name", "start": 3, "end": 5}, {"kind": "mobile", "start": 8, "end": 19}],
        },
        {"id": "n2", "text": "需要轮椅一台", "findings": []},
    ]
    assert "2 texts, 2 findings" in progress


def test_offsets_are_code_points_of_the_text_as_given(tmp_path: Path) -> None:
    text = "𠀀😀１３８\u200b００１３８０００"
    _, rows, _ = run(tmp_path, lines({"id": "n1", "text": text}))
    assert rows[0]["findings"] == [{"kind": "mobile", "start": 2, "end": len(text)}]


def test_what_the_case_file_knows_is_used(tmp_path: Path) -> None:
    known = {"names": ["示例甲"], "places": ["示例村"], "organisations": ["样例医院", "示例小学", "示例厂"]}
    text = "示例甲住示例村，去样例医院、示例小学和示例厂"
    _, rows, _ = run(tmp_path, lines({"id": "n1", "text": text, "known": known}))
    kinds = [finding["kind"] for finding in rows[0]["findings"]]
    assert kinds == ["name", "address", "medical_institution", "school", "employer"]


def test_the_result_goes_to_a_file_where_one_is_named(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    code, rows, _ = run(tmp_path, lines(ROW), "--out", str(target))
    assert (code, rows) == (0, [])
    assert json.loads(target.read_text(encoding="utf-8"))["text"] == "联系人〔name〕，电话〔mobile〕"


def test_standard_input_is_read_where_no_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(lines(ROW))))
    out = io.StringIO()
    call_command("redact", stdout=out, stderr=io.StringIO())
    assert json.loads(out.getvalue())["id"] == "n1"


@pytest.mark.parametrize("encode", [lambda text: b"\xef\xbb\xbf" + text, lambda text: text.decode().encode("gb18030")])
def test_a_byte_order_mark_and_gb_18030_are_accepted(tmp_path: Path, encode: Any) -> None:
    _, rows, _ = run(tmp_path, encode(lines(ROW)))
    assert rows[0]["text"] == "联系人〔name〕，电话〔mobile〕"


def test_an_empty_file_has_an_empty_result(tmp_path: Path) -> None:
    assert run(tmp_path, b"\n\n")[:2] == (0, [])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"id": "n2", "text": "a", "extra": 1}, "line 2: unknown key extra"),
        ({"id": "n2"}, "line 2: text: missing"),
        ({"text": "a"}, "line 2: id: missing"),
        ({"id": "n2", "text": 5}, "line 2: text: expected a text"),
        ({"id": "n2", "text": None}, "line 2: text: expected a text"),
        ({"id": "n2", "text": "a", "known": []}, "line 2: known: expected an object"),
        ({"id": "n2", "text": "a", "known": {"name": []}}, "line 2: known: unknown key name"),
        ({"id": "n2", "text": "a", "known": {"names": "张三"}}, "line 2: known: names: expected a list"),
        ({"id": "n2", "text": "a", "known": {"places": [7]}}, "line 2: known: places: expected a text"),
        (["n2"], "line 2: expected a JSON object"),
    ],
)
def test_bad_input_is_refused_and_nothing_is_written(tmp_path: Path, row: object, reason: str) -> None:
    target = tmp_path / "out.jsonl"
    code, rows, errors = run(tmp_path, lines(ROW, row), "--out", str(target))
    assert (code, rows) == (2, [])
    assert reason in errors
    assert not target.exists()


def test_half_a_surrogate_pair_is_no_text(tmp_path: Path) -> None:
    code, rows, errors = run(tmp_path, b'{"id":"n1","text":"\\ud83d"}')
    assert (code, rows) == (2, [])
    assert "line 1: text: half of a surrogate pair" in errors


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    errors = io.StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("redact", str(tmp_path / "none.jsonl"), stderr=errors)
    assert stop.value.code == 2
    assert "none.jsonl" in errors.getvalue()
