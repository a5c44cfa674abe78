"""Read a rule file once. A missing table or key raises, at the first use and in the tests, never silently."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from donations.tax.refusals import NoRules
from donations.tax.rules.tables import (
    Bracket,
    CategoryKind,
    EnterpriseRules,
    FullDeduction,
    IndividualRules,
    Origin,
    Rules,
    Schedule,
    Valuation,
)

FOLDER = Path(__file__).parent
Table = Mapping[str, Any]


@cache
def load_rules(jurisdiction: str, year: int) -> Rules:
    """The rules of one tax year; raises `NoRules` (field `year`) when no file covers it."""
    path = FOLDER / f"{jurisdiction}_{year}.toml"
    if path not in FOLDER.glob("*.toml"):
        raise NoRules("year", f"no tax rules for {jurisdiction} {year}; this installation knows {_known(jurisdiction)}")
    return read_rules(tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal))


@cache
def newest_rules(jurisdiction: str) -> Rules:
    """The latest file of the jurisdiction: what valuation, deadlines and the many-year company estimate use."""
    years = _years(jurisdiction)
    if not years:
        raise NoRules("jurisdiction", f"no tax rules for {jurisdiction}")
    return load_rules(jurisdiction, max(years))


def read_rules(file: Table) -> Rules:
    """Turn the parsed TOML (floats read as Decimal) into tables."""
    return Rules(
        jurisdiction=file["jurisdiction"],
        year=file["year"],
        version=file["version"],
        currency=file["currency"],
        individual=_individual(file["individual"]),
        enterprise=_enterprise(file["enterprise"]),
        valuations=tuple(
            Valuation(row["payer"], MappingProxyType(row["basis"]), _origin(row)) for row in file["valuation"]
        ),
        full_deductions=tuple(
            FullDeduction(row["code"], row["recipient"], row["enabled"], _origin(row)) for row in file["full_deduction"]
        ),
    )


def _individual(table: Table) -> IndividualRules:
    income, receipt = table["comprehensive_income"], table["receipt"]
    return IndividualRules(
        limit_rate=Decimal(table["limit"]["rate"]),
        limit_origin=_origin(table["limit"]),
        comprehensive=_schedule(table["comprehensive"]),
        business=_schedule(table["business"]),
        category=_schedule(table["category"]),
        kinds=tuple(CategoryKind(row["code"], row["zh"], tuple(row["also"])) for row in table["category"]["kinds"]),
        basic_yearly=Decimal(income["basic_yearly"]),
        basic_monthly=Decimal(income["basic_monthly"]),
        counted=MappingProxyType({kind: Decimal(share) for kind, share in income["counted"].items()}),
        receipt_days=receipt["receipt_days"],
        agent_report_days=receipt["agent_report_days"],
        correction_days=receipt["correction_days"],
        keep_years=receipt["keep_years"],
    )


def _enterprise(table: Table) -> EnterpriseRules:
    return EnterpriseRules(
        limit_rate=Decimal(table["limit"]["rate"]),
        carry_years=table["limit"]["carry_years"],
        limit_origin=_origin(table["limit"]),
        targeted_origin=_origin(table["targeted"]),
    )


def _schedule(table: Table) -> Schedule:
    brackets = (Bracket(Decimal(b["over"]), Decimal(b["rate"]), Decimal(b["quick"])) for b in table["brackets"])
    return Schedule(tuple(brackets), _origin(table))


def _origin(table: Table) -> Origin:
    return Origin(table["source"], table["evidence"], table["valid_from"], table.get("valid_to"))


def _years(jurisdiction: str) -> list[int]:
    return sorted(int(path.stem.rpartition("_")[2]) for path in FOLDER.glob(f"{jurisdiction}_*.toml"))


def _known(jurisdiction: str) -> str:
    return ", ".join(str(year) for year in _years(jurisdiction)) or "none"
