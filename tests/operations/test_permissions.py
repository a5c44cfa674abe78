"""Every address of ours, asked as every printed login: exactly those get in whom doors.toml names.

After a new address, `manage.py shell -c "from tests.operations.test_permissions import show; show('CITY FOLDER')"`
prints the table as it is. Read it before it is kept; it says who may, not who can.
"""

from __future__ import annotations

import json
import shutil
import sys
import tomllib
from pathlib import Path
from typing import Any, cast

import pytest

from tests.operations.city import City

pytestmark = pytest.mark.slow
FOLDER = Path(__file__).parent
TABLE = FOLDER / "doors.toml"
NO_EXAMPLE = "no example in the city"
PARTNERS = {
    "charity", "charity_finance", "social_service_agency", "volunteer_org", "insurer", "volunteer", "applicant",
    "project_giver", "nobody",
}  # fmt: skip
CONFIDENTIAL = ("casework", "partner_", "audit", "desk", "review", "bureau", "match_run", "assignment", "proposal")
Doors = dict[str, dict[str, list[str] | None]]


def doors_of(city: City) -> Doors:
    """address -> whose row -> logins that get in, None where the city has no such row."""
    answer = city.manage("shell", "--no-imports", stdin=(FOLDER / "doors.py").read_text(encoding="utf-8"))
    assert answer.out, answer.err[-2000:]
    return cast("Doors", json.loads(answer.out.splitlines()[-1]))


def as_table(doors: Doors, groups: dict[str, list[str]]) -> dict[str, Any]:
    """As doors.toml says it: a set of logins that has a name by its name."""
    names = {frozenset(logins): name for name, logins in groups.items()}

    def said(roles: list[str] | None) -> list[str] | str:
        return NO_EXAMPLE if roles is None else names.get(frozenset(roles), roles)

    return {
        name: {whose: said(r) for whose, r in asked.items()} if len(asked) > 1 else said(asked["own"])
        for name, asked in doors.items()
    }


def table() -> dict[str, Any]:
    """doors.toml: the named groups of logins, and who gets in where."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def doors(city: City, tmp_path_factory: pytest.TempPathFactory) -> Doors:
    folder = tmp_path_factory.mktemp("doors") / "city"
    shutil.copytree(city.folder, folder)
    return doors_of(City(folder))


def test_exactly_those_get_in_whom_the_table_names(doors: Doors) -> None:
    named = table()
    wanted, found = named["doors"], as_table(doors, named["groups"])
    assert {name: found.get(name) for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name)} == {}


def test_a_stranger_sees_nothing_that_is_confidential(doors: Doors) -> None:
    opened = {name for name, asked in doors.items() for roles in asked.values() if "stranger" in (roles or [])}
    assert opened
    assert not [name for name in opened if name.startswith(CONFIDENTIAL)]


def test_nobody_opens_a_partners_own_rows_from_another_partner(doors: Doors) -> None:
    asked = {name: set(asked["others"] or []) for name, asked in doors.items() if "others" in asked}
    closed = {name: roles & PARTNERS for name, roles in asked.items() if "stranger" not in roles}
    assert closed
    assert {name: roles for name, roles in closed.items() if roles} == {}


def show(folder: str) -> None:
    """Print the table of the city in the folder."""
    for name, asked in as_table(doors_of(City(Path(folder))), table()["groups"]).items():
        said = json.dumps(asked, ensure_ascii=False)
        if isinstance(asked, dict):
            said = "{ " + ", ".join(f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in asked.items()) + " }"
        sys.stdout.write(f"{name} = {said}\n")
