"""Rules about accounts that higher packages extend."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rules.permissions import set_perm

from marketplace.accounts.models import Role
from marketplace.accounts.queries import holds_role

MUST_USE_TWO_FACTORS: list[Callable[[Any], bool]] = []
"""Further reasons to need a second factor; `wiring.py` adds membership of an organisation."""


def works_in_the_admin(user: Any) -> bool:
    """Editors write pages there, officers read needs; what either may touch is asked again on every page."""
    return holds_role(user, Role.EDITOR) or holds_role(user, Role.OFFICER)


set_perm("wagtailadmin.access_admin", works_in_the_admin)  # type: ignore[no-untyped-call]
