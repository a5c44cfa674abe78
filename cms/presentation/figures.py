"""Amounts and counts as they may be shown."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marketplace.common import clock
from marketplace.common.money import display_amount, format_yuan
from marketplace.common.rule_data import rule


def say_amount(fen: int) -> str:
    """The amount with two decimals and its unit, in the reader's language."""
    return display_amount(fen, get_language() or "zh-hans")


def amount_element(fen: int) -> SafeString:
    """`<data>` with the decimal string in yuan, so that a machine reads what a person reads."""
    return format_html('<data class="money" value="{}">{}</data>', format_yuan(fen), say_amount(fen))


def small_number_threshold() -> int:
    """Counts of people below this are not shown (rule `anonymity.small_number_threshold`)."""
    return int(rule("anonymity.small_number_threshold", on=clock.today()).value)


def is_small(count: int) -> bool:
    """Zero is small too: that a district has nobody is also a finding about somebody."""
    return count < small_number_threshold()


def say_count(count: int) -> str:
    """The count with separators, or "fewer than 11"."""
    threshold = small_number_threshold()
    return _("fewer than %(threshold)d") % {"threshold": threshold} if count < threshold else f"{count:,}"
