"""Money on its way back: refunds and disputes of the reader's charities, and what waits for whom."""

from __future__ import annotations

from django.db import models

from donations.models import Dispute, Gateway, Gift, Refund
from donations.rules.people import DECIDE_ON_MONEY, HANDLE_MONEY
from donations.states import REFUND_UNDECIDED, DisputeStatus, RefundStatus
from marketplace.accounts.queries import Reader
from marketplace.organisations.models import MemberRole
from marketplace.organisations.queries import organisations_of, organisations_where

OF_REFUND = "payment__gift__programme__charity"


def refunds_of(reader: Reader) -> models.QuerySet[Refund]:
    """Every refund of the charities for which the reader acts, newest first."""
    own = Refund.objects.filter(**{f"{OF_REFUND}__in": organisations_of(reader)})
    return own.select_related(OF_REFUND, "requested_by", "decided_by")


def refunds_waiting(reader: Reader) -> models.QuerySet[Refund]:
    """Refunds of the reader's charities that a second person must decide, or that must be paid, oldest first."""
    return (
        refunds_of(reader)
        .filter(status__in=[RefundStatus.REQUESTED, RefundStatus.APPROVED, RefundStatus.TRANSFER])
        .order_by("pk")
    )


def refunds_waiting_for(reader: Reader) -> models.QuerySet[Refund]:
    """Those the reader may settle now: asked for by somebody else, or an approved one to be transferred back."""
    to_decide = models.Q(status=RefundStatus.REQUESTED, **_of(reader, DECIDE_ON_MONEY))
    own = models.Q(requested_by__isnull=False, requested_by=reader.pk)
    to_pay = models.Q(status__in=[RefundStatus.APPROVED, RefundStatus.TRANSFER], **_of(reader, HANDLE_MONEY))
    by_transfer = ~models.Q(payment__gateway=Gateway.STRIPE) | models.Q(by_transfer=True)
    return refunds_of(reader).filter((to_decide & ~own) | (to_pay & by_transfer)).order_by("pk")


def disputes_of(reader: Reader) -> models.QuerySet[Dispute]:
    """Disputes about gifts to the reader's charities, the open ones first, then the newest."""
    own = Dispute.objects.filter(**{f"{OF_REFUND}__in": organisations_of(reader)})
    closed = models.Case(models.When(status=DisputeStatus.OPEN, then=0), default=1)
    return own.select_related(OF_REFUND).order_by(closed, "-pk")


def refunds_seen_by_donor(gift: Gift) -> models.QuerySet[Refund]:
    """What is decided or done about giving this gift back; an undecided request is the charity's own matter."""
    shown = [*(REFUND_UNDECIDED - {RefundStatus.REQUESTED}), RefundStatus.SUCCEEDED, RefundStatus.FAILED]
    return Refund.objects.filter(payment__gift=gift, status__in=shown).order_by("pk")


def _of(reader: Reader, roles: tuple[MemberRole, ...]) -> dict[str, object]:
    return {f"{OF_REFUND}__in": organisations_where(reader, roles)}
