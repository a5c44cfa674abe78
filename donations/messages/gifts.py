"""Whom we tell what happens to a gift; every listener may run twice and says nothing a second time."""

from __future__ import annotations

import logging

from django.urls import reverse

from donations.actions.refunds import is_to_be_transferred
from donations.events import (
    BankLineSettled,
    GiftBegun,
    GiftClaimed,
    GiftDisputed,
    GiftPaid,
    GiftReceived,
    GiftRefunded,
    RefundApproved,
    RefundDeclined,
    RefundFailed,
    RefundRedirected,
    RefundRequested,
    StatementImported,
    TransferAnnounced,
    WebhookParked,
)
from donations.gateways.bank_transfer import shown
from donations.models import (
    DonationAttempt,
    Gift,
    PayeeAccount,
    Refund,
    StatementImport,
    StatementLine,
    WebhookEvent,
)
from donations.queries import finance_staff_of
from donations.reconciliation import match_waiting_lines
from donations.states import GiftStatus, LineStatus, RefundStatus
from marketplace.accounts.models import User
from marketplace.common.money import display_amount
from marketplace.notifications.actions import Params, finish_work, open_work, owe_mail, tell_once
from marketplace.publications.events import WordsPublished, WordsReturned
from marketplace.publications.models import Publication
from marketplace.publications.states import Kind, PublicationStatus

log = logging.getLogger("zhulin.payments")

CONFIRM, AGREE, DECIDE, PAY_BACK, LINES = (
    "gift_to_confirm", "gift_agreement", "refund_to_decide", "refund_to_pay", "bank_lines",
)  # fmt: skip


def answer_announcement(event: GiftBegun) -> None:
    """A donor who wants a written agreement gets one: it waits for the charity (Charity Law Art.39)."""
    gift = _gift(event.gift_id)
    if gift.agreement_requested and gift.status == GiftStatus.INTENT:
        for person in finance_staff_of(gift.programme.charity_id, with_managers=True):
            _let_do(person, AGREE, gift, subject_of(gift), _address(gift))


def send_transfer_details(event: TransferAnnounced) -> None:
    """The code and the way to the account, so that the donor need not keep the page open."""
    attempt = DonationAttempt.objects.select_related("gift__programme__charity", "gift__donor").get(pk=event.attempt_id)
    params = {"code": shown(attempt.transfer_code or "")}
    _mail(attempt.gift, "gift_transfer", params, once=attempt.reference)


def thank_for_payment(event: GiftPaid) -> None:
    """The donor's acknowledgement; the charity's finance staff are asked to confirm the money."""
    gift = _gift(event.gift_id)
    _mail(gift, "gift_paid_twice" if gift.duplicate_of_id else "gift_paid", {}, once=gift.reference)
    if gift.status == GiftStatus.PAID:
        for person in finance_staff_of(gift.programme.charity_id):
            _let_do(person, CONFIRM, gift, subject_of(gift), _address(gift))


def tell_of_confirmation(event: GiftReceived) -> None:
    """The charity has the money; nobody waits to confirm it any more."""
    gift = _gift(event.gift_id)
    finish_work(CONFIRM, subject=subject_of(gift))
    _mail(gift, "gift_received", {}, once=gift.reference)


def tell_of_claim(event: GiftClaimed) -> None:
    """Whoever claimed a platform's gift gets the link to it by mail too, if an address was given."""
    gift = _gift(event.gift_id)
    _mail(gift, "gift_received", {}, once=gift.reference)


def tell_of_refund(event: GiftRefunded) -> None:
    """How much went back; nobody waits for it any more."""
    refund, gift = Refund.objects.get(pk=event.refund_id), _gift(event.gift_id)
    finish_work(PAY_BACK, subject=f"refund:{refund.reference}")
    if gift.status == GiftStatus.REFUNDED:
        finish_work(CONFIRM, subject=subject_of(gift))
    params = {"given_back": display_amount(refund.fen, gift.language)}
    _mail(gift, "gift_refunded", params, once=f"{refund.reference}:{refund.round}")


def ask_second_person(event: RefundRequested) -> None:
    """Whoever may decide on the refund, except the one who asked."""
    refund = _refund(event.refund_id)
    if refund.status != RefundStatus.REQUESTED:
        return
    gift = refund.payment.gift
    deciders = finance_staff_of(gift.programme.charity_id, with_managers=True)
    for person in deciders.exclude(pk=refund.requested_by_id or 0):
        _let_do(person, DECIDE, gift, f"refund:{refund.reference}", _page_of(refund))


def follow_decision(event: RefundApproved | RefundDeclined) -> None:
    """Nobody waits to decide; an approved refund of a transfer waits to be paid by the charity."""
    refund = _refund(event.refund_id)
    finish_work(DECIDE, subject=f"refund:{refund.reference}")
    _ask_to_transfer(refund)


