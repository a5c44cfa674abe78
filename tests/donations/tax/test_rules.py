"""The rule file says what domain.md says, and every figure knows where it comes from."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from donations.tax import NoRules, load_rules, newest_rules
from donations.tax.rules import Schedule
from donations.tax.rules.loading import FOLDER, read_rules

RULES = load_rules("CN", 2026)
EVIDENCE = {"LAW", "SRC", "TBC-H", "TBC-M", "DESIGN"}


def tables_with_figures(table: dict[str, Any], name: str = "") -> list[tuple[str, dict[str, Any]]]:
    """Every innermost table of the file (rows of brackets and kinds belong to the table they stand in)."""
    found: list[tuple[str, dict[str, Any]]] = []
    for key, value in table.items():
        rows = value if isinstance(value, list) else [value]
        for row in rows:
            if not isinstance(row, dict):
                continue
            found += [(f"{name}{key}", row)] if "source" in row else tables_with_figures(row, f"{name}{key}.")
    return found


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_table_of_figures_has_source_evidence_and_validity(path: Any) -> None:
    tables = tables_with_figures(tomllib.loads(path.read_text(encoding="utf-8")))
    assert len(tables) == 20
    for name, table in tables:
        assert table["source"].strip(), name
        assert table["evidence"] in EVIDENCE, name
        assert type(table["valid_from"]) is date, name
        assert type(table.get("valid_to", table["valid_from"])) is date, name


def test_the_file_is_named_after_its_jurisdiction_and_year() -> None:
    for path in FOLDER.glob("*.toml"):
        jurisdiction, _, year = path.stem.partition("_")
        rules = load_rules(jurisdiction, int(year))
        assert (rules.jurisdiction, rules.year) == (jurisdiction, int(year))
        assert rules.version == f"{jurisdiction}-{year}"


def test_the_rules_a_year_is_estimated_by_hold_through_that_year() -> None:
    individual = RULES.individual
    for schedule in (individual.comprehensive, individual.business, individual.category):
        assert schedule.origin.holds_through(2026)
    assert individual.limit_origin.holds_through(2026)
    assert RULES.enterprise.limit_origin.holds_through(2026)


@pytest.mark.parametrize(
    ("schedule", "taxable", "tax"),
    [
        *(
            (RULES.individual.comprehensive, taxable, tax)
            for taxable, tax in [
                ("0", "0"), ("36000", "1080.00"), ("144000", "11880.00"), ("300000", "43080.00"),
                ("420000", "73080.00"), ("660000", "145080.00"), ("960000", "250080.00"), ("1000000", "268080.00"),
            ]
        ),
        *((RULES.individual.business, *pair) for pair in [("300000", "49500.00"), ("600000", "144500.00")]),
        (RULES.individual.category, "10000", "2000.00"),
        (RULES.individual.comprehensive, "0.16", "0.00"),
        (RULES.individual.comprehensive, "0.17", "0.01"),
        (RULES.individual.comprehensive, "36000.05", "1080.01"),
    ],
)  # fmt: skip
def test_a_schedule_gives_the_known_edge_taxes(schedule: Schedule, taxable: str, tax: str) -> None:
    assert schedule.tax_on(Decimal(taxable)) == Decimal(tax)


@pytest.mark.parametrize("name", ["comprehensive", "business", "category"])
def test_quick_deductions_make_the_brackets_meet(name: str) -> None:
    brackets = getattr(RULES.individual, name).brackets
    assert (brackets[0].over, brackets[0].quick) == (0, 0)
    for below, above in pairwise(brackets):
        assert below.over < above.over
        assert above.over * below.rate - below.quick == above.over * above.rate - above.quick


def test_limits_and_carry_over_are_the_laws() -> None:
    assert RULES.individual.limit_rate == Decimal("0.30")
    assert (RULES.enterprise.limit_rate, RULES.enterprise.carry_years) == (Decimal("0.12"), 3)
    assert RULES.enterprise.targeted_origin.valid_to == date(2025, 12, 31)


def test_no_full_deduction_is_on_until_a_tax_clerk_confirms_it() -> None:
    assert len(RULES.full_deductions) == 10
    assert not any(row.enabled for row in RULES.full_deductions)
    assert RULES.full_deductions_on(date(2026, 3, 5)) == ()


def test_a_confirmed_full_deduction_holds_only_on_its_days() -> None:
    file = tomllib.loads((FOLDER / "CN_2026.toml").read_text(encoding="utf-8"), parse_float=Decimal)
    file["full_deduction"][0] |= {"enabled": True, "valid_from": date(2026, 2, 1), "valid_to": date(2026, 2, 28)}
    rules = read_rules(file)
    on = [
        [row.code for row in rules.full_deductions_on(date(2026, *day))] for day in [(1, 31), (2, 1), (2, 28), (3, 1)]
    ]
    assert on == [[], ["red_cross"], ["red_cross"], []]


def test_a_kind_of_category_income_is_known_by_its_code_and_other_names() -> None:
    known = [RULES.individual.kind(name) for name in ("interest", "dividend", "prize", "salary")]
    assert [kind.code if kind else None for kind in known] == ["interest", "interest", "incidental", None]


@pytest.mark.parametrize(("jurisdiction", "year"), [("CN", 2025), ("CN", 2027), ("XX", 2026), ("../rules/CN", 2026)])
def test_a_year_or_place_without_a_file_is_refused(jurisdiction: str, year: int) -> None:
    with pytest.raises(NoRules) as refusal:
        load_rules(jurisdiction, year)
    assert (refusal.value.field, refusal.value.code) == ("year", "NO_TAX_RULES")


def test_the_newest_file_is_found() -> None:
    assert newest_rules("CN") is RULES
    with pytest.raises(NoRules):
        newest_rules("XX")
