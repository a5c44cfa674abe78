"""`manage.py needs_nightly`."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import call_command

from marketplace.accounts.models import User
from marketplace.common import clock
from tests.needs.city import MONDAY, FakeGate, approve, days, publish

pytestmark = pytest.mark.django_db


def nightly() -> dict[str, int | None]:
    out = io.StringIO()
    call_command("needs_nightly", stdout=out, stderr=io.StringIO())
    return dict(json.loads(out.getvalue()))


def test_it_counts_again_and_releases_what_is_due(officer: User, author: User, gate: FakeGate) -> None:
    with clock.freeze(MONDAY):
        shown = publish(officer, author, gate)
        gate.too_small = {shown.reference}
        approve(officer, author)
        assert nightly() == {"hidden": 1, "released": None}
        assert nightly() == {"hidden": 0, "released": None}
    with clock.freeze(MONDAY + days(7)):
        assert nightly() == {"hidden": 0, "released": 1}
