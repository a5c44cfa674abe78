"""A donor dedicates a gift, by its secret link; a second officer reads the words before anybody else does."""

from __future__ import annotations

from django.db import transaction

from donations.events import GiftRefunded
from donations.models import Gift
from marketplace.common.actors import SystemActor
from marketplace.publications.actions import Writing, change_words, hide_words, withdraw_words, write_words
from marketplace.publications.models import Publication
from marketplace.publications.queries import dedication_of
from marketplace.publications.states import GIFT_RETURNED, Kind, PublicationStatus

REFUNDS = SystemActor("refunds")


@transaction.atomic
def dedicate_gift(*, gift: Gift, text: str, text_en: str = "") -> Publication:
    """Hand in the words, or others in their place; whoever calls this was let in by the link of the gift."""
    writing, former = Writing(text=text.strip(), text_en=text_en.strip()), dedication_of(gift.reference)
    if former is None:
        return write_words(by=None, kind=Kind.DEDICATION, subject_reference=gift.reference, writing=writing)
    change_words(by=None, publication=former, writing=writing)
    return former


@transaction.atomic
def remove_dedication(*, gift: Gift) -> None:
    """The donor takes the words back; they are erased. Nothing happens where there are none."""
    former = dedication_of(gift.reference)
    if former is not None:
        withdraw_words(by=None, publication=former)


@transaction.atomic
def take_back_dedication(event: GiftRefunded) -> None:
    """Listener: a gift that was given back whole is dedicated to nobody."""
    gift = Gift.objects.get(pk=event.gift_id)
    words = dedication_of(gift.reference)
    if gift.kept_fen or words is None or words.status != PublicationStatus.PUBLISHED:
        return
    hide_words(by=REFUNDS, publication=words, code=GIFT_RETURNED)
