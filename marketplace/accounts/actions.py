"""Give and end roles."""

from __future__ import annotations

from django.db import transaction

from marketplace.accounts.models import Role, RoleAssignment, User
from marketplace.common import audit, clock
from marketplace.common.actors import Actor


@transaction.atomic
def give_role(*, by: Actor, user: User, role: Role, place: str) -> RoleAssignment:
    """Let a person act in a role for a place; giving it again changes nothing."""
    assignment, created = RoleAssignment.objects.get_or_create(user=user, role=role, place=place)
    if created or assignment.ends_at:
        RoleAssignment.objects.filter(pk=assignment.pk).update(ends_at=None)
        audit.record(by=by, verb="accounts.give_role", subject=user, detail={"role": role, "place": place})
    user.__dict__.pop("_zhulin_roles", None)
    return assignment


@transaction.atomic
def end_role(*, by: Actor, assignment: RoleAssignment) -> None:
    """The role ends now; what was done in it stays on record."""
    RoleAssignment.objects.filter(pk=assignment.pk).update(ends_at=clock.now())
    detail = {"role": assignment.role, "place": assignment.place}
    audit.record(by=by, verb="accounts.end_role", subject=assignment.user, detail=detail)
