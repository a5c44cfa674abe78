"""What needs asks of casework: the only package that may count households."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from marketplace.common.ports import Port


@dataclass(frozen=True, slots=True)
class GateDecision:
    """What may be shown of one need now: audience and the generalised values, or the code of what keeps it back."""

    audience: str
    values: Mapping[str, str | int | None]
    code: str = ""


class PublicationGate(Protocol):
    """Counts the class of a need over the register; bound by `wiring.py`, an unbound gate refuses."""

    def decide(self, references: Sequence[str], *, month: str) -> Mapping[str, GateDecision]:
        """The decision per need reference, with ages as of the first day of `month` (YYYY-MM)."""

    def below_k(self) -> Sequence[str]:
        """References of published needs whose class has fallen below its k."""


publication_gate: Port[PublicationGate] = Port("needs.PublicationGate")
