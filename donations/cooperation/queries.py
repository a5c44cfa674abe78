"""Named reads of agreements between charities."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from donations.cooperation.states import CooperationStatus
from donations.models import Cooperation
from marketplace.accounts.models import Role
from marketplace.accounts.queries import CITY, Reader, holds_role, places_of
from marketplace.organisations.models import CapabilityKind, Organisation
from marketplace.organisations.queries import organisations_of, organisations_with


def cooperations_of(reader: Reader) -> QuerySet[Cooperation]:
    """Those of the reader's charities, on either side."""
    own = organisations_of(reader).values("pk")
    return _rows().filter(Q(initiator__in=own) | Q(charity__in=own))


def cooperations_waiting_for(reader: Reader) -> QuerySet[Cooperation]:
    """Those of the officer's places that nobody has read yet, the longest wait first."""
    return _of_officer(reader).filter(status=CooperationStatus.SUBMITTED).order_by("submitted_at", "pk")


def cooperations_visible_to(reader: Reader) -> QuerySet[Cooperation]:
    """Own ones; for officers those of their places; for auditors all."""
    if holds_role(reader, Role.AUDITOR):
        return _rows()
    keys = (cooperations_of(reader), _of_officer(reader))
    seen = Q()
    for key in keys:
        seen |= Q(pk__in=key.order_by().values("pk"))
    return _rows().filter(seen)


def qualified_charities() -> QuerySet[Organisation]:
    """Whom a charity without the certificate may ask."""
    charities = organisations_with(CapabilityKind.CHARITY).values("pk")
    return organisations_with(CapabilityKind.PUBLIC_FUNDRAISING).filter(pk__in=charities).order_by("name")


def _of_officer(reader: Reader) -> QuerySet[Cooperation]:
    places = places_of(reader, Role.OFFICER)
    if not places:
        return Cooperation.objects.none()
    if CITY in places:
        return _rows()
    return _rows().filter(charity__district__in=[place[:6] for place in places])


def _rows() -> QuerySet[Cooperation]:
    return Cooperation.objects.select_related("programme__charity", "initiator", "charity").prefetch_related("remarks")
