"""What casework asks of a sibling inside its own transaction."""

from __future__ import annotations

from typing import Protocol

from marketplace.common.actors import Actor
from marketplace.common.ports import Port
from marketplace.needs.models import Need


class ProposalsMade(Protocol):
    """Whoever keeps to whom a need was offered, and why."""

    def forget(self, *, by: Actor, need: Need) -> None:
        """Erase what was written about the need."""


proposals_made: Port[ProposalsMade] = Port("casework.ProposalsMade")
