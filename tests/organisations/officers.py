"""What two officers do together, where a test has only one."""

from __future__ import annotations

from itertools import count

from marketplace.accounts.actions import end_role, give_role
from marketplace.accounts.models import Role, User
from marketplace.organisations import actions
from marketplace.organisations.models import Capability

numbers = count(1)


def verify_by_two(officer: User, capability: Capability) -> None:
    """A visiting officer sees the paper first and this one confirms."""
    visitor = User.objects.create_user(f"visiting-officer-{next(numbers)}@example.invalid")
    role = give_role(by=None, user=visitor, role=Role.OFFICER, place=capability.organisation.district)
    actions.propose_capability(by=visitor, capability=capability)
    end_role(by=None, assignment=role)
    actions.verify_capability(by=officer, capability=capability)
    capability.refresh_from_db()
