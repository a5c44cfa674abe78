"""No word that was planted in a case is found in any store but casework."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator

import pytest

from tests.operations.city import City, cases

pytestmark = pytest.mark.slow
WORD = "金丝雀"
CONFIDENTIAL = {"donations_giftdonor"}
"""Beside casework: a donor's name is the donor's own, encrypted."""


@pytest.fixture(scope="module")
def planted() -> list[str]:
    """The word, and every telephone and identity number of the file."""
    found = {WORD}
    for row in cases():
        found |= {row["联系电话"], row["身份证号"]}
        found |= {person.split(":")[2] for person in row["家庭成员"].split(";")}
    return sorted(found - {""})


def leaks(text: str, planted: list[str]) -> list[str]:
    return [canary for canary in planted if canary in text]


def cells(city: City, table: str) -> Iterator[str]:
    """Every value of a table as text, JSON escapes undone."""
    for row in city.rows(f'SELECT * FROM "{table}"'):  # noqa: S608 - a name that the database itself gave
        for value in row:
            if isinstance(value, bytes):
                yield value.decode("utf-8", "ignore")
            elif isinstance(value, str):
                yield value.encode().decode("unicode_escape", "ignore") if "\\u" in value else value


def test_the_canaries_are_planted(city: City, planted: list[str]) -> None:
    script = "from marketplace.casework.models import Case; c = Case.objects.first(); print(c.head_name, c.phone)"
    name, phone = city.manage("shell", "--no-imports", "-c", script).out.split()
    assert WORD in name
    assert phone in planted


def test_no_table_holds_one_in_clear(city: City, planted: list[str]) -> None:
    tables = {name for (name,) in city.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {"common_auditrow", "common_outboxmessage", "notifications_notice", "notifications_mail"} <= tables
    assert {"wagtailcore_revision", "needs_need", "matching_proposal", "wagtailsearch_indexentry"} <= tables
    for table in sorted(name for name in tables - CONFIDENTIAL if not name.startswith("casework_")):
        assert leaks("\n".join(cells(city, table)), planted) == [], table


def test_casework_and_donors_keep_identifiers_encrypted(city: City, planted: list[str]) -> None:
    for table in ("casework_case", "casework_member", "casework_needdraft", "donations_giftdonor"):
        text = "\n".join(cells(city, table))
        assert text
        assert leaks(text, planted) == [], table


@pytest.mark.parametrize(
    "command",
    [("export_needs",), ("export_needs", "--as", "partner"), ("match", "--dry-run"), ("check_invariants",)],
    ids=" ".join,
)
def test_no_command_says_one(city: City, planted: list[str], command: tuple[str, ...]) -> None:
    answer = city.manage(*command)
    assert (answer.code, bool(answer.out)) == (0, True)
    assert leaks(answer.out + answer.err, planted) == []


def test_building_the_city_says_none(city: City, planted: list[str]) -> None:
    assert "gifts" in city.built.err
    assert leaks(city.built.out + city.built.err, planted) == []


def test_no_mail_carries_one(city: City, planted: list[str]) -> None:
    files = sorted((city.folder / "mail").iterdir())
    assert files
    for file in files:
        message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        words = [*map(str, message.values()), *(part.get_content() for part in message.walk() if _is_text(part))]
        assert leaks("\n".join([file.name, *words]), planted) == [], file.name


def _is_text(part: email.message.Message) -> bool:
    return part.get_content_maintype() == "text"
