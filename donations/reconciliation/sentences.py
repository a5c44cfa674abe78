"""Why a line waits, or a row could not be read, in words: code -> sentence that says what to do next."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from marketplace.common import clock
from marketplace.common.naming import language
from marketplace.common.rule_data import rule
from marketplace.common.verdict import Sentence

DOUBTS: Final[dict[str, Sentence]] = {
    "NO_CODE": _("The remark holds no reference code. Look for a gift of this amount."),
    "CODE_UNKNOWN": _("The remark holds a reference code that we do not know. Look for a gift of this amount."),
    "ALREADY_PAID": _("The gift with this code is paid already. Assign it again as a second gift, or send it back."),
    "LATE": _("The gift with this code was closed before the money came. Assign it, and the gift is counted."),
    "AMOUNT_DIFFERS": _("The amount is another than announced. Assign it, and the gift becomes what arrived."),
    "SPLIT_DIFFERS": _("The remark names several gifts that do not add up to the line. Choose those that do."),
}
FAULTS: Final[dict[str, Sentence]] = {
    "SERIAL_UNCLEAR": _("The bank's serial number is missing or too long."),
    "SERIAL_CONFLICT": _("The serial number was read before with another day or amount. Ask your bank."),
    "OTHER_CURRENCY": _("The currency is not yuan. Book it outside this platform."),
    "AMOUNT_UNCLEAR": _("The amount cannot be read. Enter it with at most two decimals."),
    "DAY_UNCLEAR": _("The day cannot be read. Write it as 2026-11-02."),
    "DAY_IN_THE_FUTURE": _("The day lies in the future. Check it."),
}


def why(code: str) -> Sentence:
    """Why a line stands where it stands; a reason for setting aside comes from the rule data."""
    if not code or code in DOUBTS:
        return DOUBTS.get(code, "")
    return rule("donation.set_aside_reasons", on=clock.today()).entry(code).label(language())
