"""The port every payment provider stands behind: what we ask of one, in our words, and how it may refuse.

Amounts are integer minor units (fen for CNY) of an ISO 4217 code in capitals; times are aware; `account` is always
the charity's own account at the provider, never the platform's. Nothing personal travels: references only.
Every write carries our idempotency key, stored by the caller before the call.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Protocol

from django.utils.translation import gettext_lazy as _

from marketplace.common.verdict import DomainError

if TYPE_CHECKING:
    from marketplace.common.verdict import Sentence


class SessionStatus(StrEnum):
    """Whether a checkout can still be paid."""

    OPEN = "open"
    COMPLETE = "complete"
    EXPIRED = "expired"


class PaymentStatus(StrEnum):
    """Whether the money of a checkout is there; the only field fulfilment looks at."""

    UNPAID = "unpaid"
    PAID = "paid"


class RefundStatus(StrEnum):
    """A refund is final in `SUCCEEDED`, `FAILED` and `CANCELLED`."""

    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckoutRequest:
    """One donation attempt to be paid on the provider's page; `success_url` may hold `{CHECKOUT_SESSION_ID}`."""

    attempt_reference: str
    account: str
    fen: int
    currency: str
    product_name: str
    success_url: str
    cancel_url: str
    expires_at: datetime
    locale: str
    idempotency_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckoutSession:
    """A page of the provider's that waits for the donor until `expires_at`."""

    id: str
    url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionState:
    """How a checkout stands; `payment_intent` is empty until the donor has tried to pay."""

    id: str
    status: SessionStatus
    payment_status: PaymentStatus
    amount_fen: int
    currency: str
    payment_intent: str
    account: str
    attempt_reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentState:
    """What a payment brought: `net_fen` = `amount_fen` - `fee_fen`, both None until the provider has booked it."""

    payment_intent: str
    succeeded: bool
    amount_fen: int
    currency: str
    method: str
    fee_fen: int | None
    net_fen: int | None
    available_on: datetime | None
    account: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundRequest:
    """Give `fen` of a payment back to the donor."""

    refund_reference: str
    account: str
    payment_intent: str
    fen: int
    currency: str
    idempotency_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundState:
    """How a refund stands; `refund_reference` is empty for one that was not started by us."""

    id: str
    status: RefundStatus
    amount_fen: int
    currency: str
    payment_intent: str
    account: str
    refund_reference: str
    failure_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountState:
    """What a charity's account can do."""

    id: str
    country: str
    charges_enabled: bool
    payouts_enabled: bool
    details_submitted: bool
    capabilities: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookFact:
    """A hint that something happened; never acted on without fetching `object_id`.

    `account` is empty for the platform's own events, `payment_intent` where the object has none.
    `livemode` must be compared with the gateway's by the receiver, who answers 200 and ignores a stranger.
    """

    event_id: str
    event_type: str
    account: str
    object_id: str
    payment_intent: str
    livemode: bool
    created: datetime


class GatewayError(DomainError):
    """The provider did not do what we asked; `provider_code` is its own word for why."""

    code = "GATEWAY_ERROR"
    sentence: ClassVar[Sentence] = _("The payment could not be handled. Please try again later.")

    def __init__(self, message: Sentence | None = None, *, code: str | None = None, provider_code: str = "") -> None:
        super().__init__(self.sentence if message is None else message, code=code)
        self.provider_code = provider_code


class GatewayUnavailable(GatewayError):
    """No answer, or not now: the same request with the same key may be sent again.

    `key_spent` is True when the provider keeps repeating a stored failure for this key: look at what exists there
    (`refunds_of`, `session_state`) before using another key.
    """

    code = "GATEWAY_UNAVAILABLE"
    sentence = _("The payment provider did not answer. Nothing is lost: please try again in a few minutes.")

    def __init__(self, *, key_spent: bool = False, provider_code: str = "") -> None:
        super().__init__(provider_code=provider_code)
        self.key_spent = key_spent


class GatewayRefused(GatewayError):
    """The provider understood and said no; sending it again changes nothing."""

    code = "GATEWAY_REFUSED"
    sentence = _("The payment provider refused this. Please contact the charity or give by bank transfer.")


class RefundExceedsPayment(GatewayRefused):
    """More would be given back than is left of the payment."""

    code = "REFUND_EXCEEDS_PAYMENT"
    sentence = _("The refund is larger than what is left of this payment. Check the earlier refunds first.")


class PaymentGateway(Protocol):
    """A payment provider. Every method may raise `GatewayUnavailable` or `GatewayRefused`."""

    def open_checkout(self, request: CheckoutRequest) -> CheckoutSession:
        """A page where the donor pays the charity; the same key gives the same page."""

    def session_state(self, *, account: str, session_id: str) -> SessionState:
        """How the checkout stands now."""

    def expire_checkout(self, *, account: str, session_id: str, idempotency_key: str) -> SessionState:
        """Close an open checkout; refused when it is not open any more."""

    def payment_state(self, *, account: str, payment_intent: str) -> PaymentState:
        """What the payment brought, fees included."""

    def refund(self, request: RefundRequest) -> RefundState:
        """Start a refund; raises `RefundExceedsPayment`."""

    def refund_state(self, *, account: str, refund_id: str) -> RefundState:
        """How a refund stands now."""

    def refunds_of(self, *, account: str, payment_intent: str) -> tuple[RefundState, ...]:
        """All refunds of a payment, newest first."""

    def undelivered_facts(self, *, account: str, since: datetime) -> tuple[WebhookFact, ...]:
        """What the provider has not managed to tell us since then, oldest first."""
