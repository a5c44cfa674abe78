"""A need whose day has passed without a promise expires, together with the others of its week."""

from __future__ import annotations

from datetime import date

import pytest

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.needs.actions import expire_overdue
from marketplace.needs.models import Need
from marketplace.needs.queries import needs_shown_to
from marketplace.needs.rules import turn_of_period
from marketplace.needs.states import BEFORE_MATCHED, NeedStatus
from tests.needs.city import MONDAY, FakeGate, bring_to, days, publish

pytestmark = pytest.mark.django_db


def status_of(need: Need) -> str:
    return Need.objects.values_list("status", flat=True).get(pk=need.pk)


@pytest.mark.parametrize(("after", "turn"), [(0, 2), (6, 2), (7, 9)])
def test_a_period_turns_on_a_monday(after: int, turn: int) -> None:
    with clock.freeze(MONDAY + days(after)):
        assert turn_of_period() == date(2026, 11, turn)


def test_needs_of_one_week_expire_on_the_same_day_and_say_not_which_day_was_theirs(
    officer: User, author: User, gate: FakeGate
) -> None:
    with clock.freeze(MONDAY):
        first, last, later = (publish(officer, author, gate) for _ in range(3))
        gate.wanted_by = {
            first.reference: date(2026, 11, 2),
            last.reference: date(2026, 11, 8),
            later.reference: date(2026, 11, 9),
        }
    for after in range(7):
        with clock.freeze(MONDAY + days(after)):
            assert expire_overdue() == 0
    with clock.freeze(MONDAY + days(7)):
        assert (expire_overdue(), expire_overdue()) == (2, 0)
    assert [status_of(need) for need in (first, last, later)] == ["expired", "expired", "published"]
    assert list(needs_shown_to("partner")) == [later]
    assert AuditRow.objects.filter(verb="need.expire", actor="system:need-calendar").count() == 2


@pytest.mark.parametrize("status", list(NeedStatus))
def test_only_what_is_not_promised_expires(status: NeedStatus, officer: User, author: User, gate: FakeGate) -> None:
    with clock.freeze(MONDAY):
        need = bring_to(status, officer, author, gate)
        gate.wanted_by = {need.reference: date(2026, 11, 1)}
        assert expire_overdue() == (status in BEFORE_MATCHED)
    assert status_of(need) == (NeedStatus.EXPIRED if status in BEFORE_MATCHED else status)


def test_a_promise_made_while_the_sweep_waited_keeps_the_need(
    officer: User, author: User, gate: FakeGate, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock.freeze(MONDAY):
        need = publish(officer, author, gate)
        gate.wanted_by = {need.reference: date(2026, 11, 1)}
        answers = iter([[need.reference], []])
        monkeypatch.setattr(gate, "overdue", lambda before: next(answers) if before else [])
        assert expire_overdue() == 0
    assert status_of(need) == NeedStatus.PUBLISHED
