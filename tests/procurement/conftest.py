"""It is the morning of 1 December 2026, a Tuesday; a bureau, a buyer, and a purchase to bring along."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from marketplace.accounts.models import Role, User
from marketplace.common import clock
from marketplace.common.clock import CITY_ZONE
from marketplace.organisations.models import CapabilityKind, Organisation
from tests.fulfilment.market import make_organisation
from tests.needs.city import make_user
from tests.procurement.course import Purchase, begin

MORNING = datetime(2026, 12, 1, 9, tzinfo=CITY_ZONE)


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.freeze(MORNING):
        yield


@pytest.fixture
def bureau(db: None) -> User:
    return make_user("bureau", Role.OFFICER)


@pytest.fixture
def second_officer(db: None) -> User:
    return make_user("second", Role.OFFICER)


@pytest.fixture
def buyer(bureau: User) -> Organisation:
    return make_organisation("采购中心", bureau, capability=CapabilityKind.BUYER, kind="government")


@pytest.fixture
def purchase(bureau: User, second_officer: User, buyer: Organisation) -> Purchase:
    """An open tender with three bidders and a panel of five; nothing is handed in yet."""
    return begin(bureau, second_officer, buyer)
