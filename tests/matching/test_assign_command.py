"""`manage.py assign` as contracts of files: what goes in, what comes out, what is refused and leaves nothing."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.management import call_command
from django.utils import translation

from matching.assignment.problem import Problem
from matching.management.commands import assign
from matching.policies import load_policy
from tests.matching.assignment.problems import optimum, random_problem

EDGES = "need,supplier,score\nn1,s1,9.5\nn1,s2,4\nn2,s1,9\nn3,s3,1.25\n"
NEEDS = "need,demand\nn1,1\nn2,1\nn3,2\nn4,1\n"
SUPPLIERS = "supplier,capacity\ns1,1\ns2,2\ns3,0\n"


class Run:
    """One call of the command on files in a folder."""

    def __init__(self, folder: Path, **tables: str | bytes) -> None:
        self.folder = folder
        given = {"edges": EDGES, "needs": NEEDS, "suppliers": SUPPLIERS, **tables}
        for name, content in given.items():
            (folder / f"{name}.csv").write_bytes(content.encode() if isinstance(content, str) else content)
        self.out, self.report_file = folder / "pairs.csv", folder / "report.json"

    def start(self, **more: str) -> int:
        options = {name: str(self.folder / f"{name}.csv") for name in ("edges", "needs", "suppliers")}
        options |= {"out": str(self.out), "report": str(self.report_file), **more}
        try:
            call_command("assign", **options)
        except SystemExit as end:
            return int(end.code or 0)
        return 0

    @property
    def pairs(self) -> list[list[str]]:
        return list(csv.reader(self.out.read_text().splitlines()))

    @property
    def report(self) -> dict[str, Any]:
        report: dict[str, Any] = json.loads(self.report_file.read_text())
        return report


def test_the_best_pairs_and_the_report_of_the_contract(tmp_path: Path) -> None:
    run = Run(tmp_path)
    assert run.start() == 0
    assert run.pairs == [["need", "supplier"], ["n1", "s2"], ["n2", "s1"]]
    report = run.report
    assert report.pop("seconds") >= 0
    assert report == {
        "objective": 13.0,
        "upper_bound": 13.0,
        "gap": 0.0,
        "needs": 4,
        "fully_served": 2,
        "unserved": 2,
        "pairs": 2,
        "policy": "2026-11",
    }


def test_empty_tables_give_empty_pairs_and_no_gap(tmp_path: Path) -> None:
    run = Run(tmp_path, edges="need,supplier,score\n", needs="need,demand\n", suppliers="supplier,capacity\n")
    assert run.start() == 0
    assert run.pairs == [["need", "supplier"]]
    assert (run.report["objective"], run.report["upper_bound"], run.report["gap"]) == (0, 0, 0)


def test_the_same_files_give_the_same_answer_but_for_the_seconds(tmp_path: Path) -> None:
    asked = random_problem(9, needs=400, suppliers=200, degree=12, rich=False)
    run = Run(tmp_path, **tables_of(asked))
    run.start()
    once, report = run.out.read_bytes(), run.report | {"seconds": 0}
    run.start()
    assert run.out.read_bytes() == once
    assert run.report | {"seconds": 0} == report


def tables_of(asked: Problem) -> dict[str, str]:
    edges = zip(asked.need, asked.supplier, asked.score, strict=True)
    return {
        "edges": "need,supplier,score\n" + "".join(f"n{i},s{j},{score / 10_000:.4f}\n" for i, j, score in edges),
        "needs": "need,demand\n" + "".join(f"n{row},{demand}\n" for row, demand in enumerate(asked.demand)),
        "suppliers": "supplier,capacity\n" + "".join(f"s{row},{free}\n" for row, free in enumerate(asked.capacity)),
    }


@pytest.mark.parametrize("rich", [True, False])
def test_pairs_stay_within_demand_and_capacity_and_reach_the_optimum(tmp_path: Path, rich: bool) -> None:
    asked = random_problem(4, needs=500, suppliers=200, degree=15, rich=rich)
    run = Run(tmp_path, **tables_of(asked))
    assert run.start() == 0
    pairs = [(int(need[1:]), int(supplier[1:])) for need, supplier in run.pairs[1:]]
    score = {(int(i), int(j)): int(s) for i, j, s in zip(asked.need, asked.supplier, asked.score, strict=True)}
    assert len(set(pairs)) == len(pairs) == run.report["pairs"]
    assert np.all(np.bincount([need for need, _ in pairs], minlength=500) <= asked.demand)
    assert np.all(np.bincount([supplier for _, supplier in pairs], minlength=200) <= asked.capacity)
    assert sum(score[pair] for pair in pairs) == optimum(asked) == round(run.report["objective"] * 10_000)


def test_chinese_tables_in_either_encoding_are_read(tmp_path: Path) -> None:
    tables = {
        "edges": 'need,supplier,score\n"需求,一",义工甲,2.5\n'.encode("utf-8-sig"),
        "needs": 'need,demand\n"需求,一",1\n'.encode("gb18030"),
        "suppliers": "supplier,capacity\n义工甲,1\n".encode("gb18030"),
    }
    run = Run(tmp_path, **tables)
    assert run.start() == 0
    assert run.pairs == [["need", "supplier"], ["需求,一", "义工甲"]]


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        ({"edges": EDGES + "n9,s1,1\n"}, ("edges.csv", "6", "need")),
        ({"edges": EDGES + "n2,s9,1\n"}, ("edges.csv", "6", "supplier")),
        ({"edges": EDGES + "n1,s1,1\n"}, ("edges.csv", "6", "need, supplier")),
        ({"edges": EDGES + "n2,s2,0.00001\n"}, ("edges.csv", "6", "score")),
        ({"edges": EDGES.replace("score", "points")}, ("edges.csv", "1", "points")),
        ({"edges": b"need,supplier,score\n\xff\xff,s1,1\n"}, ("edges.csv",)),
        ({"needs": NEEDS + "n1,1\n"}, ("needs.csv", "6", "need")),
        ({"needs": NEEDS.replace("n3,2", "n3,0")}, ("needs.csv", "4", "demand")),
        ({"suppliers": SUPPLIERS.replace("s2,2", "s2,two")}, ("suppliers.csv", "3", "capacity")),
        ({"suppliers": SUPPLIERS + '"s4,1\n'}, ("suppliers.csv", "5")),
    ],
)
def test_a_refusal_names_file_row_and_field_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], tables: dict[str, str | bytes], words: tuple[str, ...]
) -> None:
    run = Run(tmp_path, **tables)
    assert run.start() == 2
    complaint = capsys.readouterr().err
    for word in words:
        assert word in complaint
    assert not run.out.exists()
    assert not run.report_file.exists()


def test_the_reason_is_given_in_both_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = Run(tmp_path, edges=EDGES + "n9,s1,1\n")
    said = {}
    for language in ("en", "zh-hans"):
        with translation.override(language):
            run.start()
        said[language] = capsys.readouterr().err
    assert "row 6: need: not listed in its own file" in said["en"]
    assert "第6行: need: 未在对应的文件中列出" in said["zh-hans"]


@pytest.mark.parametrize(
    "options",
    [{"policy": "1999-01"}, {"edges": "missing.csv"}, {"out": "no/such/folder/pairs.csv"}, {"report": "."}],
)
def test_what_is_not_there_is_refused(tmp_path: Path, options: dict[str, str]) -> None:
    run = Run(tmp_path)
    assert run.start(**options) == 2
    assert not run.out.exists()
    assert not run.report_file.exists()


def test_a_policy_is_found_by_file_or_version_name(tmp_path: Path) -> None:
    run = Run(tmp_path)
    assert run.start(policy="2026-11") == 0
    assert run.report["policy"] == "2026-11"


def test_a_gap_wider_than_the_policy_promises_is_written_and_answered_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasty = load_policy()
    precision = replace(hasty.precision, gap=0.0, rounds=1, patience=1, step=0.5)
    monkeypatch.setattr(assign, "load_policy", lambda _name: replace(hasty, precision=precision))
    asked = random_problem(4, needs=300, suppliers=100, degree=15, rich=True)
    run = Run(tmp_path, **tables_of(asked))
    assert run.start() == 1
    assert run.report["gap"] > 0
    assert run.report["pairs"] == len(run.pairs) - 1 > 0
    assert run.report["objective"] * 10_000 <= optimum(asked) <= run.report["upper_bound"] * 10_000
