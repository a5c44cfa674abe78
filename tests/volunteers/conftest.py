"""The people and organisations of the small market."""

from __future__ import annotations

import pytest

from marketplace.accounts.models import User
from marketplace.organisations.models import Organisation
from marketplace.volunteers.models import Activity, Volunteer
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
from tests.fulfilment.market import make_member
from tests.volunteers.service import make_activity, make_group, make_volunteer

__all__ = ["author", "charity", "gate", "member", "offer", "officer", "other_charity", "other_member", "other_offer"]


@pytest.fixture
def group(officer: User) -> Organisation:
    return make_group(officer)


@pytest.fixture
def leader(group: Organisation) -> User:
    return make_member(group, "leader")


@pytest.fixture
def volunteer(group: Organisation, leader: User) -> Volunteer:
    return make_volunteer(group, leader)


@pytest.fixture
def activity(group: Organisation, leader: User) -> Activity:
    return make_activity(leader, group)
