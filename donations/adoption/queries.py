"""Named reads of proposed projects."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from donations.adoption.rules import acts_for_a_charity
from donations.adoption.states import ProjectStatus
from donations.models import Adoption, Project
from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import CITY, Reader, places_of
from marketplace.organisations.queries import organisations_of


def projects_of(reader: Reader) -> QuerySet[Project]:
    """What the reader proposed, alone or for an organisation."""
    if not isinstance(reader, User):
        return Project.objects.none()
    alone = Q(proposer=reader, organisation__isnull=True)
    return _rows().filter(alone | Q(organisation__in=organisations_of(reader)))


def projects_waiting_for(reader: Reader) -> QuerySet[Project]:
    """Projects of the officer's places that nobody has read yet, the longest wait first."""
    return _of_officer(reader).filter(status=ProjectStatus.SUBMITTED).order_by("submitted_at", "pk")


def projects_to_adopt(reader: Reader) -> QuerySet[Project]:
    """What waits for a charity, for people of charities."""
    return _rows().filter(status=ProjectStatus.OPEN) if acts_for_a_charity(reader) else Project.objects.none()


def projects_visible_to(reader: Reader) -> QuerySet[Project]:
    """Own ones, for officers those of their places, for charities what is open or theirs."""
    theirs = Adoption.objects.filter(charity__in=organisations_of(reader), ended_at__isnull=True)
    keys = [
        projects_of(reader).values("pk"),
        _of_officer(reader).exclude(status=ProjectStatus.DRAFT).values("pk"),
        projects_to_adopt(reader).values("pk"),
        theirs.values("project"),
    ]
    seen = Q()
    for key in keys:
        seen |= Q(pk__in=key.order_by())
    return _rows().filter(seen)


def adoption_of(project: Project) -> Adoption | None:
    """The adoption that is in force."""
    rows = project.adoptions.filter(ended_at__isnull=True)
    return rows.select_related("charity", "paper", "programme", "project__organisation").first()


def _of_officer(reader: Reader) -> QuerySet[Project]:
    places = places_of(reader, Role.OFFICER)
    if not places:
        return Project.objects.none()
    if CITY in places:
        return _rows()
    return _rows().filter(organisation__district__in=[place[:6] for place in places])


def _rows() -> QuerySet[Project]:
    return Project.objects.select_related("organisation", "proposer").prefetch_related("remarks")
