"""The provider only hints: a signed message is stored, answered at once, and looked into afterwards."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F

from donations.actions.checkout import SettlementMismatch, adopt_session, settle_attempt
from donations.actions.disputes import open_dispute
from donations.actions.payees import refresh_account
from donations.actions.refund_settlement import settle_refunds_of
from donations.events import WebhookParked, WebhookStored
from donations.gateways.inbox import store_fact
from donations.gateways.port import GatewayRefused
from donations.gateways.stripe.factory import gateway_from_settings
from donations.gateways.stripe.webhooks import parse_webhook
from donations.models import DonationAttempt, Gateway, PayeeAccount, Payment, WebhookEvent
from donations.states import INBOX_LIFECYCLE, InboxStatus
from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.actors import SystemActor
from marketplace.common.events import announce

WEBHOOK = SystemActor("webhook")
DELAYED_PAYMENT_FAILED = "checkout.session.async_payment_failed"


class Unclear(Exception):
    """Nobody knows what the event is about: it is parked under this code."""


class NotOurs(Exception):
    """The event says nothing that we act on: it is ignored under this code."""


def receive_webhook(*, payload: bytes, signature: str | None) -> WebhookEvent:
    """Check and store a message; the answer to its sender is 200 whatever it is about.

    Raises `WebhookRejected` with the HTTP status to answer.
    """
    fact = parse_webhook(payload, signature, settings.STRIPE_WEBHOOK_SECRETS, clock.now())
    with transaction.atomic():
        event = store_fact(fact)
        if event.status == InboxStatus.STORED:
            announce(WebhookStored(webhook_id=event.pk))
    return event


def handle_webhook(stored: WebhookStored) -> None:
    """Listener: look into one stored event. Told twice, it looks once; a provider that cannot be asked is asked later.

    Raises `GatewayUnavailable`, so that the outbox tries again.
    """
    event = WebhookEvent.objects.filter(pk=stored.webhook_id, status=InboxStatus.STORED).first()
    if event is None:
        return
    WebhookEvent.objects.filter(pk=event.pk).update(attempts=F("attempts") + 1)
    try:
        _look_into(event)
    except NotOurs as ignored:
        _close(event, "ignore", reason=str(ignored))
    except Unclear as unclear:
        _close(event, "park", reason=str(unclear))
    except (SettlementMismatch, GatewayRefused) as refusal:
        _close(event, "park", reason=refusal.code)
    else:
        _close(event, "handle", reason="")


@transaction.atomic
def replay_webhook(*, by: User, event: WebhookEvent) -> None:
    """Look into an event again, whatever became of it."""
    INBOX_LIFECYCLE.advance(event, "replay", by=by)
    announce(WebhookStored(webhook_id=event.pk))


def collect_missed_events(*, since: datetime) -> int:
    """Fetch what the provider could not tell us since then; returns how many events are new."""
    before = WebhookEvent.objects.count()
    accounts = PayeeAccount.objects.filter(gateway=Gateway.STRIPE, closed_at__isnull=True)
    for account in accounts.order_by("pk"):
        for fact in gateway_from_settings().undelivered_facts(account=account.provider_account, since=since):
            with transaction.atomic():
                event = store_fact(fact)
                if event.status == InboxStatus.STORED:
                    announce(WebhookStored(webhook_id=event.pk))
    return WebhookEvent.objects.count() - before


def _look_into(event: WebhookEvent) -> None:
    if event.livemode != gateway_from_settings().live:
        raise NotOurs("OTHER_MODE")
    if not event.account:
        raise NotOurs("OF_THE_PLATFORM_ITSELF")
    known = PayeeAccount.objects.filter(provider_account=event.account)
    account = known.order_by(F("closed_at").desc(nulls_first=True)).first()
    if account is None:
        raise Unclear("ACCOUNT_UNKNOWN")
    family = event.event_type.partition(".")[0]
    if event.event_type.startswith("checkout.session."):
        _settle_session(event, account)
    elif event.event_type.startswith("charge.dispute."):
        _follow_dispute(event)
    elif event.event_type == "charge.refunded" or family == "refund":
        settle_refunds_of(by=WEBHOOK, payment=_payment_of(event))
    elif event.event_type == "account.updated":
        refresh_account(by=WEBHOOK, account=account)
    else:
        raise NotOurs("NOTHING_TO_DO")


def _settle_session(event: WebhookEvent, account: PayeeAccount) -> None:
    attempt = DonationAttempt.objects.filter(
        session_id=event.object_id, account__provider_account=event.account
    ).first()
    attempt = attempt or adopt_session(account=account, session_id=event.object_id)
    if attempt is None:
        raise Unclear("DONATION_UNKNOWN")
    settle_attempt(by=WEBHOOK, attempt=attempt, reported_failed=event.event_type == DELAYED_PAYMENT_FAILED)


def _follow_dispute(event: WebhookEvent) -> None:
    """A new dispute stops the use of the gift at once; how it ended is decided by a person who reads it."""
    payment = _payment_of(event)
    if event.event_type != "charge.dispute.created":
        raise Unclear("DISPUTE_NEWS")
    open_dispute(by=WEBHOOK, payment=payment, provider_id=event.object_id)


def _payment_of(event: WebhookEvent) -> Payment:
    payment = Payment.objects.filter(gateway=Gateway.STRIPE, provider_id=event.payment_intent).first()
    if payment is None or not event.payment_intent or payment.account.provider_account != event.account:
        raise Unclear("PAYMENT_UNKNOWN")
    return payment


@transaction.atomic
def _close(event: WebhookEvent, verb: str, *, reason: str) -> None:
    if not INBOX_LIFECYCLE.may(event, verb):
        return
    INBOX_LIFECYCLE.advance(event, verb, by=WEBHOOK, because=reason, reason=reason, handled_at=clock.now())
    if verb == "park":
        announce(WebhookParked(webhook_id=event.pk))
