"""What a donor does at the twin, and what the twin then says to us."""

from __future__ import annotations

from dataclasses import dataclass

from donations.actions import handle_webhook, receive_webhook, start_checkout
from donations.events import WebhookStored
from donations.models import DonationAttempt, Gift, Programme, WebhookEvent
from tests.donations.charity import Charity, begun_gift
from tests.stripe_twin.receiver import Receiver
from tests.stripe_twin.running import RunningTwin

SECRET = "whsec_gifts"
BACK = {
    "success_url": "https://site.invalid/gifts/return/?session={CHECKOUT_SESSION_ID}",
    "cancel_url": "https://site.invalid/gifts/left/",
}


@dataclass(frozen=True, slots=True)
class Online:
    """The twin, its letters, and the charity that is paid."""

    twin: RunningTwin
    receiver: Receiver
    charity: Charity
    programme: Programme
    account: str

    def page(self, gift: Gift) -> DonationAttempt:
        """An open page for the gift."""
        start_checkout(by=None, gift=gift, **BACK)
        return gift.attempts.latest("pk")

    def pay(self, attempt: DonationAttempt, outcome: str = "succeed") -> None:
        """The donor sends the form of the page; every message that follows has arrived."""
        self.twin.pay(attempt.page_url, outcome)
        self.twin.pull("drain")

    def paid_attempt(self, fen: int = 8800) -> DonationAttempt:
        """Paid at the provider, while we know nothing of it yet."""
        attempt = self.page(begun_gift(self.programme, fen))
        self.pay(attempt)
        return attempt

    def letters(self) -> list[WebhookEvent]:
        """Take in what has arrived, as the webhook's address does; the provider's own order."""
        letters = list(self.receiver.letters)
        self.receiver.letters.clear()
        return [receive_webhook(payload=body, signature=header) for body, header in letters]

    def hear(self) -> list[WebhookEvent]:
        """Take in what has arrived and look into it."""
        events = self.letters()
        for event in events:
            handle_webhook(WebhookStored(webhook_id=event.pk))
            event.refresh_from_db()
        return events
