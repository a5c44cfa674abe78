"""The market of fulfilment, and sources that answer what a test wants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from matching.ports import fund_source, need_source
from tests.fulfilment.conftest import (
    author,
    charity,
    gate,
    member,
    need,
    offer,
    officer,
    other_charity,
    other_member,
    other_offer,
)

__all__ = [
    "author", "charity", "gate", "member", "need", "offer", "officer", "other_charity", "other_member", "other_offer",
]  # fmt: skip


@dataclass(frozen=True)
class Fund:
    """A fund as matching knows it."""

    reference: str
    organisation_id: int
    balance_band: str | None = "gt10000"
    name: str = "暖冬"


@dataclass
class Funds:
    """Bound instead of donations."""

    funds: list[Fund] = field(default_factory=list)

    def open_funds(self) -> list[Fund]:
        return self.funds


class NobodyKnown:
    """Bound instead of casework: no household is insured, nobody has met before."""

    def insured(self, needs: object, groups: object) -> list[tuple[str, str]]:
        return []

    def contact(self, needs: object, suppliers: object) -> list[tuple[str, str]]:
        return []


@pytest.fixture
def funds() -> Iterator[Funds]:
    """No fund unless the test adds one."""
    wired, fake = fund_source._bound, Funds()
    fund_source.bind(fake)
    yield fake
    fund_source._bound = wired


@pytest.fixture
def register() -> Iterator[None]:
    wired = need_source._bound
    need_source.bind(NobodyKnown())
    yield
    need_source._bound = wired
