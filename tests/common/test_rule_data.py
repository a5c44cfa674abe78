"""Rule data: dated, sourced, and never guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from marketplace.common.rule_data import RuleFileBroken, RuleMissing, rule, rule_names
from marketplace.common.rule_data.files import read_rules

DAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("anonymity.k_open", 11),
        ("anonymity.k_partners", 5),
        ("anonymity.small_number_threshold", 11),
        ("release.period_days", 7),
        ("release.batch_minimum", 11),
        ("plan.filing_lead_days", 10),
        ("receipt.due_days", 90),
        ("receipt.agent_report_days", 30),
        ("certificate.cooling_hours", 0),
        ("volunteer.record_working_days", 10),
        ("tender.open_days", 20),
        ("publication.urgency_default", "medium"),
        ("tender.price_weight_services", Decimal("0.10")),
    ],
)
def test_the_rules_of_the_chain_are_loaded(name: str, value: object) -> None:
    assert rule(name, on=DAY).value == value


@pytest.mark.parametrize("name", rule_names())
def test_every_rule_names_its_source(name: str) -> None:
    row = rule(name, on=DAY)
    assert row.name == name
    assert len(row.source) >= 10


def test_an_unknown_rule_is_never_guessed() -> None:
    with pytest.raises(RuleMissing, match="no rule is called"):
        rule("anonymity.k_opne", on=DAY)


def test_a_rule_does_not_hold_before_its_law() -> None:
    assert rule("plan.filing_lead_days", on=date(2024, 9, 5)).value == 10
    with pytest.raises(RuleMissing, match="no row valid on 2024-09-04"):
        rule("plan.filing_lead_days", on=date(2024, 9, 4))


def test_two_laws_follow_each_other_without_a_gap() -> None:
    before, after = (rule("anonymity.child_age", on=day) for day in (date(2021, 10, 31), date(2021, 11, 1)))
    assert (before.value, after.value) == (14, 14)
    assert before.source != after.source


@pytest.mark.parametrize(
    ("mean", "band"),
    [(100, "high"), (67, "high"), (Fraction(401, 6), "medium"), (34, "medium"), (Decimal("33.9"), "low")],
)
def test_urgency_is_banded_from_the_mean(mean: int | Fraction | Decimal, band: str) -> None:
    assert rule("publication.urgency_bands", on=DAY).band(mean) == band


@pytest.mark.parametrize(
    ("fen", "band"),
    [
        (49_999, "lt500"), (50_000, "500-2000"), (199_999, "500-2000"),
        (200_000, "2000-10000"), (1_000_000, "2000-10000"), (1_000_001, "gt10000"),
    ],
)  # fmt: skip
def test_quantity_is_banded_from_fen(fen: int, band: str) -> None:
    assert rule("publication.quantity_bands", on=DAY).band(fen) == band


@pytest.mark.parametrize(
    ("days", "band"), [(-3, "two_weeks"), (14, "two_weeks"), (15, "one_month"), (31, "one_month"), (32, "later")]
)
def test_the_deadline_is_banded_from_days(days: int, band: str) -> None:
    assert rule("publication.deadline_bands", on=DAY).band(days) == band


def test_code_lists_are_read_in_both_languages() -> None:
    aid = rule("codes.aid_type", on=DAY)
    assert aid.codes() == ("dibao", "tekun", "disaster", "medical", "education", "housing", "employment", "temporary")
    assert {aid.code_named(text) for text in ("低保", "dibao", "Minimum living guarantee")} == {"dibao"}
    assert (aid.entry("housing").label("zh-hans"), aid.entry("housing").label("en")) == ("住房", "Housing assistance")
    with pytest.raises(RuleMissing, match="nothing called"):
        aid.code_named("理财")
    with pytest.raises(RuleMissing, match="no code"):
        aid.entry("loan")


@pytest.mark.parametrize("scale", ["urgency", "quantity", "deadline"])
def test_every_band_has_a_name(scale: str) -> None:
    bands = rule(f"publication.{scale}_bands", on=DAY).codes()
    assert rule(f"codes.{scale}_band", on=DAY).codes() == bands


ROW = """
[[rule]]
name = "a.b"
value = {value}
unit = "{unit}"
source = "DESIGN: a test"
valid_from = {first}
{rest}
"""


def row(value: str = "1", unit: str = "days", first: str = "2026-01-01", rest: str = "") -> str:
    return ROW.format(value=value, unit=unit, first=first, rest=rest)


def read(folder: Path, text: str) -> object:
    file = folder / "rules.toml"
    file.write_text(text, encoding="utf-8")
    return read_rules([file])


@pytest.mark.parametrize(
    "text",
    [
        row(value="-1"),
        row(value="1.5"),
        row(value="true"),
        row(value='"1"'),
        row(unit="furlongs"),
        row(unit="share", value="0.1"),
        row(unit="share", value='"1.1"'),
        row(unit="share", value='"NaN"'),
        row(unit="share", value='"ten"'),
        row(unit="code", value='""'),
        row(unit="list", value='["a", "a"]'),
        row(unit="list", value="[]"),
        row(unit="codes", value='[{code = "a", zh = "甲"}]'),
        row(unit="codes", value='[{code = "a", zh = "甲", en = "A"}, {code = "a", zh = "乙", en = "B"}]'),
        row(unit="bands", value='[{code = "a", below = 1, up_to = 2}, {code = "b"}]'),
        row(unit="bands", value='[{code = "a", below = 1}]'),
        row(unit="bands", value='[{code = "a"}, {code = "b"}]'),
        row(unit="bands", value='[{code = "a", above = 1}, {code = "b"}]'),
        row(first='"2026-01-01"'),
        row(first="2026-01-01T00:00:00"),
        row(rest="valid_to = 2025-12-31"),
        row(rest='comment = "unknown key"'),
        row().replace("DESIGN: a test", " "),
        row().replace('unit = "days"', ""),
        row() + '[other]\nkey = "value"',
        row() + row(first="2026-02-01"),
        row(rest="valid_to = 2026-02-01") + row(first="2026-02-01"),
        "[[rule]\n",
    ],
)
def test_a_broken_rule_file_is_refused_whole(tmp_path: Path, text: str) -> None:
    with pytest.raises(RuleFileBroken):
        read(tmp_path, text)


def test_rows_that_follow_each_other_are_accepted(tmp_path: Path) -> None:
    read_back = read(tmp_path, row(first="2026-02-01", value="2") + row(rest="valid_to = 2026-01-31"))
    assert [entry.value for entry in read_back["a.b"]] == [1, 2]  # type: ignore[index]
