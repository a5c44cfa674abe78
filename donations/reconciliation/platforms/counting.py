"""Count a platform's file: gifts into the programme, refunds out of it, payouts onto the charity's account."""

from __future__ import annotations

import base64
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from donations.actions.coverage import cover_spendings
from donations.actions.giving import new_gift
from donations.actions.locking import lock_programme
from donations.actions.refund_settlement import settle_refund
from donations.events import GiftReceived
from donations.gateways.port import RefundStatus as ProviderStatus
from donations.ledger.bookings import book_confirmation, book_fee, book_payment, book_settlement
from donations.models import Gateway, Gift, PayeeAccount, Payment, PlatformFile, PlatformOrder, Refund
from donations.models.platforms import PlatformSettlement
from donations.queries import open_account
from donations.reconciliation.platforms.files import PlatformFileRefused, compared, note
from donations.reconciliation.platforms.knowing import provider_id
from donations.reconciliation.platforms.rows import GIFT, REFUND, PlatformRow
from donations.rules.people import may_import_platform_file
from donations.states import GIFT_LIFECYCLE, PLATFORM_FILE_LIFECYCLE, PlatformFileStatus, RefundStatus
from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.clock import CITY_ZONE
from marketplace.common.events import announce

MADE_ON_PLATFORM = "made_on_platform"
"""The reason of a refund that the platform made."""
NOON = time(12)
"""A file names days, not hours."""


@transaction.atomic
def count_platform_file(*, by: User, tried: PlatformFile) -> None:
    """Count every row or none; what the books hold already changes nothing. Raises `PlatformFileRefused`.

    The rows are compared with the books again under the programme's lock: two files at a time wait for each other.
    """
    campaign = tried.campaign
    may_import_platform_file(by, campaign.programme.charity).require()
    programme = lock_programme(campaign.programme_id)
    tried = PlatformFile.objects.select_for_update(no_key=True).get(pk=tried.pk)
    _check(tried)
    account = _bank_account(tried)
    _rows, result = compared(base64.b64decode(tried.content), campaign)
    if result.faults:
        raise _books_changed()
    if not result.fresh:
        raise PlatformFileRefused(
            _("Everything in this file is counted already; nothing is to be done."), code="NOTHING_NEW"
        )
    note(tried, result)
    counts = {name: getattr(tried, name) for name in (
        "gifts", "refunds", "settlements", "known", "gift_fen", "fee_fen", "refund_fen", "settled_fen"
    )}  # fmt: skip
    PLATFORM_FILE_LIFECYCLE.advance(tried, "count", by=by, content="", decided_at=clock.now(), **counts)
    for row in result.fresh:
        if row.kind == GIFT:
            _count_gift(by, tried, account, row)
    cover_spendings(by=by, programme=programme)
    for row in result.fresh:
        if row.kind == REFUND:
            _count_refund(by, tried, row)
        elif row.kind != GIFT:
            _count_payout(tried, row)


def _check(tried: PlatformFile) -> None:
    if tried.status != PlatformFileStatus.TRIED:
        raise PlatformFileRefused(_("This file was counted or put aside already."), code="FILE_DECIDED")
    if tried.faults:
        raise PlatformFileRefused(
            _("Rows of this file cannot be counted, so none is. Mend them and send the file in again."),
            code="ROWS_FAULTY",
        )


def _bank_account(tried: PlatformFile) -> PayeeAccount:
    account = open_account(tried.campaign.programme.charity_id, Gateway.BANK_TRANSFER)
    if account is None:
        raise PlatformFileRefused(
            _("The platform pays out to the charity's own bank account. Record that account first."),
            code="ACCOUNT_NOT_CHARITY",
        )
    return account


def _count_gift(by: User, tried: PlatformFile, account: PayeeAccount, row: PlatformRow) -> None:
    """It starts at received: the platform has the money and stands for it (domain.md §8, states)."""
    campaign, given_at = tried.campaign, _noon(row.on)
    gift = new_gift(programme=campaign.programme, wish=row.wish())
    GIFT_LIFECYCLE.advance(gift, "pay", by=by, paid_at=given_at, channel=Gateway.PLATFORM)
    payment = _payment(gift, account, tried, row)
    book_payment(payment)
    book_fee(payment, row.fee_fen)
    GIFT_LIFECYCLE.advance(gift, "receive", by=by, received_at=clock.now())
    book_confirmation(gift)
    PlatformOrder.objects.create(
        platform=campaign.platform,
        number=row.number,
        campaign=campaign,
        counted_with=tried,
        payment=payment,
        given_on=row.on,
    )
    announce(GiftReceived(gift_id=gift.pk))


def _payment(gift: Gift, account: PayeeAccount, tried: PlatformFile, row: PlatformRow) -> Payment:
    """The order as a payment; refused when the file of another campaign took its number in this very moment."""
    try:
        with transaction.atomic():
            return Payment.objects.create(
                gift=gift,
                account=account,
                gateway=Gateway.PLATFORM,
                provider_id=provider_id(tried.campaign, row.number),
                fen=row.fen,
                method=tried.campaign.platform,
                paid_at=_noon(row.on),
                fee_fen=row.fee_fen,
            )
    except IntegrityError as error:
        raise _books_changed() from error


def _books_changed() -> PlatformFileRefused:
    return PlatformFileRefused(
        _("The books have changed since this file was looked at. Send it in again."), code="ROWS_FAULTY"
    )


def _count_refund(by: User, tried: PlatformFile, row: PlatformRow) -> None:
    payment = Payment.objects.get(gateway=Gateway.PLATFORM, provider_id=provider_id(tried.campaign, row.number))
    refund = Refund.objects.create(
        payment=payment,
        fen=row.fen,
        reason=MADE_ON_PLATFORM,
        provider_id=provider_id(tried.campaign, row.refund_number),
        idempotency_key=f"platform:{provider_id(tried.campaign, row.refund_number)}",
        status=RefundStatus.APPROVED,
    )
    settle_refund(by=by, refund=refund, status=ProviderStatus.SUCCEEDED)


def _count_payout(tried: PlatformFile, row: PlatformRow) -> None:
    payout = PlatformSettlement.objects.create(
        charity=tried.campaign.programme.charity,
        platform=tried.campaign.platform,
        number=row.number,
        counted_with=tried,
        fen=row.fen,
        settled_on=row.on,
    )
    book_settlement(payout)


def _noon(day: date) -> datetime:
    return datetime.combine(day, NOON, tzinfo=CITY_ZONE)
