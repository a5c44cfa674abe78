"""The people, the gate and the charity that the public pages speak of."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from donations.models import Programme
from tests.donations.charity import Charity, new_charity, open_programme_of, with_accounts
from tests.needs.conftest import author, gate, officer

__all__ = ["author", "charity", "gate", "officer", "partner", "programme"]


@pytest.fixture
def charity(db: None) -> Charity:
    """A verified charity with both its accounts."""
    return with_accounts(new_charity())


@pytest.fixture
def programme(charity: Charity) -> Programme:
    """Open for gifts; helps with goods for housing."""
    return open_programme_of(charity, need_kinds=["goods"], aid_types=["housing"])


@pytest.fixture
def partner(charity: Charity) -> Client:
    """Signed in as the charity's manager."""
    Authenticator.objects.create(user=charity.manager, type=Authenticator.Type.TOTP, data={"secret": "none"})
    browser = Client()
    browser.force_login(charity.manager)
    return browser
