"""The JSON lines of `manage.py estimate_tax` (docs/commands.md): a record in, an answer out; nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from donations.tax.amounts import ZERO, write_yuan
from donations.tax.enterprise import estimate_enterprise
from donations.tax.estimates import EnterpriseEstimate, IndividualEstimate, Portion
from donations.tax.facts import (
    DEFAULT_ORDER,
    BusinessIncome,
    CategoryIncome,
    Donation,
    Enterprise,
    EnterpriseYear,
    Income,
    Individual,
    Treatment,
)
from donations.tax.individual import estimate_individual
from donations.tax.reading import Fields
from donations.tax.refusals import EstimateRefused

Answer = dict[str, Any]


def answer_record(record: Mapping[str, Any]) -> Answer:
    """Estimate one record of the input; raises `EstimateRefused` with the field."""
    if "payer" not in record:
        raise EstimateRefused("payer", "this key is missing")
    answers: dict[object, Callable[[Mapping[str, Any]], Answer]] = {
        "individual": _answer_individual,
        "enterprise": _answer_enterprise,
    }
    payer = record["payer"]
    if not isinstance(payer, str) or payer not in answers:
        raise EstimateRefused("payer", f"one of {', '.join(map(str, answers))} is expected")
    return answers[payer](record)


def _answer_individual(record: Mapping[str, Any]) -> Answer:
    fields = Fields(record, "", required=("id", "payer", "year", "income", "donations"), optional=("order",))
    return {"id": fields.text("id"), **write_individual(estimate_individual(read_individual(fields)))}


def _answer_enterprise(record: Mapping[str, Any]) -> Answer:
    fields = Fields(record, "", required=("id", "payer", "years"))
    return {"id": fields.text("id"), **write_enterprise(estimate_enterprise(read_enterprise(fields)))}


def read_individual(fields: Fields) -> Individual:
    """Every key of `income`, and `order`, may be left out."""
    income = fields.object("income", optional=("comprehensive", "business", "category"))
    return Individual(
        year=fields.whole("year"),
        donations=tuple(_read_donation(path, item) for path, item in fields.items("donations")),
        comprehensive=income.yuan("comprehensive") if "comprehensive" in income else None,
        business=_read_business(income) if "business" in income else None,
        category=_read_category(income) if "category" in income else (),
        order=_read_order(fields) if "order" in fields else DEFAULT_ORDER,
    )


def _read_donation(path: str, item: object) -> Donation:
    gift = Fields(item, path, required=("date", "amount", "rule", "eligible"))
    treatment = Treatment(gift.one_of("rule", Treatment))
    return Donation(gift.day("date"), gift.yuan("amount"), treatment, gift.flag("eligible"))


def _read_business(income: Fields) -> BusinessIncome:
    """An assessed business has no taxable income to state; otherwise it is needed."""
    business = income.object("business", optional=("taxable", "assessed"))
    assessed = business.flag("assessed") if "assessed" in business else False
    if "taxable" not in business and not assessed:
        raise EstimateRefused(business.at("taxable"), "this key is missing")
    return BusinessIncome(business.yuan("taxable") if "taxable" in business else ZERO, assessed)


def _read_category(income: Fields) -> tuple[CategoryIncome, ...]:
    payments = (Fields(item, path, required=("month", "kind", "taxable")) for path, item in income.items("category"))
    return tuple(CategoryIncome(p.whole("month"), p.text("kind"), p.yuan("taxable")) for p in payments)


def _read_order(fields: Fields) -> tuple[Income, ...]:
    known = [income.value for income in Income]
    for path, item in fields.items("order"):
        if item not in known:
            raise EstimateRefused(path, f"one of {', '.join(known)} is expected")
    return tuple(Income(item) for _, item in fields.items("order"))


def read_enterprise(fields: Fields) -> Enterprise:
    rows = (
        Fields(item, path, required=("year", "profit", "limited", "targeted")) for path, item in fields.items("years")
    )
    years = (EnterpriseYear(r.whole("year"), r.yuan("profit"), r.yuan("limited"), r.yuan("targeted")) for r in rows)
    return Enterprise(tuple(years))


def write_individual(estimate: IndividualEstimate) -> Answer:
    """All but `id`, in the contract's order of keys."""
    return {
        "deducted": write_yuan(estimate.deducted),
        "unused": write_yuan(estimate.unused),
        "tax_before": write_yuan(estimate.tax_before),
        "tax_after": write_yuan(estimate.tax_after),
        "saving": write_yuan(estimate.saving),
        "buckets": [
            {
                "bucket": row.bucket,
                "base": write_yuan(row.base),
                "cap": write_yuan(row.cap),
                "deducted": write_yuan(row.deducted),
                "tax_before": write_yuan(row.tax_before),
                "tax_after": write_yuan(row.tax_after),
            }
            for row in estimate.buckets
        ],
        "best_order": [income.value for income in estimate.best_order],
        "best_saving": write_yuan(estimate.best_saving),
        "notes": [note.value for note in estimate.notes],
        "rules": estimate.rules,
    }


def write_enterprise(estimate: EnterpriseEstimate) -> Answer:
    """All but `id`; money portions name the year their gifts were given in."""
    return {
        "years": [
            {
                "year": row.year,
                "limit": write_yuan(row.limit),
                "used": _write_portions(row.used),
                "deducted": write_yuan(row.deducted),
                "carried": _write_portions(row.carried),
                "expired": _write_portions(row.expired),
            }
            for row in estimate.years
        ]
    }


def _write_portions(portions: tuple[Portion, ...]) -> list[Answer]:
    return [{"from": portion.given_in, "amount": write_yuan(portion.amount)} for portion in portions]
