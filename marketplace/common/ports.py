"""A lower package asks a higher one through a port that `wiring.py` binds; an unbound port refuses."""

from __future__ import annotations

from typing import Generic, TypeVar

from marketplace.common.verdict import DomainError

P = TypeVar("P")


class PortUnbound(DomainError):
    """Nobody was wired to answer: refuse rather than guess."""

    code = "PORT_UNBOUND"


class Port(Generic[P]):
    """A named place for one implementation of a Protocol."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._bound: P | None = None

    def bind(self, implementation: P) -> None:
        """Wire the implementation; the last one wins, so that a test may bind its own."""
        self._bound = implementation

    def __call__(self) -> P:
        """The implementation; raises `PortUnbound`."""
        if self._bound is None:
            raise PortUnbound(f"port {self.name} is not bound in wiring.py")
        return self._bound
