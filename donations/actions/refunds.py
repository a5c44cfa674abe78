"""Money goes back to the donor: asked for by one person, approved by another."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from donations.actions.locking import lock_gift, lock_programme
from donations.actions.refund_settlement import settle_refund
from donations.events import RefundApproved, RefundDeclined, RefundRedirected, RefundRequested
from donations.gateways.port import RefundStatus as ProviderStatus
from donations.models import Gateway, Gift, Payment, Refund
from donations.rules import may_approve_refund, may_handle_money
from donations.rules.wallets import refund_window_days, refund_window_is_over
from donations.states import REFUND_LIFECYCLE, REFUND_UNDECIDED, WITH_MONEY, GiftStatus, RefundStatus
from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.events import announce
from marketplace.common.money import format_yuan
from marketplace.common.references import new_reference
from marketplace.common.rule_data import RuleMissing, rule
from marketplace.common.verdict import DomainError


class RefundRefused(DomainError):
    """This cannot be given back; `code` says why."""

    code = "REFUND_REFUSED"


@transaction.atomic
def request_refund(*, by: User, gift: Gift, fen: int, reason: str) -> Refund:
    """Ask to give `fen` back; the money is not spent meanwhile. A gift made is final but for the listed reasons."""
    may_handle_money(by, gift.programme.charity).require()
    lock_programme(gift.programme_id)
    gift = lock_gift(gift.pk)
    _check(gift, fen, reason)
    reference = new_reference()
    refund = Refund.objects.create(
        reference=reference,
        payment=gift.payment,
        fen=fen,
        reason=reason,
        requested_by=by,
        by_transfer=gift.payment.gateway != Gateway.STRIPE,
        idempotency_key=f"{reference}:refund:1",
    )
    audit.record(by=by, verb="refund.request", subject=refund, detail={"fen": fen, "reason": reason})
    announce(RefundRequested(refund_id=refund.pk))
    return refund


@transaction.atomic
def approve_refund(*, by: User, refund: Refund) -> None:
    """The second person agrees; an online payment is then given back by the provider."""
    may_approve_refund(by, refund).require()
    REFUND_LIFECYCLE.advance(refund, "approve", by=by, decided_by=by, decided_at=clock.now())
    announce(RefundApproved(refund_id=refund.pk))


@transaction.atomic
def decline_refund(*, by: User, refund: Refund) -> None:
    """The second person does not agree: the gift stays as it was."""
    may_approve_refund(by, refund).require()
    REFUND_LIFECYCLE.advance(refund, "decline", by=by, decided_by=by, decided_at=clock.now())
    announce(RefundDeclined(refund_id=refund.pk))


@transaction.atomic
def redirect_refund(*, by: User, refund: Refund) -> None:
    """The provider could not give it back: the charity transfers it from its bank account instead.

    Somebody else than whoever asked for it agrees again, as the money now takes a way that nobody but us checks.
    """
    may_approve_refund(by, refund).require()
    gift = refund.payment.gift
    lock_programme(gift.programme_id)
    gift = lock_gift(gift.pk)
    if refund.payment.gateway != Gateway.STRIPE or refund.requested_by_id is None:
        raise RefundRefused(
            _("Only a refund that was asked for here can take another way. Ask for one on the gift's page."),
            code="REFUND_NOT_OURS",
        )
    _check_amount(gift, refund.fen)
    REFUND_LIFECYCLE.advance(refund, "redirect", by=by, by_transfer=True)
    announce(RefundRedirected(refund_id=refund.pk))


@transaction.atomic
def record_refund_paid(*, by: User, refund: Refund, serial: str) -> None:
    """The charity has transferred the money back itself; `serial` is the bank's number of that transfer."""
    may_handle_money(by, refund.payment.gift.programme.charity).require()
    if not is_to_be_transferred(refund) or not serial.strip():
        raise RefundRefused(
            _("Only an approved refund of a transfer is recorded here, with the bank's number."),
            code="REFUND_NOT_BY_TRANSFER",
        )
    provider_id = f"{refund.payment.account.reference}/{serial.strip()}"
    if Refund.objects.filter(provider_id=provider_id).exists():
        raise RefundRefused(_("This transfer is recorded already. Check its number."), code="SERIAL_USED")
    settle_refund(by=by, refund=refund, status=ProviderStatus.SUCCEEDED, provider_id=provider_id)


def is_to_be_transferred(refund: Refund) -> bool:
    """Whether the charity's own transfer is what the donor waits for."""
    approved = refund.status == RefundStatus.APPROVED and refund.payment.gateway != Gateway.STRIPE
    return approved or refund.status == RefundStatus.TRANSFER


def _check(gift: Gift, fen: int, reason: str) -> None:
    if gift.status not in WITH_MONEY | {GiftStatus.RED_LETTERED}:
        raise RefundRefused(_("Only a paid gift can be given back."), code="GIFT_NOT_REFUNDABLE")
    try:
        rule("donation.refund_reasons", on=clock.today()).entry(reason)
    except RuleMissing as error:
        raise RefundRefused(
            _("A gift is final. Choose one of the reasons for which the law lets it be given back."),
            code="REFUND_REASON_UNKNOWN",
        ) from error
    _check_amount(gift, fen)
    _check_window(gift.payment)


def _check_amount(gift: Gift, fen: int) -> None:
    undecided = gift.payment.refunds.filter(status__in=sorted(REFUND_UNDECIDED)).aggregate(fen=Sum("fen"))["fen"] or 0
    left = gift.fen - gift.refunded_fen - undecided
    if not 0 < fen <= left:
        raise RefundRefused(
            _("At most %(yuan)s yuan of this gift can be given back.") % {"yuan": format_yuan(left)},
            code="REFUND_TOO_LARGE",
        )


def _check_window(payment: Payment) -> None:
    """Wallets take money back for so many days only."""
    if refund_window_is_over(payment):
        raise RefundRefused(
            _("This wallet takes money back for %(days)s days only. Agree with the donor on a bank transfer.")
            % {"days": refund_window_days(payment, on=clock.today())},
            code="REFUND_WINDOW_OVER",
        )
