"""Needs appear together, only when it is time, and only those that still hide their household."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from django.db import connection

from marketplace.accounts.models import Role, User
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.common.ports import PortUnbound
from marketplace.common.verdict import DomainError, Refused
from marketplace.needs import actions
from marketplace.needs.models import Need, Release
from marketplace.needs.ports import publication_gate
from marketplace.needs.queries import needs_shown_to
from marketplace.needs.rules import due_at, may_release
from marketplace.needs.states import NeedStatus
from marketplace.needs.tasks import recheck_every_night, release_when_due
from tests.needs.city import CLOCKWORK, MONDAY, OPEN, PARTNERS, PRIVATE, FakeGate, approve, days, make_user, submit

pytestmark = pytest.mark.django_db


def batch(number: int, officer: User, author: User, at: datetime = MONDAY) -> list[Need]:
    with clock.freeze(at):
        return [approve(officer, author) for _ in range(number)]


def test_a_small_batch_before_its_time_stays_where_it_is(officer: User, author: User, gate: FakeGate) -> None:
    waiting = batch(10, officer, author)
    audited = AuditRow.objects.count()
    with clock.freeze(MONDAY + days(6)), pytest.raises(actions.ReleaseTooEarly) as refusal:
        actions.release_batch(by=officer)
    assert "11" in str(refusal.value)
    assert "10" in str(refusal.value)
    assert {need.status for need in Need.objects.all()} == {NeedStatus.REVIEWED}
    assert (Release.objects.count(), gate.remembered, len(waiting)) == (0, [], 10)
    assert AuditRow.objects.count() == audited


def test_a_batch_that_hides_its_members_in_each_other_may_be_released_early(
    officer: User, author: User, gate: FakeGate
) -> None:
    batch(11, officer, author)
    with clock.freeze(MONDAY + days(1)):
        release = actions.release_batch(by=officer)
    assert (release.count, release.released_by, release.month) == (11, officer, "2026-11")
    shown = list(needs_shown_to("public"))
    assert {need.released_at for need in shown} == {release.released_at}
    assert sorted(gate.remembered) == sorted(need.reference for need in shown)
    assert gate.months == ["2026-11"]


def test_only_those_count_that_will_be_seen(officer: User, author: User, gate: FakeGate) -> None:
    waiting = batch(11, officer, author)
    gate.answers[waiting[4].reference] = PRIVATE
    with clock.freeze(MONDAY + days(1)), pytest.raises(actions.ReleaseTooEarly):
        actions.release_batch(by=officer)
    assert {need.status for need in Need.objects.all()} == {NeedStatus.REVIEWED}
    assert not Release.objects.exists()


def test_at_the_end_of_the_period_a_single_need_appears(officer: User, author: User, gate: FakeGate) -> None:
    batch(1, officer, author)
    with clock.freeze(MONDAY + days(7)):
        assert actions.release_batch(by=officer).count == 1


def test_what_no_longer_hides_its_household_goes_to_private_match(officer: User, author: User, gate: FakeGate) -> None:
    shown, small, unknown = batch(3, officer, author)
    gate.answers[small.reference] = PRIVATE
    gate.forgotten.add(unknown.reference)
    release = actions.release_batch(by=CLOCKWORK, end_of_period=True)
    for need in (shown, small, unknown):
        need.refresh_from_db()
    assert (shown.status, shown.live) == (NeedStatus.PUBLISHED, True)
    assert (small.status, small.hold_code, small.title, small.live) == ("private_match", "CLASS_TOO_SMALL", "", False)
    assert (unknown.status, unknown.hold_code, unknown.text) == ("private_match", "NOT_ON_THE_REGISTER", "")
    assert (release.count, gate.remembered) == (1, [shown.reference])


def test_a_need_appears_with_the_values_of_its_release_not_of_its_submission(
    officer: User, author: User, gate: FakeGate
) -> None:
    [need] = batch(1, officer, author)
    gate.answers[need.reference] = replace(PARTNERS, health=None)
    with clock.freeze(MONDAY + days(31)):
        actions.release_batch(by=CLOCKWORK, end_of_period=True)
    need.refresh_from_db()
    assert (need.audience, need.place, need.place_level, need.health) == ("partners", "330203001", 1, None)
    assert (need.month, need.live, need.status) == ("2026-12", True, "published")
    assert (need.reviewer, need.title) == (officer, "冬天需要一台取暖器")
    assert need.live_revision.content["place"] == "330203001"
    assert need.live_revision == need.latest_revision
    assert not need.has_unpublished_changes


def test_nobody_releases_but_officers_and_the_calendar(author: User, officer: User, gate: FakeGate) -> None:
    batch(11, officer, author)
    for by in (author, make_user("auditor", Role.AUDITOR), None):
        with pytest.raises(Refused):
            actions.release_batch(by=by)
    assert not Release.objects.exists()


def test_an_unbound_gate_releases_nothing(author: User, officer: User, gate: FakeGate) -> None:
    batch(11, officer, author)
    publication_gate._bound = None
    with pytest.raises(PortUnbound):
        actions.release_batch(by=officer)
    assert not Release.objects.exists()


def test_a_fault_in_the_middle_leaves_the_whole_batch(
    author: User, officer: User, gate: FakeGate, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch(11, officer, author)

    def stop(_references: object) -> None:
        raise DomainError("the register is closed")

    monkeypatch.setattr(gate, "remember", stop)
    with pytest.raises(DomainError):
        actions.release_batch(by=officer)
    assert not Need.objects.filter(live=True).exists()
    assert not Release.objects.exists()


def test_the_first_period_begins_with_the_first_approval(officer: User, author: User) -> None:
    assert due_at() is None
    batch(1, officer, author)
    batch(1, officer, author, MONDAY + days(3))
    assert due_at() == MONDAY + days(7)


@pytest.mark.parametrize(("approved_after", "due_after"), [(0, 7), (6, 7), (7, 14), (13, 14), (15, 21), (70, 77)])
def test_periods_follow_each_other_through_quiet_weeks(
    approved_after: int, due_after: int, officer: User, author: User, gate: FakeGate
) -> None:
    batch(1, officer, author, MONDAY - days(1))
    with clock.freeze(MONDAY):
        actions.release_batch(by=CLOCKWORK, end_of_period=True)
    batch(1, officer, author, MONDAY + days(approved_after))
    assert due_at() == MONDAY + days(due_after)


def test_a_lone_need_after_a_quiet_month_waits_for_the_end_of_its_period(
    officer: User, author: User, gate: FakeGate
) -> None:
    batch(1, officer, author, MONDAY - days(1))
    with clock.freeze(MONDAY):
        actions.release_batch(by=CLOCKWORK, end_of_period=True)
    batch(1, officer, author, MONDAY + days(31))
    with clock.freeze(MONDAY + days(31)):
        assert release_when_due() is None
        assert not may_release(1).passed
    with clock.freeze(MONDAY + days(35)):
        release = release_when_due()
        assert release is not None
        assert release.count == 1


def test_the_calendar_releases_once_and_never_an_empty_batch(officer: User, author: User, gate: FakeGate) -> None:
    with clock.freeze(MONDAY + days(30)):
        assert release_when_due() is None
    batch(2, officer, author)
    with clock.freeze(MONDAY + days(8)):
        assert release_when_due() is not None
        assert release_when_due() is None
    assert list(Release.objects.values_list("count", "released_by")) == [(2, None)]


def test_an_officer_does_not_release_an_empty_batch(officer: User, gate: FakeGate) -> None:
    with pytest.raises(actions.ReleaseTooEarly):
        actions.release_batch(by=officer)
    assert not Release.objects.exists()


def test_the_order_within_a_release_says_nothing_about_the_order_of_submission(
    officer: User, author: User, gate: FakeGate
) -> None:
    batch(12, officer, author)
    actions.release_batch(by=officer)
    references = [need.reference for need in needs_shown_to("public")]
    if connection.vendor == "sqlite":
        assert references == sorted(references)
    assert references != [need.reference for need in Need.objects.order_by("pk")]


def test_the_night_takes_what_no_longer_hides_its_household(officer: User, author: User, gate: FakeGate) -> None:
    first, second, served = batch(3, officer, author)
    actions.release_batch(by=CLOCKWORK, end_of_period=True)
    served.refresh_from_db()
    actions.mark_matched(by=CLOCKWORK, need=served)
    gate.too_small = {first.reference, served.reference}

    assert recheck_every_night() == 2
    for need in (first, second, served):
        need.refresh_from_db()
    assert (first.status, first.live, first.hold_code) == (NeedStatus.HELD, False, "CLASS_TOO_SMALL")
    assert (served.status, served.live, served.hold_code) == (NeedStatus.MATCHED, False, "CLASS_TOO_SMALL")
    assert [need.pk for need in needs_shown_to("partner")] == [second.pk]
    assert AuditRow.objects.filter(verb="need.hide").count() == 1
    assert recheck_every_night() == 0


def test_a_change_of_the_register_takes_only_what_it_touches(officer: User, author: User, gate: FakeGate) -> None:
    first, second = batch(2, officer, author)
    actions.release_batch(by=CLOCKWORK, end_of_period=True)
    gate.too_small = {second.reference}
    assert actions.recheck_published([first.reference]) == 1
    assert [need.pk for need in needs_shown_to("public")] == [second.pk]
    assert actions.recheck_published([]) == 0


def test_a_hidden_need_that_loses_its_helper_is_held_not_published(officer: User, author: User, gate: FakeGate) -> None:
    [need] = batch(1, officer, author)
    actions.release_batch(by=CLOCKWORK, end_of_period=True)
    need.refresh_from_db()
    actions.mark_matched(by=CLOCKWORK, need=need)
    actions.recheck_published([need.reference])
    need.refresh_from_db()
    actions.reopen_need(by=CLOCKWORK, need=need, because="HELPER_LEFT")
    need.refresh_from_db()
    assert (need.status, need.live, need.hold_code) == (NeedStatus.HELD, False, "CLASS_TOO_SMALL")


def test_a_held_need_is_shown_again_only_when_it_hides_its_household(
    officer: User, author: User, far_officer: User, gate: FakeGate
) -> None:
    [need] = batch(1, officer, author)
    actions.release_batch(by=CLOCKWORK, end_of_period=True)
    need.refresh_from_db()
    gate.too_small = {need.reference}
    actions.recheck_published()
    need.refresh_from_db()
    with pytest.raises(actions.ClassTooSmall):
        actions.show_again(by=officer, need=need)
    need.refresh_from_db()
    assert (need.status, need.live) == (NeedStatus.HELD, False)
    with pytest.raises(Refused):
        actions.show_again(by=far_officer, need=need)

    gate.too_small = set()
    need.refresh_from_db()
    actions.show_again(by=officer, need=need)
    assert list(needs_shown_to("public")) == [need]
    assert need.hold_code == ""


def test_a_lock_does_not_outlive_the_release(officer: User, author: User, gate: FakeGate) -> None:
    need = submit(author)
    Need.objects.filter(pk=need.pk).update(locked=True, locked_by=officer)
    need.refresh_from_db()
    actions.approve_need(by=officer, need=need)
    actions.release_batch(by=CLOCKWORK, end_of_period=True)
    need.refresh_from_db()
    assert (need.locked, need.audience) == (False, OPEN.audience)
