"""Tax rules as data: one reviewed TOML file for each jurisdiction and year, each figure with source and validity."""

from donations.tax.rules.loading import load_rules, newest_rules
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

__all__ = [
    "Bracket",
    "CategoryKind",
    "EnterpriseRules",
    "FullDeduction",
    "IndividualRules",
    "Origin",
    "Rules",
    "Schedule",
    "Valuation",
    "load_rules",
    "newest_rules",
]
