"""A policy is read strictly or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from matching.policies import PolicyBroken, PolicyUnknown, load_policy, policy_names
from matching.policies.reading import FOLDER, read_policy

TEXT = (FOLDER / "default.toml").read_text(encoding="utf-8")


def test_the_default_policy_is_cited_by_its_version() -> None:
    assert load_policy() is load_policy(load_policy().name)
    assert load_policy().name in policy_names()
    assert load_policy().precision.gap == 0.0005


def test_an_unknown_policy_names_those_there_are() -> None:
    with pytest.raises(PolicyUnknown, match=load_policy().name):
        load_policy("no such policy")


@pytest.mark.parametrize(
    ("written", "broken"),
    [
        ("distance = 30", "distance = 31"),
        ("distance = 30", "distnace = 30"),
        ("distance = 30\nurgency = 15", "distance = 45\nurgency = 0.0"),
        ("urgency = { high = 100", "urgency = { high = 101"),
        ("gap = 0.0005", "gab = 0.0005"),
        ("per_need = 30", "per_need = 30\nper_week = 3"),
        ("score = 5", "score = 5\nbonus = 1"),
        ('gives = "goods"', 'gives = "goods"\nfee = 3'),
        ("with_minors = true", ""),
        ("valid_from = 2026-11-01", 'valid_from = "2026-11-01"'),
        ('order = ["lt500"', 'oder = ["lt500"'),
        ("[requires.minors]", "[requires.children]"),
        ("[weights]", "[weights"),
        ("[skills]", "[talents]"),
    ],
)
def test_a_policy_with_a_slip_is_refused_whole(tmp_path: Path, written: str, broken: str) -> None:
    assert TEXT.count(written) >= 1
    file = tmp_path / "slip.toml"
    file.write_text(TEXT.replace(written, broken, 1), encoding="utf-8")
    with pytest.raises(PolicyBroken, match=r"slip\.toml"):
        read_policy(file)


@pytest.mark.parametrize(("days", "band"), [(0, "new"), (13, "new"), (14, "weeks"), (59, "weeks"), (60, "months")])
def test_waiting_is_known_as_a_band(days: int, band: str) -> None:
    assert load_policy().waiting_band(days) == band


@pytest.mark.parametrize(
    ("km", "band"), [(0, "0-5"), (4.9, "0-5"), (5, "5-15"), (29.9, "15-30"), (30, "30+"), (900, "30+")]
)
def test_partners_see_distances_as_bands(km: float, band: str) -> None:
    assert load_policy().distance_band(km) == band


def test_public_money_has_no_route_to_a_household() -> None:
    assert load_policy().routes["public_cash"] == ()
    assert load_policy().routes["members_cash"] == ()
    assert "goods" in load_policy().routes["goods"]
