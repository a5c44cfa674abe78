"""What an estimate answers: frozen figures in yuan, rounded to the fen."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from donations.tax.facts import Income


class Note(StrEnum):
    """What the person should know about the estimate, in the order notes are listed."""

    RECIPIENT_NOT_ELIGIBLE = "RECIPIENT_NOT_ELIGIBLE"
    """At least one gift went to a recipient not on the list of its year; it deducts nothing."""
    ASSESSED_BUSINESS = "ASSESSED_BUSINESS"
    """Business tax is collected at a fixed assessment: nothing is deductible from it, its taxes are not shown."""
    NO_INCOME_THAT_MONTH = "NO_INCOME_THAT_MONTH"
    """Part of a gift stayed unused and its month has no category income, though another month has."""
    NOT_CARRIED_FORWARD = "NOT_CARRIED_FORWARD"
    """Part of the eligible gifts stayed unused; an individual cannot use it in another year."""
    BETTER_ORDER = "BETTER_ORDER"
    """Another order of the named buckets saves more: `best_order`."""


@dataclass(frozen=True, slots=True)
class GiftUse:
    """`amount` of the gift at position `gift` of the input was deducted from `bucket`."""

    gift: int
    bucket: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class BucketEstimate:
    """One bucket: base = taxable income before donations, cap = the limited share of it whether used or not."""

    bucket: str
    base: Decimal
    cap: Decimal
    deducted: Decimal
    tax_before: Decimal
    tax_after: Decimal


@dataclass(frozen=True, slots=True)
class IndividualEstimate:
    """Totals are sums of the buckets' rounded figures; `rules` is the version of the rule file."""

    deducted: Decimal
    unused: Decimal
    tax_before: Decimal
    tax_after: Decimal
    saving: Decimal
    buckets: tuple[BucketEstimate, ...]
    uses: tuple[GiftUse, ...]
    best_order: tuple[Income, ...]
    best_saving: Decimal
    notes: tuple[Note, ...]
    rules: str


@dataclass(frozen=True, slots=True)
class Portion:
    """What belongs to the gifts of one year."""

    given_in: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class EnterpriseYearEstimate:
    """One year: `used` are limited gifts by the year given, `deducted` adds the targeted ones; no row of zero."""

    year: int
    limit: Decimal
    used: tuple[Portion, ...]
    deducted: Decimal
    carried: tuple[Portion, ...]
    expired: tuple[Portion, ...]


@dataclass(frozen=True, slots=True)
class EnterpriseEstimate:
    """One row a year, as given."""

    years: tuple[EnterpriseYearEstimate, ...]
    rules: str
