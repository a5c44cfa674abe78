"""What Wagtail's admin asks before it shows or changes a need."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db.models import QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from marketplace.accounts.models import Role, RoleAssignment, User
from marketplace.accounts.queries import Reader, holds_role
from marketplace.needs.models import Need
from marketplace.needs.states import NeedStatus

OFFICERS_MAY: Final = frozenset({"view", "change", "lock", "unlock"})


class NeedPermissions(BasePermissionPolicy):  # type: ignore[misc]
    """Roles decide, not groups: officers of the place, while a need is under review, never its author."""

    def user_has_permission(self, user: Reader, action: str) -> bool:
        return action in OFFICERS_MAY and holds_role(user, Role.OFFICER)

    def user_has_any_permission(self, user: Reader, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        if not OFFICERS_MAY.intersection(actions):
            return User.objects.none()
        officers = [a.user_id for a in RoleAssignment.objects.filter(role=Role.OFFICER) if a.is_current]
        return User.objects.filter(is_active=True, pk__in=officers)

    def user_has_permission_for_instance(self, user: Reader, action: str, instance: Need) -> bool:
        if not self.user_has_permission(user, action):
            return False
        if action == "view":
            return Need.objects.for_officer(user).filter(pk=instance.pk).exists()
        return instance.status == NeedStatus.SUBMITTED and instance.judged_by(user).passed

    def instances_user_has_any_permission_for(self, user: Reader, actions: Iterable[str]) -> QuerySet[Need]:
        if not self.user_has_any_permission(user, actions):
            return Need.objects.none()
        return Need.objects.for_officer(user) if "view" in actions else Need.objects.judged_by(user)
