"""A need moves as its table says, and in no other way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from marketplace.accounts.models import User
from marketplace.common.audit.models import AuditRow
from marketplace.common.lifecycle import IllegalMove
from marketplace.needs import actions
from marketplace.needs.models import Need
from marketplace.needs.states import NEED_LIFECYCLE, REASON_SENTENCES, STATUS_SENTENCES, Audience, NeedStatus
from tests.needs.city import CLOCKWORK, OPEN, FakeGate, bring_to

pytestmark = pytest.mark.django_db

STATUSES = list(NeedStatus)


def moves(officer: User, author: User) -> dict[str, Callable[[Need], Any]]:
    """The verb of ours behind each verb of the table; releasing publishes a batch, tested elsewhere."""
    again = {"title": "冬天需要一台取暖器", "text": "改好了。", "decision": OPEN, "month": "2026-11"}
    return {
        "return": lambda need: actions.return_need(by=officer, need=need, field="text", comment="请改一下。"),
        "resubmit": lambda need: actions.resubmit_need(by=author, need=need, **again),
        "review": lambda need: actions.approve_need(by=officer, need=need),
        "keep_private": lambda need: actions.keep_need_private(by=officer, need=need, because="UNUSUAL_STORY"),
        "hold": lambda need: actions.hold_need(by=officer, need=need, code="REPORTED"),
        "show_again": lambda need: actions.show_again(by=officer, need=need),
        "match": lambda need: actions.mark_matched(by=CLOCKWORK, need=need),
        "start": lambda need: actions.start_delivery(by=CLOCKWORK, need=need),
        "deliver": lambda need: actions.mark_delivered(by=CLOCKWORK, need=need),
        "resume": lambda need: actions.resume_delivery(by=CLOCKWORK, need=need),
        "evaluate": lambda need: actions.evaluate_need(by=CLOCKWORK, need=need),
        "close": lambda need: actions.close_need(by=CLOCKWORK, need=need),
        "reopen": lambda need: actions.reopen_need(by=CLOCKWORK, need=need, because="HELPER_LEFT"),
        "withdraw": lambda need: actions.withdraw_need(by=CLOCKWORK, need=need, because="CONSENT_WITHDRAWN"),
        "expire": lambda need: actions.expire_need(by=CLOCKWORK, need=need),
    }


VERBS = sorted(set(NEED_LIFECYCLE.moves) - {"publish", "reopen_private"})


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_leads_where_the_table_says_or_changes_nothing(
    verb: str, status: NeedStatus, officer: User, author: User, gate: FakeGate
) -> None:
    need = bring_to(status, officer, author, gate)
    sources, target = NEED_LIFECYCLE.moves[verb]
    before = Need.objects.filter(pk=need.pk).values().get()
    audited = AuditRow.objects.count()

    if status in sources:
        moves(officer, author)[verb](need)
        need.refresh_from_db()
        assert need.status == target
        assert AuditRow.objects.filter(verb=f"need.{verb}", subject=f"needs.need:{need.pk}").count() == 1
    else:
        with pytest.raises(IllegalMove) as refusal:
            moves(officer, author)[verb](need)
        assert refusal.value.code == "ILLEGAL_MOVE"
        assert Need.objects.filter(pk=need.pk).values().get() == before
        assert AuditRow.objects.count() == audited


def test_a_private_need_that_loses_its_helper_is_private_again(officer: User, author: User, gate: FakeGate) -> None:
    need = bring_to(NeedStatus.PRIVATE_MATCH, officer, author, gate)
    actions.mark_matched(by=CLOCKWORK, need=need)
    actions.reopen_need(by=CLOCKWORK, need=need, because="HELPER_LEFT")
    need.refresh_from_db()
    assert (need.status, need.audience, need.live) == (NeedStatus.PRIVATE_MATCH, Audience.PRIVATE, False)


@pytest.mark.parametrize("status", STATUSES)
def test_outlets_show_a_need_exactly_while_it_is_published_or_served(
    status: NeedStatus, officer: User, author: User, gate: FakeGate
) -> None:
    need = bring_to(status, officer, author, gate)
    need.refresh_from_db()
    shown = {NeedStatus.PUBLISHED, NeedStatus.MATCHED, NeedStatus.DELIVERING, NeedStatus.DELIVERED}
    assert need.live == (status in shown)


def test_every_visible_change_raises_the_version(officer: User, author: User, gate: FakeGate) -> None:
    need = bring_to(NeedStatus.PUBLISHED, officer, author, gate)
    versions = [need.version]
    for verb in ("hold", "show_again", "match", "start", "reopen", "match", "deliver", "evaluate", "close"):
        moves(officer, author)[verb](need)
        need.refresh_from_db()
        versions.append(need.version)
    assert versions == list(range(versions[0], versions[0] + 10))


def test_every_status_has_its_sentence() -> None:
    assert set(STATUS_SENTENCES) == set(NeedStatus)


def test_every_reason_that_the_gate_can_give_has_its_sentence() -> None:
    given = {"CLASS_TOO_SMALL", "ALREADY_SHOWS_NARROWER_VALUES", "NO_CONSENT", "NO_GUARDIAN_CONSENT", "REPORTED"}
    assert given <= set(REASON_SENTENCES)
