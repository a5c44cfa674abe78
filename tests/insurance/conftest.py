"""The people and organisations of the small market."""

from __future__ import annotations

from tests.fulfilment.conftest import (
    author,
    charity,
    gate,
    member,
    offer,
    officer,
    other_charity,
    other_member,
    other_offer,
)

__all__ = ["author", "charity", "gate", "member", "offer", "officer", "other_charity", "other_member", "other_offer"]
