"""Who works on a case, and through which pages."""

from __future__ import annotations

import pytest

from marketplace.accounts.models import User
from tests.casework.factories import caseworker
from tests.casework.sites import Site


@pytest.fixture
def worker(db: None) -> User:
    """A caseworker of one township."""
    return caseworker()


@pytest.fixture
def site(worker: User) -> Site:
    """The site as that caseworker meets it."""
    return Site(worker)
