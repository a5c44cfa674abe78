"""`manage.py import_cases` through the real command: exit codes, stdout, the list of errors, progress."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from marketplace.accounts.models import User
from marketplace.casework.models import Case
from tests.casework.factories import HEAD_ID, another, as_csv, row
from tests.casework.importing.test_contract import whole_database
from tests.servers.places import ROOT

pytestmark = pytest.mark.django_db
CANARY = {
    "head_name": "金丝雀户主",
    "id_number": "330203190001010014",
    "phone": "13900139000",
    "address": "金丝雀村1组1号",
    "title": "金丝雀标题",
    "story": "金丝雀故事",
}


class Run:
    """One call of the command on a file in a folder."""

    def __init__(self, folder: Path, data: bytes, name: str = "cases.csv") -> None:
        self.file, self.errors = folder / name, folder / "errors.csv"
        self.file.write_bytes(data)
        self.out, self.err = io.StringIO(), io.StringIO()

    def start(self, *, dry_run: bool = False, errors: bool = True) -> int:
        options = {"dry_run": dry_run, "errors": str(self.errors) if errors else None}
        try:
            call_command("import_cases", str(self.file), stdout=self.out, stderr=self.err, **options)
        except SystemExit as end:
            return int(end.code or 0)
        return 0

    @property
    def result(self) -> dict[str, int]:
        result: dict[str, int] = json.loads(self.out.getvalue())
        return result

    @property
    def rejected(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.errors.read_bytes().decode("utf-8-sig"))))


def test_all_rows_in_exit_0_and_one_json_line(tmp_path: Path) -> None:
    run = Run(tmp_path, as_csv([row(), another(2)]))
    assert run.start() == 0
    assert run.out.getvalue() == '{"rows": 2, "cases": 2, "needs": 2, "rejected": 0}\n'
    assert "2/2" in run.err.getvalue()
    assert run.rejected == []


def test_some_rejected_exit_1_and_the_rest_is_in(tmp_path: Path) -> None:
    run = Run(tmp_path, as_csv([another(1, township_code="330204001"), another(2)]))
    assert run.start() == 1
    assert run.result == {"rows": 2, "cases": 1, "needs": 1, "rejected": 1}
    (line,) = run.rejected
    assert (line["row"], line["field"], line["字段"], line["code"]) == (
        "2",
        "township_code",
        "乡镇街道代码",
        "RETIRED_DISTRICT",
    )
    assert "鄞州区" in line["原因"]
    assert line["reason"].startswith("This district was dissolved")


def test_a_refused_file_exit_2_nothing_written_not_even_the_importer(tmp_path: Path) -> None:
    before = whole_database()
    run = Run(tmp_path, as_csv([row()]).replace("住址".encode(), "备注".encode()))
    assert run.start() == 2
    assert run.out.getvalue() == ""
    assert "cases.csv" in run.err.getvalue()
    assert "备注" in run.err.getvalue()
    assert whole_database() == before


def test_no_such_file_and_no_such_folder_for_the_errors_exit_2(tmp_path: Path) -> None:
    run = Run(tmp_path, as_csv([row()]))
    run.errors = tmp_path / "nowhere" / "errors.csv"
    assert run.start() == 2
    run.file.unlink()
    assert run.start(errors=False) == 2
    assert not Case.objects.exists()


def test_a_dry_run_says_the_same_and_leaves_every_table_as_it_was(tmp_path: Path) -> None:
    data = as_csv([row(), another(2, consent="?")])
    before = whole_database()
    dry = Run(tmp_path, data)
    assert dry.start(dry_run=True) == 1
    assert whole_database() == before
    wet = Run(tmp_path, data)
    assert wet.start() == 1
    assert dry.result == wet.result == {"rows": 2, "cases": 1, "needs": 1, "rejected": 1}


def test_the_second_import_is_0_0_0(tmp_path: Path) -> None:
    data = as_csv([row(), another(2)], bom=True)
    Run(tmp_path, data).start()
    again = Run(tmp_path, data)
    assert again.start() == 0
    assert again.result == {"rows": 2, "cases": 0, "needs": 0, "rejected": 0}


def test_the_list_of_errors_never_holds_what_identifies_anybody(tmp_path: Path) -> None:
    rows = [
        row(**CANARY, township_code="330204001", economic="101", value="1.005"),
        row(**CANARY, members=f"户主:{CANARY['head_name']}:{CANARY['id_number']}:健康;妻子:金丝雀妻子:1:健康"),
        another(3, id_number=HEAD_ID),
        another(4, id_number=HEAD_ID),
    ]
    run = Run(tmp_path, as_csv(rows))
    assert run.start() == 1
    written = run.errors.read_text() + run.err.getvalue() + run.out.getvalue()
    for value in (*CANARY.values(), "金丝雀", HEAD_ID):
        assert value not in written


def test_every_reason_stands_in_chinese_and_english(tmp_path: Path) -> None:
    bad = {"economic": "101", "value": "x", "needed_by": "x", "members": "x", "consent": "x", "residency": "x"}
    run = Run(tmp_path, as_csv([row(**bad), another(2, unit="个" * 21), row(title="二")]))
    run.start()
    assert len(run.rejected) >= 7
    for line in run.rejected:
        assert line["原因"] != line["reason"]
        assert any("\u4e00" <= char <= "\u9fff" for char in line["原因"])


def test_a_case_that_falls_with_its_row_says_so(tmp_path: Path) -> None:
    run = Run(tmp_path, as_csv([row(), row(title="二", consent="?")]))
    run.start()
    assert [(line["row"], line["code"]) for line in run.rejected] == [("2", "CASE_REJECTED"), ("3", "NOT_YES_OR_NO")]


def test_the_importer_has_the_city_for_its_scope_and_no_password(tmp_path: Path) -> None:
    Run(tmp_path, as_csv([row()])).start()
    importer = User.objects.get(email="importer@zhulin.invalid")
    assert not importer.has_usable_password()
    assert list(importer.role_assignments.values_list("role", "place")) == [("caseworker", "330200")]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_process_itself_exits_as_promised(tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_bytes(as_csv([row()]))
    (tmp_path / "bad.csv").write_bytes(as_csv([another(2, consent="?")]))
    (tmp_path / "refused.csv").write_bytes(b"\x00")
    env = {**os.environ, "ZHULIN_DATABASE_URL": database_url(), "ZHULIN_STATE_ROOT": str(tmp_path / "state")}
    ends = []
    for name in ("good", "bad", "refused"):
        command = [sys.executable, "manage.py", "import_cases", str(tmp_path / f"{name}.csv")]
        ends.append(subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False))
    assert [end.returncode for end in ends] == [0, 1, 2]
    assert json.loads(ends[0].stdout) == {"rows": 1, "cases": 1, "needs": 1, "rejected": 0}
    assert ends[2].stdout == ""
    assert Case.objects.count() == 1


def database_url() -> str:
    """The database of this test, as another process may name it."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    who = f"{settings['USER']}:{settings['PASSWORD']}@" if settings["USER"] else ""
    return f"postgres://{who}/{settings['NAME']}?host={settings['HOST']}&port={settings['PORT'] or 5432}"
