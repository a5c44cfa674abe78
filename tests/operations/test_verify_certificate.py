"""Whoever holds a certificate can ask us about it, with the file or with its number and code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.operations.city import City

pytestmark = pytest.mark.slow
KEYS = {"status", "number", "kind", "issued_on", "replaced_by"}
CODE = "from donations.models import Certificate; print(Certificate.objects.get(number={!r}).code)"


SERVICE = "SELECT number, file FROM volunteers_servicecertificate WHERE status = '{}' ORDER BY id"


def issued(city: City, status: str) -> tuple[str, Path]:
    """(number, file) of one certificate in this state."""
    number, file = city.rows(
        f"SELECT number, file FROM donations_certificate WHERE status = '{status}' ORDER BY id"  # noqa: S608
    )[0]
    return number, city.folder / "media" / "private" / file


@pytest.mark.parametrize(("status", "code"), [("valid", 0), ("provisional", 0), ("superseded", 1)])
def test_the_file_tells_its_state(city: City, status: str, code: int) -> None:
    number, file = issued(city, status)
    answer = city.manage("verify_certificate", file)
    assert answer.code == code, answer.err
    assert set(answer.json) == KEYS
    assert (answer.json["status"], answer.json["number"], answer.json["kind"]) == (status, number, "donation")
    assert (answer.json["replaced_by"] is not None) == (status == "superseded")


def test_number_and_code_tell_the_same_as_the_file(city: City) -> None:
    number, file = issued(city, "valid")
    code = city.manage("shell", "--no-imports", "-c", CODE.format(number)).out.strip()
    by_number = city.manage("verify_certificate", "--number", number, "--code", code)
    assert by_number.code == 0, by_number.out
    assert by_number.json == city.manage("verify_certificate", file).json


def test_one_altered_byte_is_seen(city: City, tmp_path: Path) -> None:
    data = bytearray(issued(city, "valid")[1].read_bytes())
    data[len(data) // 2] ^= 1
    altered = tmp_path / "altered.pdf"
    altered.write_bytes(data)
    answer = city.manage("verify_certificate", altered)
    assert (answer.code, answer.json["status"]) == (1, "altered")


@pytest.mark.parametrize("data", [b"", b"no PDF at all", b"%PDF-1.7\n%%EOF\n"])
def test_what_is_not_ours_is_unknown(city: City, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "garbage.pdf"
    file.write_bytes(data)
    answer = city.manage("verify_certificate", file)
    assert (answer.code, answer.json["status"], answer.json["number"]) == (1, "unknown", None)


@pytest.mark.parametrize("code", ["", "wrong-code"])
def test_a_wrong_code_tells_nothing(city: City, code: str) -> None:
    answer = city.manage("verify_certificate", "--number", issued(city, "valid")[0], "--code", code)
    assert (answer.code, answer.json["status"]) == (1, "unknown")
    assert answer.json["issued_on"] is None


def test_a_file_that_is_not_there_is_refused(city: City, tmp_path: Path) -> None:
    answer = city.manage("verify_certificate", tmp_path / "missing.pdf")
    assert (answer.code, answer.out) == (2, "")


@pytest.mark.parametrize(("status", "code"), [("valid", 0), ("superseded", 1)])
def test_papers_about_service_are_answered_by_the_same_command(city: City, status: str, code: int) -> None:
    number, file = city.rows(SERVICE.format(status))[0]
    answer = city.manage("verify_certificate", city.folder / "media" / "private" / file)
    assert answer.code == code, answer.err
    assert set(answer.json) == KEYS
    assert (answer.json["status"], answer.json["number"], answer.json["kind"]) == (status, number, "service")
    assert (answer.json["replaced_by"] is not None) == (status == "superseded")
