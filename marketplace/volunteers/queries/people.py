"""Named reads of volunteers."""

from __future__ import annotations

from django.db import models

from marketplace.accounts.models import User
from marketplace.accounts.queries import Reader
from marketplace.organisations.queries import organisations_in_order, organisations_of
from marketplace.volunteers.models import Volunteer
from marketplace.volunteers.states import VolunteerStatus


def active_volunteers() -> models.QuerySet[Volunteer]:
    """Volunteers who take part in matching."""
    volunteers = Volunteer.objects.filter(status=VolunteerStatus.ACTIVE, organisation__in=organisations_in_order())
    return volunteers.select_related("organisation").prefetch_related("skills", "availabilities").order_by("pk")


def volunteers_of(reader: Reader) -> models.QuerySet[Volunteer]:
    """The volunteers whose recording organisation the reader acts for."""
    return Volunteer.objects.filter(organisation__in=organisations_of(reader)).select_related("organisation")


def volunteer_of(reader: Reader) -> Volunteer | None:
    """The reader's own record."""
    if not isinstance(reader, User):
        return None
    return Volunteer.objects.filter(user=reader).select_related("organisation").first()
