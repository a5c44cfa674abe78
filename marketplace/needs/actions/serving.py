"""What fulfilment tells a need: promised, under way, delivered, evaluated, closed, or open again."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from marketplace.common.actors import Actor
from marketplace.common.events import announce
from marketplace.needs.actions.keeping import hold_need
from marketplace.needs.events import NeedChanged
from marketplace.needs.models import Need
from marketplace.needs.states import NEED_LIFECYCLE, Audience, NeedStatus

OPENED_AGAIN = "OPENED_AGAIN"


@transaction.atomic
def mark_matched(*, by: Actor, need: Need) -> None:
    """All the help wanted is promised."""
    _advance(by, need, "match")


@transaction.atomic
def start_delivery(*, by: Actor, need: Need) -> None:
    """A helper has begun."""
    _advance(by, need, "start")


@transaction.atomic
def mark_delivered(*, by: Actor, need: Need) -> None:
    """Every helper's delivery is confirmed."""
    _advance(by, need, "deliver")


@transaction.atomic
def resume_delivery(*, by: Actor, need: Need) -> None:
    """A confirmed delivery turned out wrong: help is under way again; what was judged already stays out of sight."""
    hidden = {"hold_code": OPENED_AGAIN} if need.status == NeedStatus.EVALUATED else {}
    _advance(by, need, "resume", **hidden)


@transaction.atomic
def evaluate_need(*, by: Actor, need: Need) -> None:
    """The result was judged; outlets show it no longer."""
    _advance(by, need, "evaluate", live=False)


@transaction.atomic
def close_need(*, by: Actor, need: Need) -> None:
    """Nothing remains to be done."""
    _advance(by, need, "close")


@transaction.atomic
def reopen_need(*, by: Actor, need: Need, because: str) -> None:
    """Help fell through: the need is offered again to those who could see it before.

    What was hidden while help was promised is held until an officer decides.
    """
    verb = "reopen_private" if need.audience == Audience.PRIVATE else "reopen"
    NEED_LIFECYCLE.advance(need, verb, by=by, because=because, version=need.version + 1)
    if need.status == NeedStatus.PUBLISHED and not need.live:
        hold_need(by=by, need=need, code=need.hold_code)
        return
    announce(NeedChanged(need_id=need.pk))


def _advance(by: Actor, need: Need, verb: str, **changes: Any) -> None:
    NEED_LIFECYCLE.advance(need, verb, by=by, version=need.version + 1, **changes)
    announce(NeedChanged(need_id=need.pk))
