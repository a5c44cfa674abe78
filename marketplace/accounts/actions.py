"""Give and end roles."""

from __future__ import annotations

from typing import Final

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.db import transaction

from marketplace.accounts.models import Role, RoleAssignment, User
from marketplace.accounts.queries import holds_role
from marketplace.common import audit, clock
from marketplace.common.actors import Actor

EDITORS: Final = "Moderators"
"""Wagtail's own group of those who write and publish pages; its admin is closed to them as soon as the role ends."""


@transaction.atomic
def give_role(*, by: Actor, user: User, role: Role, place: str) -> RoleAssignment:
    """Let a person act in a role for a place; giving it again changes nothing."""
    assignment, created = RoleAssignment.objects.get_or_create(user=user, role=role, place=place)
    if created or assignment.ends_at:
        RoleAssignment.objects.filter(pk=assignment.pk).update(ends_at=None)
        audit.record(by=by, verb="accounts.give_role", subject=user, detail={"role": role, "place": place})
    _keep_groups(user)
    return assignment


@transaction.atomic
def end_role(*, by: Actor, assignment: RoleAssignment) -> None:
    """The role ends now; what was done in it stays on record."""
    RoleAssignment.objects.filter(pk=assignment.pk).update(ends_at=clock.now())
    detail = {"role": assignment.role, "place": assignment.place}
    audit.record(by=by, verb="accounts.end_role", subject=assignment.user, detail=detail)
    _keep_groups(assignment.user)


def _keep_groups(user: User) -> None:
    """Whoever is an editor, and nobody else, may write and publish pages."""
    user.__dict__.pop("_zhulin_roles", None)
    editors = Group.objects.get(name=EDITORS)
    if holds_role(user, Role.EDITOR):
        user.groups.add(editors)
    else:
        user.groups.remove(editors)


def end_sessions_of(user: User) -> None:
    """Every signed-in browser of the person is signed out; the next request has to sign in again."""
    for session in UserSession.objects.filter(user=user):
        session.end()
