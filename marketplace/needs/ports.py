"""What needs asks of casework: the only package that may count households."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from marketplace.common.ports import Port


@dataclass(frozen=True, slots=True)
class GateDecision:
    """What may be shown of one need now: audience and the generalised values, or the code of what keeps it back."""

    audience: str
    place: str | None = None
    place_level: int | None = None
    age_band: str | None = None
    family: str | None = None
    health: str | None = None
    deadline_band: str | None = None
    code: str = ""

    def values(self) -> dict[str, str | int | None]:
        """The columns of the need that the gate decides."""
        return {
            "place": self.place,
            "place_level": self.place_level,
            "age_band": self.age_band,
            "family": self.family,
            "health": self.health,
            "deadline_band": self.deadline_band,
        }


class PublicationGate(Protocol):
    """Counts the class of a need over the register; bound by `wiring.py`, an unbound gate refuses."""

    def decide(self, references: Sequence[str], *, month: str) -> Mapping[str, GateDecision]:
        """The decision per need reference, with ages as of the first day of `month` (YYYY-MM)."""

    def remember(self, references: Sequence[str]) -> None:
        """These needs are published now: their households keep the values they show."""

    def below_k(self) -> Sequence[str]:
        """References of published needs whose class no longer hides their household."""

    def overdue(self, *, before: date) -> Sequence[str]:
        """References of needs wanted before that day whose help nobody has promised or is about to promise."""


publication_gate: Port[PublicationGate] = Port("needs.PublicationGate")


class ReviewDesk(Protocol):
    """Where the decisions end that a second officer takes in Wagtail's admin; bound by `wiring.py`."""

    def approve(self, *, by: Any, need: Any) -> None:
        """The need waits for its release; raises `DomainError`."""

    def send_back(self, *, by: Any, need: Any, field: str, comment: str) -> None:
        """The author mends what stands at the field; raises `DomainError`."""

    def form_for(self, action: str) -> type[Any]:
        """The form that asks for what the action needs."""


review_desk: Port[ReviewDesk] = Port("needs.ReviewDesk")
