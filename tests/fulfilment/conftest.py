"""Two organisations with an offer each, a need, and the bureau's people."""

from __future__ import annotations

import pytest

from marketplace.accounts.models import User
from marketplace.needs.models import Need
from marketplace.offers.models import Offer
from marketplace.organisations.models import Organisation
from tests.fulfilment.market import make_member, make_need, make_offer, make_organisation
from tests.needs.city import FakeGate
from tests.needs.conftest import author, gate, officer, second_officer

__all__ = ["author", "gate", "officer", "second_officer"]


@pytest.fixture
def charity(officer: User) -> Organisation:
    return make_organisation("海曙慈善会", officer)


@pytest.fixture
def member(charity: Organisation) -> User:
    return make_member(charity, "member")


@pytest.fixture
def offer(member: User, charity: Organisation) -> Offer:
    return make_offer(member, charity)


@pytest.fixture
def other_charity(officer: User) -> Organisation:
    return make_organisation("江北慈善会", officer)


@pytest.fixture
def other_member(other_charity: Organisation) -> User:
    return make_member(other_charity, "other-member")


@pytest.fixture
def other_offer(other_member: User, other_charity: Organisation) -> Offer:
    return make_offer(other_member, other_charity)


@pytest.fixture
def need(officer: User, author: User, gate: FakeGate) -> Need:
    return make_need(officer, author, gate)
