"""Fixtures for whoever tests against the twin: `from tests.stripe_twin.fixtures import stripe_twin` in a conftest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.stripe_twin.running import RunningTwin, running_twin


@pytest.fixture(scope="session")
def stripe_twin_process() -> Iterator[RunningTwin]:
    """One twin for the whole session."""
    with running_twin() as twin:
        yield twin


@pytest.fixture
def stripe_twin(stripe_twin_process: RunningTwin) -> Iterator[RunningTwin]:
    """The session's twin without an endpoint, fault or switch left over from another test; its objects stay."""
    clean(stripe_twin_process)
    yield stripe_twin_process
    clean(stripe_twin_process)


def clean(twin: RunningTwin) -> None:
    """Everything a test may have switched on is off again."""
    twin.pull("endpoint")
    twin.pull("forget")
    twin.pull("clock", start_at=None)
    twin.pull("refunds", outcome="succeeded")
    twin.pull("settle_after", seconds=15)
