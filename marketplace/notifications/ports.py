"""Whom to tell: people of an organisation and officers for a place are known to higher packages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from marketplace.accounts.models import User
from marketplace.common.ports import Port


class Audience(Protocol):
    """Bound by `wiring.py`."""

    def members_of(self, organisation_id: int) -> Sequence[User]:
        """Active people who act for the organisation."""


audience: Port[Audience] = Port("notifications.Audience")
