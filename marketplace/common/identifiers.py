"""Is this a resident number, a credit code, a card number? A verdict with a sentence that never repeats the number."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from marketplace.common import checksums, clock
from marketplace.common.verdict import YES, DomainError, Verdict, no

FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
CARD_FORM: Final = re.compile(r"[0-9]{13,19}")
SHOWN_AT_THE_END: Final = 4


class NotAnIdentifier(DomainError):
    """Something was asked of a number that did not pass its own check."""

    code = "NOT_AN_IDENTIFIER"


def normalise_identifier(text: str) -> str:
    """What is stored and compared: half width, upper case, without space at the ends."""
    return text.translate(FULL_WIDTH).strip().upper()


def resident_id(text: str) -> Verdict:
    """GB 11643, 18 characters, born on a real day not after today; the 15-digit form ended in 2013 and is refused."""
    number = normalise_identifier(text)
    if checksums.gb11643_old_ok(number):
        return no(_("This is an old number of 15 digits. Enter the resident ID number of 18."), code="RESIDENT_ID_OLD")
    if not checksums.RESIDENT_18.fullmatch(number) or not checksums.real_date(number[6:14]):
        return no(
            _("A resident ID number has 18 characters and holds a real date of birth. Check it against the card."),
            code="RESIDENT_ID_FORM",
        )
    if not checksums.gb11643_ok(number):
        return no(
            _("The last character does not fit this resident ID number. Check it against the card."),
            code="RESIDENT_ID_CHECK",
        )
    if _born(number) > clock.today():
        return no(_("The date of birth in this resident ID number lies in the future."), code="RESIDENT_ID_FUTURE")
    return YES


def credit_code(text: str) -> Verdict:
    """GB 32100, 18 characters, with the organisation code of GB 11714 inside."""
    code = normalise_identifier(text)
    if not checksums.GB32100_FORM.fullmatch(code):
        return no(
            _("A unified social credit code has 18 digits and capital letters, without I, O, S, V and Z."),
            code="CREDIT_CODE_FORM",
        )
    if not checksums.gb32100_ok(code):
        return no(
            _("The check characters do not fit this unified social credit code. Check it against the certificate."),
            code="CREDIT_CODE_CHECK",
        )
    return YES


def bank_card(text: str) -> Verdict:
    """13 to 19 digits, in groups or not, that pass Luhn."""
    digits = re.sub(r"[ -]", "", normalise_identifier(text))
    if not CARD_FORM.fullmatch(digits):
        return no(_("A bank card number has 13 to 19 digits."), code="BANK_CARD_FORM")
    if not checksums.luhn_ok(digits):
        return no(
            _("The last digit does not fit this bank card number. Check it against the card."), code="BANK_CARD_CHECK"
        )
    return YES


def birth_date(number: str) -> date:
    """The day of birth in a resident number; raises `NotAnIdentifier` for anything else."""
    return _born(_checked(number))


def is_male(number: str) -> bool:
    """Whether the sequence digit of a resident number is odd; raises `NotAnIdentifier` for anything else."""
    return int(_checked(number)[16]) % 2 == 1


def _checked(number: str) -> str:
    verdict = resident_id(number)
    if not verdict:
        raise NotAnIdentifier(verdict.reason, code=verdict.code)
    return normalise_identifier(number)


def _born(number: str) -> date:
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def mask_identifier(text: str) -> str:
    """Stars for all but the last four characters; all stars when fewer than half of the text would be hidden."""
    hidden = len(text) - SHOWN_AT_THE_END
    if hidden < SHOWN_AT_THE_END:
        return "*" * len(text)
    return "*" * hidden + text[hidden:]
