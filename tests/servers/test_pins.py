"""What is installed is what uv.lock says, with a hash for every file, from wherever this machine gets its packages."""

from __future__ import annotations

import json
import re
import tomllib

import pytest

from tests.servers.places import ROOT

LOCKED = {
    (package["name"], package["version"])
    for package in tomllib.loads((ROOT / "uv.lock").read_text())["package"]
    if "version" in package
}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_the_lock_with_hashes(name: str) -> None:
    entries = (ROOT / name).read_text().replace("\\\n", " ").splitlines()
    pins = {match.groups() for entry in entries if (match := re.match(r"([a-z0-9.-]+)==(\S+)", entry))}
    assert len(entries) >= 100
    assert pins <= LOCKED
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_site_needs_nothing_that_the_tests_do_not_install() -> None:
    site, tests = ((ROOT / name).read_text() for name in ("requirements.txt", "requirements-dev.txt"))
    assert set(re.findall(r"^[a-z0-9.-]+==\S+", site, re.MULTILINE)) <= set(
        re.findall(r"^[a-z0-9.-]+==\S+", tests, re.MULTILINE)
    )


def test_npm_packages_are_pinned_with_hashes() -> None:
    packages = json.loads((ROOT / "tests/browser/package-lock.json").read_text())["packages"]
    assert all("integrity" in package for name, package in packages.items() if name)
