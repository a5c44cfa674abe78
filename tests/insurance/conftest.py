"""The people and organisations of the small market."""

from __future__ import annotations

import pytest

from marketplace.accounts.models import User
from marketplace.organisations.models import CapabilityKind, Organisation
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
from tests.fulfilment.market import make_member, make_organisation

__all__ = ["author", "charity", "gate", "member", "offer", "officer", "other_charity", "other_member", "other_offer"]


@pytest.fixture
def insurer(officer: User) -> Organisation:
    return make_organisation("财产保险公司", officer, capability=CapabilityKind.INSURER, kind="insurer")


@pytest.fixture
def agent(insurer: Organisation) -> User:
    return make_member(insurer, "agent")
