"""What tests about gifts ask for: a charity that may raise money, and a programme that is open."""

from __future__ import annotations

import pytest

from donations.models import Programme
from tests.donations.charity import Charity, new_charity, open_programme_of, with_accounts


@pytest.fixture
def charity(db: None) -> Charity:
    """A charity with a manager, two finance people and both accounts."""
    return with_accounts(new_charity())


@pytest.fixture
def programme(charity: Charity) -> Programme:
    """Its programme, open for gifts."""
    return open_programme_of(charity)
