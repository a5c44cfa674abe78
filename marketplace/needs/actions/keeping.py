"""Hold back, show again, withdraw, expire."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.actors import Actor, SystemActor
from marketplace.common.events import announce
from marketplace.needs.events import NeedChanged, NeedWithdrawn
from marketplace.needs.models import Need
from marketplace.needs.ports import publication_gate
from marketplace.needs.states import NEED_LIFECYCLE, NeedStatus

RECHECK = SystemActor("class-recheck")


@transaction.atomic
def hold_need(*, by: Actor, need: Need, code: str) -> None:
    """Take a published need from every outlet until an officer decides."""
    NEED_LIFECYCLE.advance(need, "hold", by=by, because=code, hold_code=code, version=need.version + 1, live=False)
    announce(NeedChanged(need_id=need.pk))


@transaction.atomic
def show_again(*, by: User, need: Need) -> None:
    """An officer decided that a held need may be seen again; its class is counted anew."""
    need.reviewable_by(by).require()
    NEED_LIFECYCLE.advance(need, "show_again", by=by, hold_code="", version=need.version + 1, live=True)
    recheck_published()
    announce(NeedChanged(need_id=need.pk))


@transaction.atomic
def withdraw_need(*, by: Actor, need: Need, because: str) -> None:
    """The need disappears from every outlet at once and for good."""
    NEED_LIFECYCLE.advance(need, "withdraw", by=by, because=because, version=need.version + 1, live=False)
    state = need.current_workflow_state
    if state is not None and state.status in (state.STATUS_IN_PROGRESS, state.STATUS_NEEDS_CHANGES):
        state.cancel(user=by if isinstance(by, User) else None)
    announce(NeedWithdrawn(need_id=need.pk))


@transaction.atomic
def expire_need(*, by: Actor, need: Need) -> None:
    """Nobody helped in time."""
    NEED_LIFECYCLE.advance(need, "expire", by=by, version=need.version + 1, live=False)
    announce(NeedChanged(need_id=need.pk))


@transaction.atomic
def recheck_published(references: list[str] | None = None) -> int:
    """Hold every published need whose class fell below its k; a need already promised help is only hidden.

    Called inside the transaction that changes the register (`references` given) and every night (None).
    """
    below = list(publication_gate().below_k()) if references is None else references
    for need in Need.objects.select_for_update().filter(reference__in=below, status=NeedStatus.PUBLISHED):
        hold_need(by=RECHECK, need=need, code="CLASS_TOO_SMALL")
    promised = Need.objects.filter(reference__in=below, live=True, released_at__isnull=False)
    promised.exclude(status=NeedStatus.PUBLISHED).update(
        live=False, hold_code="CLASS_TOO_SMALL", version=F("version") + 1, last_published_at=clock.now()
    )
    return len(below)
