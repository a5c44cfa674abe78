"""Activities as the public, volunteers and hosts read them."""

from __future__ import annotations

from django.db import models

from marketplace.accounts.models import User
from marketplace.accounts.queries import Reader
from marketplace.common import clock
from marketplace.organisations.queries import organisations_of
from marketplace.organisations.states import OrganisationStatus
from marketplace.volunteers.models import Activity, ServiceRecord, SignUp, Volunteer
from marketplace.volunteers.states import TAKES_PART, ActivityStatus, RecordStatus

TAKEN = models.Count("sign_ups", filter=models.Q(sign_ups__status__in=sorted(TAKES_PART)))


def visible_activities() -> models.QuerySet[Activity]:
    """What everybody may read: published by an active organisation, also once it is over or cancelled."""
    shown = Activity.objects.exclude(status=ActivityStatus.DRAFT).filter(organisation__status=OrganisationStatus.ACTIVE)
    return shown.select_related("organisation").annotate(taken=TAKEN)


def coming_activities(*, district: str = "", category: str = "") -> models.QuerySet[Activity]:
    """What can be joined still, the soonest first."""
    rows = visible_activities().filter(status=ActivityStatus.PUBLISHED, starts_at__gt=clock.now())
    if district:
        rows = rows.filter(district=district)
    if category:
        rows = rows.filter(category=category)
    return rows.order_by("starts_at", "pk")


def activities_of(reader: Reader) -> models.QuerySet[Activity]:
    """What the reader's organisations call for, drafts too, the latest first."""
    own = Activity.objects.filter(organisation__in=organisations_of(reader))
    return own.select_related("organisation").annotate(taken=TAKEN).order_by("-starts_at", "-pk")


def sign_ups_of_host(reader: Reader) -> models.QuerySet[SignUp]:
    """Who comes to the activities of the reader's organisations."""
    rows = SignUp.objects.filter(activity__organisation__in=organisations_of(reader))
    return rows.select_related("activity__organisation", "volunteer")


def my_sign_ups(reader: Reader) -> models.QuerySet[SignUp]:
    """The reader's own."""
    if not isinstance(reader, User):
        return SignUp.objects.none()
    rows = SignUp.objects.filter(volunteer__user=reader)
    return rows.select_related("activity__organisation", "volunteer").order_by("activity__starts_at", "pk")


def hours_of(volunteer: Volunteer) -> int:
    """All minutes in force, whoever recorded them."""
    rows = ServiceRecord.objects.filter(sign_up__volunteer=volunteer, status=RecordStatus.IN_FORCE)
    return rows.aggregate(total=models.Sum("minutes"))["total"] or 0
