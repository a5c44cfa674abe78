"""The people and the gate that every test here may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from marketplace.accounts.models import Role, User
from marketplace.needs.ports import publication_gate
from tests.needs.city import HAISHU, FakeGate, make_user


@pytest.fixture
def gate() -> Iterator[FakeGate]:
    """A gate that answers what the test wants; the wired one is back afterwards."""
    wired, fake = publication_gate._bound, FakeGate()
    publication_gate.bind(fake)
    yield fake
    publication_gate._bound = wired


@pytest.fixture
def author(db: None) -> User:
    return make_user("author", Role.CASEWORKER, "330203001")


@pytest.fixture
def officer(db: None) -> User:
    return make_user("officer", Role.OFFICER, HAISHU)


@pytest.fixture
def second_officer(db: None) -> User:
    return make_user("second-officer", Role.OFFICER, HAISHU)


@pytest.fixture
def far_officer(db: None) -> User:
    return make_user("far-officer", Role.OFFICER, "330282")


@pytest.fixture
def desk(client: Client, officer: User) -> Client:
    """Signed in as the officer."""
    client.force_login(officer)
    return client
