"""Gifts as donors and charities may see them."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass

from django.db import models

from donations.models import Gift, Spending
from marketplace.accounts.models import User
from marketplace.accounts.queries import Reader
from marketplace.organisations.models import MemberRole
from marketplace.organisations.queries import organisations_of


@dataclass(frozen=True, slots=True)
class UseOfGift:
    """`fen` of a gift in one spending."""

    spending: Spending
    fen: int


def secret_digest(secret: str) -> str:
    """How the donor's link is found: SHA-256, as the secret itself has 160 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def gift_by_secret(secret: str) -> Gift | None:
    """The gift this link opens; it is the donor's only key."""
    gifts = Gift.objects.select_related("programme__charity", "donor")
    return gifts.filter(secret_digest=secret_digest(secret)).first()


def gifts_of_charities(reader: Reader) -> models.QuerySet[Gift]:
    """Gifts to the charities for which the reader acts, newest first; the donor is not among the columns."""
    own = Gift.objects.filter(programme__charity__in=organisations_of(reader))
    return own.select_related("programme__charity", "payment").defer("secret")


def shares_of(gift: Gift) -> list[UseOfGift]:
    """What the gift paid for, oldest first; what was taken back is not counted."""
    paid: Counter[int] = Counter()
    for spending_id, fen in gift.shares.values_list("spending_id", "fen"):
        paid[spending_id] += fen
    spendings = Spending.objects.filter(pk__in=[key for key, fen in paid.items() if fen > 0])
    return [UseOfGift(spending, paid[spending.pk]) for spending in spendings.order_by("spent_on", "pk")]


def finance_staff_of(charity_id: int, *, with_managers: bool = False) -> models.QuerySet[User]:
    """The active people who handle the charity's money; with the managers, those who decide on refunds."""
    roles = [MemberRole.FINANCE, MemberRole.MANAGER] if with_managers else [MemberRole.FINANCE]
    return User.objects.filter(
        is_active=True,
        memberships__organisation_id=charity_id,
        memberships__role__in=roles,
        memberships__left_at__isnull=True,
    ).order_by("pk")
