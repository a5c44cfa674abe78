"""The package graph has no cycle, and nobody reaches what they may not."""

from __future__ import annotations

import re

import pytest

from tests.architecture.places import run, sources

# Each line has a reason: the text it lets through was made safe in that very function.
MAY_MARK_SAFE = {"cms/templatetags/cms_pages.py": "nh3 has just cleaned it"}
MAY_READ_THE_CLOCK = {"marketplace/common/clock.py", "marketplace/operations/management/commands/totp.py"}


@pytest.mark.slow
def test_every_import_contract_is_kept() -> None:
    result = run("lint-imports", "--no-cache")
    assert result.returncode == 0, result.stdout
    assert " 0 broken" in result.stdout


def test_no_page_prints_text_that_nobody_cleaned() -> None:
    raw = re.compile(r"\|\s*safe\b|\bmark_safe\(|\bSafeString\(|autoescape off|safeseq")
    found = {path for suffix in (".html", ".txt", ".py") for path, text in sources(suffix) if raw.search(text)}
    plain = {path for path in found if not path.endswith(".txt")}  # mail is text: it is never parsed as HTML
    assert plain == set(MAY_MARK_SAFE)


def test_only_the_clock_asks_what_time_it_is() -> None:
    asking = re.compile(r"datetime\.now\(|\butcnow\(|\bdate\.today\(|timezone\.now\b|\btime\.time\(|\blocaltime\(\)")
    assert {path for path, text in sources() if asking.search(text)} == MAY_READ_THE_CLOCK


def test_only_the_settings_read_the_environment() -> None:
    reading = re.compile(r"\bos\.(environ|getenv)\b")
    readers = {path for path, text in sources() if reading.search(text)}
    elsewhere = {path for path in readers if not path.startswith("marketplace/settings/")}
    starters = {"marketplace/wsgi.py", "marketplace/asgi.py", "marketplace/celery.py"}  # they name the settings module
    hands_on = {"marketplace/operations/management/commands/runcity.py"}  # hands it to the site and the twin
    assert elsewhere <= starters | hands_on


def test_the_mirror_of_sizes(capsys: pytest.CaptureFixture[str]) -> None:
    lengths = sorted((text.count("\n"), path) for path, text in sources())
    middle, tail = lengths[len(lengths) // 2][0], lengths[len(lengths) * 95 // 100][0]
    with capsys.disabled():  # a mirror, not a wall: printed for whoever looks
        print(f"\n{len(lengths)} files, median {middle} lines, p95 {tail}, longest {lengths[-1]}")  # noqa: T201
    assert lengths, "our own code was found"
