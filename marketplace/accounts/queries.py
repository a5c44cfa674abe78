"""What a person may act for: roles with their places, read once per request."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser

from marketplace.accounts.models import Role, RoleAssignment, User

Reader = User | AnonymousUser
CITY = "330200"


def places_of(reader: Reader, role: Role) -> tuple[str, ...]:
    """The places for which the reader holds the role now; empty for everybody else."""
    return tuple(a.place for a in _assignments(reader) if a.role == role and a.is_current)


def holds_role(reader: Reader, role: Role, *, place: str | None = None) -> bool:
    """Whether the reader holds the role, and if `place` is given, for that place or a wider one."""
    places = places_of(reader, role)
    return bool(places) if place is None else any(covers(wider, place) for wider in places)


def covers(wider: str, place: str) -> bool:
    """Whether an administrative code contains another: the city all, a district its townships."""
    return wider == CITY or place.startswith(wider)


def is_staff_member(reader: Reader) -> bool:
    """Whether the reader holds any staff role."""
    return any(a.is_current for a in _assignments(reader))


def roles_of(reader: Reader) -> frozenset[str]:
    """The roles held now."""
    return frozenset(a.role for a in _assignments(reader) if a.is_current)


def officers_for(place: str, *, role: Role = Role.OFFICER) -> list[User]:
    """Active people who hold the role for the place, for work lists."""
    held = RoleAssignment.objects.filter(role=role, user__is_active=True).select_related("user")
    return [a.user for a in held if a.is_current and covers(a.place, place)]


def _assignments(reader: Reader) -> Iterable[RoleAssignment]:
    if not isinstance(reader, User):
        return ()
    cached: list[RoleAssignment] | None = reader.__dict__.get("_zhulin_roles")
    if cached is None:
        cached = list(reader.role_assignments.all())
        reader.__dict__["_zhulin_roles"] = cached
    return cached
