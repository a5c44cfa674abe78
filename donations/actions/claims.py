"""A donor claims a gift made on a platform: order number, amount and day are the key; nobody else knows all three."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from donations.actions.locking import lock_gift
from donations.events import GiftClaimed
from donations.models import Gift, GiftDonor, PlatformOrder
from donations.rules import GiftWish
from donations.rules.giving import receipt_is_settled, texts_are_clean
from marketplace.common import audit, clock
from marketplace.common.actors import Actor
from marketplace.common.events import announce
from marketplace.common.identifiers import normalise_identifier
from marketplace.common.verdict import DomainError, first_refusal


class ClaimRefused(DomainError):
    """No such gift, or it is somebody's already: the two look the same."""

    code = "NO_SUCH_ORDER"


@transaction.atomic
def claim_platform_gift(*, by: Actor, platform: str, number: str, given_on: date, wish: GiftWish) -> Gift:
    """Give the donor the key to their gift; where the platform named nobody, the receipt gets this name.

    `wish.fen` is the amount that was given. A name that the platform told us must be the one that is claimed with.
    """
    first_refusal(receipt_is_settled(wish), texts_are_clean(wish)).require()
    order = _order(platform, number.strip(), given_on, wish.fen)
    gift = lock_gift(order.payment.gift_id)
    donor = GiftDonor.objects.get(gift=gift)
    if donor.receipt_name and donor.receipt_name != wish.receipt_name.strip():
        raise _unknown()
    if not PlatformOrder.objects.filter(pk=order.pk, claimed_at__isnull=True).update(claimed_at=clock.now()):
        raise _unknown()
    _write_donor(donor, gift, wish)
    audit.record(by=by, verb="gift.claim", subject=gift)
    announce(GiftClaimed(gift_id=gift.pk))
    return gift


def _order(platform: str, number: str, given_on: date, fen: int) -> PlatformOrder:
    orders = PlatformOrder.objects.select_related("payment").filter(
        platform=platform, number=number, given_on=given_on, payment__fen=fen, claimed_at__isnull=True
    )
    order = orders.first()
    if order is None:
        raise _unknown()
    return order


def _write_donor(donor: GiftDonor, gift: Gift, wish: GiftWish) -> None:
    donor.email = wish.email.strip() or donor.email
    if not donor.receipt_name and not wish.waived:
        donor.receipt_name = wish.receipt_name.strip()
        donor.identifier = normalise_identifier(wish.identifier)
        gift.donor_kind, gift.waived = wish.donor_kind, False
    donor.save(update_fields=["email", "receipt_name", "identifier"])
    gift.language = wish.language
    gift.save(update_fields=["donor_kind", "waived", "language"])


def _unknown() -> ClaimRefused:
    return ClaimRefused(
        _(
            "No unclaimed gift fits what you entered. Compare it with the platform's order page; a gift appears here "
            "once the charity has read the platform's file. If you are sure, ask the charity."
        )
    )
