"""Which entry each fact about money makes (民间非营利组织会计制度 in brief).

payment        bank or clearing   <- restricted, pending
confirmation   pending            <- restricted, available
provider's fee fees               <- clearing             (the charity's own cost, never the fund's)
platform gift  platform           <- restricted, pending  (and confirmed at once; its fee as above, from the platform)
settlement     bank               <- platform
spending       spending           <- bank;   available    <- released from restriction
refund         pending or available <- bank or clearing
dispute        as a refund, while the payer's bank holds the money
"""

from __future__ import annotations

from donations.ledger.accounts import account_of_charity, account_of_programme
from donations.ledger.posting import Cause, MoveOf, is_posted, post, reverse
from donations.models import Dispute, Entry, Gateway, Gift, LedgerAccount, Payment, PlatformSettlement, Refund, Spending
from donations.models.ledger import AccountKind

KIND_OF = {
    Gateway.BANK_TRANSFER: AccountKind.BANK,
    Gateway.STRIPE: AccountKind.CLEARING,
    Gateway.PLATFORM: AccountKind.PLATFORM,
}
"""Where the money lies that came by a gateway."""


def cause_of_payment(payment: Payment) -> Cause:
    """The attempt, so that one attempt can never bring two entries; an imported gift has none."""
    if payment.attempt is None:
        return Cause("import", payment.reference)
    return Cause("attempt", payment.attempt.reference)


def cause_of_refund(refund: Refund) -> Cause:
    """Each round of its own: money that bounced may be given back again."""
    return Cause("refund", f"{refund.reference}:{refund.round}")


def book_payment(payment: Payment) -> Entry:
    """The money is there, not confirmed by the charity yet."""
    pending = account_of_programme(payment.gift.programme, AccountKind.PENDING, payment.currency)
    return post(cause=cause_of_payment(payment), moves=[MoveOf(money_account(payment), pending, payment.fen)])


def book_confirmation(gift: Gift) -> Entry:
    """The charity confirmed what is left of the gift: it may be used now."""
    fen = gift.fen - gift.refunded_fen
    pending = account_of_programme(gift.programme, AccountKind.PENDING, gift.currency)
    available = account_of_programme(gift.programme, AccountKind.AVAILABLE, gift.currency)
    return post(cause=Cause("confirmation", gift.reference), moves=[MoveOf(pending, available, fen)])


def book_fee(payment: Payment, fee_fen: int) -> None:
    """What the provider kept; booked once, nothing for nothing."""
    cause = Cause("fee", payment.reference)
    if fee_fen and not is_posted(cause):
        fees = account_of_charity(payment.account.organisation_id, AccountKind.FEES, payment.currency)
        post(cause=cause, moves=[MoveOf(fees, money_account(payment), fee_fen)])


def book_settlement(payout: PlatformSettlement) -> Entry:
    """The platform paid out to the charity's own bank account."""
    bank = account_of_charity(payout.charity_id, AccountKind.BANK)
    platform = account_of_charity(payout.charity_id, AccountKind.PLATFORM)
    return post(cause=Cause("settlement", payout.reference), moves=[MoveOf(bank, platform, payout.fen)])


def book_spending(spending: Spending) -> Entry:
    """The money left the bank, and the same amount is no longer restricted."""
    programme, currency = spending.programme, spending.currency
    spent = account_of_programme(programme, AccountKind.SPENT, currency)
    available = account_of_programme(programme, AccountKind.AVAILABLE, currency)
    released = account_of_programme(programme, AccountKind.RELEASED, currency)
    bank = account_of_charity(programme.charity_id, AccountKind.BANK, currency)
    return post(
        cause=Cause("spending", spending.reference),
        moves=[MoveOf(spent, bank, spending.fen), MoveOf(available, released, spending.fen)],
    )


def book_refund(refund: Refund) -> Entry:
    """The money went back to the donor."""
    payment = refund.payment
    return post(
        cause=cause_of_refund(refund),
        moves=[MoveOf(fund_account(payment.gift), paid_from(refund), refund.fen)],
        because=refund.reason,
    )


def unbook_refund(refund: Refund) -> None:
    """The money bounced and is there again; if the gift was confirmed meanwhile, this part is confirmed with it."""
    cause, gift = cause_of_refund(refund), refund.payment.gift
    entry = Entry.objects.get(cause_kind=cause.kind, cause_reference=cause.reference)
    reverse(entry, because="refund_failed")
    came_from = entry.moves.select_related("debit").get().debit
    if came_from.kind == AccountKind.PENDING and gift.received_at:
        move = MoveOf(came_from, fund_account(gift), refund.fen)
        post(cause=Cause("confirmation", cause.reference), moves=[move])


def book_dispute(dispute: Dispute) -> Entry:
    """The payer's bank took the money back for the time being."""
    payment = dispute.payment
    return post(
        cause=Cause("dispute", dispute.reference),
        moves=[MoveOf(fund_account(payment.gift), money_account(payment), dispute.fen)],
    )


def unbook_dispute(dispute: Dispute) -> Entry:
    """The charity was right: the money is back."""
    entry = Entry.objects.get(cause_kind="dispute", cause_reference=dispute.reference)
    return reverse(entry, because="dispute_won")


def money_account(payment: Payment) -> LedgerAccount:
    """Where the money of this payment lies."""
    return account_of_charity(payment.account.organisation_id, KIND_OF[Gateway(payment.gateway)], payment.currency)


def paid_from(refund: Refund) -> LedgerAccount:
    """Where the money of a refund leaves: the way it came, or the charity's bank account."""
    if not refund.by_transfer:
        return money_account(refund.payment)
    return account_of_charity(refund.payment.account.organisation_id, AccountKind.BANK, refund.payment.currency)


def fund_account(gift: Gift) -> LedgerAccount:
    """The side of the fund this gift stands on: available once the charity confirmed it."""
    kind = AccountKind.AVAILABLE if gift.received_at else AccountKind.PENDING
    return account_of_programme(gift.programme, kind, gift.currency)
