"""Why a row of a platform's file cannot be counted: a sentence for each code, naming no value."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.common.verdict import Sentence

FAULTS: dict[str, Sentence] = {
    "FORMULA": _("begins like a formula; enter plain text or a plain number"),
    "OTHER_CAMPAIGN": _("belongs to another campaign; send each campaign's rows with that campaign"),
    "KIND_UNCLEAR": _("is none of the words that may stand here"),
    "NUMBER_UNCLEAR": _("is not a number of the platform: 4 to 64 letters, digits, hyphens"),
    "DAY_UNCLEAR": _("is not a day like 2026-12-01"),
    "DAY_IN_THE_FUTURE": _("lies in the future"),
    "OUTSIDE_CAMPAIGN": _("lies outside the days of the campaign"),
    "AMOUNT_UNCLEAR": _("is not an amount in yuan above zero with at most two decimals"),
    "FEE_OF_A_GIFT_ONLY": _("only a gift has a fee"),
    "FEE_ABOVE_AMOUNT": _("the fee is larger than the gift"),
    "TEXT_UNCLEAR": _("is too long or holds characters that cannot be shown"),
    "IDENTIFIER_UNCLEAR": _("a company needs its credit code; a resident ID number must be right"),
    "TWICE_IN_THE_FILE": _("stands in the file twice"),
    "ORDER_CONFLICT": _("was counted before with another amount, day or campaign; compare with the platform"),
    "SETTLEMENT_CONFLICT": _("was counted before with another amount or day; compare with the platform"),
    "REFUND_CONFLICT": _("was counted before for another order or amount; compare with the platform"),
    "ORDER_UNKNOWN": _("no gift of this order was counted; send in the file with the gift first"),
    "REFUND_TOO_LARGE": _("more goes back than is left of the gift"),
}
