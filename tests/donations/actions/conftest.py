"""Online gifts against the twin: a charity with an account of its own there, and a mailbox for its webhooks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from donations.models import Programme
from tests.donations.actions.online import SECRET, Online
from tests.donations.charity import new_charity, numbers, open_programme_of, with_accounts
from tests.stripe_twin.fixtures import stripe_twin, stripe_twin_process
from tests.stripe_twin.receiver import Receiver, listening
from tests.stripe_twin.running import RunningTwin

__all__ = ["stripe_twin", "stripe_twin_process"]


@pytest.fixture
def receiver(stripe_twin: RunningTwin) -> Iterator[Receiver]:
    """Where the twin's webhooks arrive."""
    with listening() as open_receiver:
        stripe_twin.pull("endpoint", url=open_receiver.url, secret=SECRET)
        yield open_receiver


@pytest.fixture
def online(stripe_twin: RunningTwin, receiver: Receiver, settings: Any, db: None) -> Online:
    """A charity that is paid online."""
    settings.STRIPE_API_BASE, settings.STRIPE_WEBHOOK_SECRETS = stripe_twin.url, [SECRET]
    settings.STRIPE_SECRET_KEY = f"sk_test_{next(numbers)}"
    account = f"acct_online{next(numbers):08d}"
    stripe_twin.pull("account", id=account, name="Charity")
    charity = with_accounts(new_charity(), account)
    programme: Programme = open_programme_of(charity)
    return Online(stripe_twin, receiver, charity, programme, account)
