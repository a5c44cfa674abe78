"""Named reads of offers."""

from __future__ import annotations

from datetime import date

from django.db import models

from marketplace.accounts.queries import Reader
from marketplace.common import clock
from marketplace.offers.models import Offer
from marketplace.offers.states import OfferStatus
from marketplace.organisations.queries import organisations_handled_by, organisations_in_order, organisations_of


def offers_in_force(on: date | None = None) -> models.QuerySet[Offer]:
    """Offers that take part in matching on the day, with what their present period has left as `left`."""
    day = on or clock.today()
    valid = models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=day)
    offers = Offer.objects.filter(
        valid, valid_from__lte=day, status=OfferStatus.OFFERED, organisation__in=organisations_in_order(on=day)
    )
    return with_what_is_left(offers.select_related("organisation"), day).order_by("pk")


def offers_with_a_place() -> models.QuerySet[Offer]:
    """Offers in force today whose present period has something left."""
    return offers_in_force().filter(left__gt=0)  # type: ignore[misc]  # annotated by with_what_is_left


def offers_of(reader: Reader) -> models.QuerySet[Offer]:
    """The offers of the organisations for which the reader acts."""
    return Offer.objects.filter(organisation__in=organisations_of(reader)).select_related("organisation")


def with_what_is_left(offers: models.QuerySet[Offer], on: date | None = None) -> models.QuerySet[Offer]:
    """The same offers with what the period of the day has left as `left`."""
    day = on or clock.today()
    present = models.Q(periods__starts_on__lte=day, periods__ends_on__gte=day, periods__paused=False)
    left = models.Sum(models.F("periods__capacity") - models.F("periods__taken"), filter=present, default=0)
    return offers.annotate(left=left)


def offers_waiting_for(reader: Reader) -> models.QuerySet[Offer]:
    """Offers of the officer's places that nobody has read yet, the longest wait first."""
    rows = Offer.objects.filter(status=OfferStatus.SUBMITTED, organisation__in=organisations_handled_by(reader))
    return rows.select_related("organisation").order_by("submitted_at", "pk")


def offers_read_by_officers(reader: Reader) -> models.QuerySet[Offer]:
    """Every offer of the officer's places that was ever handed in."""
    rows = Offer.objects.filter(submitted_at__isnull=False, organisation__in=organisations_handled_by(reader))
    return rows.select_related("organisation").prefetch_related("remarks").order_by("-submitted_at", "-pk")