def ask_to_transfer(event: RefundRedirected) -> None:
    """What the provider could not give back waits to be transferred by the charity."""
    _ask_to_transfer(_refund(event.refund_id))


def _ask_to_transfer(refund: Refund) -> None:
    if is_to_be_transferred(refund):
        gift = refund.payment.gift
        for person in finance_staff_of(gift.programme.charity_id):
            _let_do(person, PAY_BACK, gift, f"refund:{refund.reference}", _page_of(refund))


def warn_of_failed_refund(event: RefundFailed) -> None:
    """The money did not reach the donor: the charity must find another way."""
    gift = _refund(event.refund_id).payment.gift
    _notify_staff(gift, "refund_failed")


def warn_of_dispute(event: GiftDisputed) -> None:
    """The charity answers to its provider within days."""
    _notify_staff(_gift(event.gift_id), "gift_disputed")


def look_after_statement(event: StatementImported) -> None:
    """Match what a crash left unmatched, then let the finance staff know what waits for them."""
    imported = StatementImport.objects.select_related("account__organisation").get(pk=event.import_id)
    match_waiting_lines(imported)
    waiting = _lines_waiting(imported.account)
    if waiting:
        for person in finance_staff_of(imported.account.organisation_id):
            params: Params = {"count": waiting}
            open_work(
                person,
                LINES,
                subject=_lines_of(imported.account),
                url=reverse("bank_lines"),
                params=params,
                acting_for=imported.account.organisation.reference,
            )


def close_line_queue(event: BankLineSettled) -> None:
    """The last line of a queue is settled: nobody waits for it any more."""
    account = StatementLine.objects.select_related("account").get(pk=event.line_id).account
    if not _lines_waiting(account):
        finish_work(LINES, subject=_lines_of(account))


def alarm_about_webhook(event: WebhookParked) -> None:
    """News about money that nobody could place: the operator must look."""
    parked = WebhookEvent.objects.get(pk=event.webhook_id)
    log.error("webhook parked", extra={"webhook_type": parked.event_type, "reason": parked.reason})


def tell_donor_of_dedication(event: WordsPublished | WordsReturned) -> None:
    """Whoever dedicated a gift has no inbox here: an e-mail says where the words stand."""
    words = Publication.objects.get(pk=event.publication_id)
    kind = {PublicationStatus.PUBLISHED: "dedication_shown", PublicationStatus.RETURNED: "dedication_returned"}
    mail = kind.get(PublicationStatus(words.status))
    if words.kind == Kind.DEDICATION and mail is not None:
        gift = _gift(Gift.objects.values_list("pk", flat=True).get(reference=words.subject_reference))
        _mail(gift, mail, {}, once=f"{words.reference}:{words.version}")


def _let_do(person: User, kind: str, gift: Gift, subject: str, url: str) -> None:
    """Work about a gift, done in the charity's name."""
    open_work(person, kind, subject=subject, url=url, acting_for=gift.programme.charity.reference)


def subject_of(gift: Gift) -> str:
    """How work items name a gift."""
    return f"gift:{gift.reference}"


def _mail(gift: Gift, kind: str, params: Params | dict[str, str], *, once: str) -> None:
    """To the donor, if there is an address; only references and amounts wait in the outbox."""
    recipient = gift.donor.email
    if not recipient:
        return
    programme = gift.programme
    chinese = gift.language.startswith("zh")
    common: Params = {
        "gift": gift.reference,
        "amount": display_amount(gift.fen, gift.language),
        "programme": programme.name if chinese else programme.name_en or programme.name,
        "charity": programme.charity.name if chinese else programme.charity.name_en or programme.charity.name,
        "waived": int(gift.waived),
    }
    owe_mail(
        kind=kind, recipient=recipient, params={**common, **params}, language=gift.language, once_key=f"{kind}:{once}"
    )


def _notify_staff(gift: Gift, kind: str) -> None:
    tell_once(finance_staff_of(gift.programme.charity_id), kind, {}, _address(gift))


def _gift(key: int) -> Gift:
    return Gift.objects.select_related("programme__charity", "donor").get(pk=key)


def _refund(key: int) -> Refund:
    return Refund.objects.select_related("payment__gift__programme__charity").get(pk=key)


def _address(gift: Gift) -> str:
    return reverse("partner_gift", args=[gift.reference])


def _page_of(refund: Refund) -> str:
    return reverse("refund", args=[refund.reference])


def _lines_waiting(account: PayeeAccount) -> int:
    return account.lines.filter(status__in=[LineStatus.UNKNOWN, LineStatus.MISMATCH]).count()


def _lines_of(account: PayeeAccount) -> str:
    return f"account:{account.reference}"
