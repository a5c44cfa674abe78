"""What a donation saves in tax: a pure estimate on stated facts, no tax advice.

The figures live in rules/<jurisdiction>_<year>.toml, each with its source, evidence tag and validity: [LAW] official
text read, [SRC] excerpt or secondary source read, [TBC-H] and [TBC-M] to be confirmed with high and medium confidence,
[DESIGN] our convention. The tax authority and the law in force decide, not this package.

Sources of what the code itself does (not the figures):
individuals   IIT Law Art. 6 and Regulations Art. 19 [LAW]: limit on taxable income before the donation, full deduction
              prevails; 财政部 税务总局公告2019年第99号 [SRC]: buckets, order, months, no carry-over, assessed business.
enterprises   CIT Law Art. 9, Regulations Art. 51-53 [LAW], 财税〔2018〕15号 (oldest first [TBC-H]): limit, carry.
rounding      half up to the fen, at caps and final taxes only [DESIGN].

Amounts are `Decimal` yuan (`amounts.fen` and `amounts.yuan` convert to and from the ledger's unit). Nothing here
imports the web framework, reads a clock, or stores anything; above all no income.
"""

from donations.tax.deadlines import ReceiptDeadlines, receipt_deadlines
from donations.tax.enterprise import estimate_enterprise
from donations.tax.estimates import (
    BucketEstimate,
    EnterpriseEstimate,
    EnterpriseYearEstimate,
    GiftUse,
    IndividualEstimate,
    Note,
    Portion,
)
from donations.tax.estimator import estimate_company_gift, estimate_person_gift
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
from donations.tax.refusals import EstimateRefused, FairValueNotProved, NoRules
from donations.tax.rules import Rules, load_rules, newest_rules
from donations.tax.valuation import GiftToValue, value_gift
from donations.tax.wages import AtWithholding, GrossIncome, deduct_at_withholding, taxable_comprehensive

__all__ = [
    "DEFAULT_ORDER",
    "AtWithholding",
    "BucketEstimate",
    "BusinessIncome",
    "CategoryIncome",
    "Donation",
    "Enterprise",
    "EnterpriseEstimate",
    "EnterpriseYear",
    "EnterpriseYearEstimate",
    "EstimateRefused",
    "FairValueNotProved",
    "GiftToValue",
    "GiftUse",
    "GrossIncome",
    "Income",
    "Individual",
    "IndividualEstimate",
    "NoRules",
    "Note",
    "Portion",
    "ReceiptDeadlines",
    "Rules",
    "Treatment",
    "deduct_at_withholding",
    "estimate_company_gift",
    "estimate_enterprise",
    "estimate_individual",
    "estimate_person_gift",
    "load_rules",
    "newest_rules",
    "receipt_deadlines",
    "taxable_comprehensive",
    "value_gift",
]
