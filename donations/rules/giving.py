"""May this gift be made, and paid this way?"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from donations.models import DonorKind, Gateway, Gift, PayeeAccount, Programme
from donations.rules.modes import decide
from donations.rules.programmes import provider_is_available
from donations.states import AttemptStatus, GiftStatus
from marketplace.common.detectors import Kind, scan
from marketplace.common.identifiers import credit_code, resident_id
from marketplace.common.money import format_yuan
from marketplace.common.rule_data import rule
from marketplace.common.verdict import YES, Verdict, first_refusal, no

LONGEST_NAME: Final = 100
LONGEST_MESSAGE: Final = 500
NAMES: Final = frozenset({Kind.NAME, Kind.EMPLOYER, Kind.SCHOOL, Kind.MEDICAL_INSTITUTION})
"""What a public name may well be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftWish:
    """What a donor fills in. `public_name` empty: anonymous. `identifier`: credit code or resident ID number."""

    fen: int
    donor_kind: DonorKind = DonorKind.PERSON
    receipt_name: str = ""
    identifier: str = ""
    email: str = ""
    waived: bool = False
    agreement_requested: bool = False
    public_name: str = ""
    message: str = ""
    language: str = "zh-hans"


def may_begin(programme: Programme, wish: GiftWish, *, on: date) -> Verdict:
    """Whether the programme may take gifts now and the wish is complete."""
    return may_be_given_to(programme, on=on).and_then(wish_is_complete(wish, on=on))


def may_be_given_to(programme: Programme, *, on: date) -> Verdict:
    """Whether the decision on the programme lets this site take gifts: what the giving page shows."""
    return decide(programme, on=on).here


def wish_is_complete(wish: GiftWish, *, on: date) -> Verdict:
    """Amount, receipt name or waiver, a company's credit code, a clean e-mail address."""
    return first_refusal(
        amount_is_possible(wish.fen, on=on),
        receipt_is_settled(wish),
        texts_are_clean(wish),
    )


def amount_is_possible(fen: int, *, on: date) -> Verdict:
    """From the smallest gift to the largest that needs no agreement."""
    least = int(rule("donation.minimum_fen", on=on).value)
    most = int(rule("donation.maximum_transfer_fen", on=on).value)
    if fen < least:
        return no(
            _("The smallest gift is %(yuan)s yuan. Enter a larger amount.") % {"yuan": format_yuan(least)},
            code="AMOUNT_TOO_SMALL",
        )
    if fen > most:
        return no(
            _("Gifts above %(yuan)s yuan are agreed with the charity in writing. Please contact it.")
            % {"yuan": format_yuan(most)},
            code="AMOUNT_NEEDS_AGREEMENT",
        )
    return YES


def receipt_is_settled(wish: GiftWish) -> Verdict:
    """A name for the receipt or its waiver; a company's number always, a person's where it is given."""
    if wish.waived:
        return YES
    if not wish.receipt_name.strip():
        return no(_("Enter the name for the receipt, or say that you want none."), code="RECEIPT_NAME_OR_WAIVER")
    if wish.donor_kind == DonorKind.COMPANY:
        return credit_code(wish.identifier)
    return resident_id(wish.identifier) if wish.identifier.strip() else YES


def texts_are_clean(wish: GiftWish) -> Verdict:
    """Short single lines without control characters; a public name that is one, not a telephone number."""
    lines = (wish.receipt_name, wish.identifier, wish.email, wish.public_name)
    if any(has_control(line) or len(line) > LONGEST_NAME for line in lines) or len(wish.message) > LONGEST_MESSAGE:
        return no(_("One of the fields is too long or holds characters that cannot be shown."), code="TEXT_UNCLEAR")
    if wish.email and not is_email(wish.email):
        return no(_("Check the e-mail address, or leave it empty."), code="EMAIL_UNCLEAR")
    if any(
        finding.kind not in {"name", "employer", "school", "medical_institution"} for finding in scan(wish.public_name)
    ):
        return no(
            _("The name shown in public holds a number or an address. Enter a name only, or leave it empty."),
            code="PUBLIC_NAME_UNCLEAR",
        )
    return YES


def may_pay_online(gift: Gift, account: PayeeAccount | None, *, on: date) -> Verdict:
    """Still unpaid, the charity takes online payments, and the amount fits a wallet."""
    most = int(rule("donation.maximum_online_fen", on=on).value)
    if gift.fen > most:
        too_large = no(
            _("Online payment takes up to %(yuan)s yuan. Please give by bank transfer.") % {"yuan": format_yuan(most)},
            code="AMOUNT_TOO_LARGE_ONLINE",
        )
        return is_unpaid(gift).and_then(too_large)
    available = provider_is_available(account, Gateway.STRIPE, mainland_allowed=settings.EMBEDDED)
    return first_refusal(is_unpaid(gift), may_be_given_to(gift.programme, on=on), available)


def may_pay_by_transfer(gift: Gift, account: PayeeAccount | None, *, on: date) -> Verdict:
    """Still unpaid, and the charity has recorded its bank account."""
    available = provider_is_available(account, Gateway.BANK_TRANSFER, mainland_allowed=True)
    return first_refusal(
        is_unpaid(gift), nothing_is_on_its_way(gift), may_be_given_to(gift.programme, on=on), available
    )


def nothing_is_on_its_way(gift: Gift) -> Verdict:
    """While the bank still thinks about one payment, a second way would only pay twice."""
    if not gift.attempts.filter(status=AttemptStatus.PENDING).exists():
        return YES
    return no(_("Your payment is on its way. Please wait until it has arrived."), code="PAYMENT_ON_ITS_WAY")


def is_unpaid(gift: Gift) -> Verdict:
    """Only an announced gift can be paid."""
    if gift.status == GiftStatus.INTENT:
        return YES
    return no(_("This gift is paid or closed already. Begin a new one if you want to give more."), code="GIFT_NOT_OPEN")


def is_email(text: str) -> bool:
    """Whether Django would send to it."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def has_control(text: str) -> bool:
    """Line breaks, direction marks and the like: they forge mail headers and reverse names."""
    return any(unicodedata.category(sign) in {"Cc", "Cf", "Zl", "Zp"} for sign in text)
