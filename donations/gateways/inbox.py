"""The webhook inbox: stored first, handled once, replayable."""

from __future__ import annotations

from donations.gateways.port import WebhookFact
from donations.models import WebhookEvent


def store_fact(fact: WebhookFact) -> WebhookEvent:
    """Keep the hint under the provider's event id; the same event again is the same row, untouched."""
    row = WebhookEvent(
        event_id=fact.event_id,
        event_type=fact.event_type,
        account=fact.account,
        object_id=fact.object_id,
        payment_intent=fact.payment_intent,
        livemode=fact.livemode,
        occurred_at=fact.created,
    )
    WebhookEvent.objects.bulk_create([row], ignore_conflicts=True)
    return WebhookEvent.objects.get(event_id=fact.event_id)
