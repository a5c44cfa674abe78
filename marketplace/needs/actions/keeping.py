"""Hold back, show again, withdraw, expire."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit
from marketplace.common.actors import Actor, SystemActor
from marketplace.common.events import announce
from marketplace.common.verdict import DomainError
from marketplace.needs.actions.workflow import end_review
from marketplace.needs.events import NeedChanged, NeedExpired, NeedHeld, NeedWithdrawn
from marketplace.needs.models import Need
from marketplace.needs.ports import publication_gate
from marketplace.needs.rules import turn_of_period
from marketplace.needs.states import BEFORE_MATCHED, NEED_LIFECYCLE, NeedStatus

RECHECK = SystemActor("class-recheck")
CALENDAR = SystemActor("need-calendar")
TOO_SMALL = "CLASS_TOO_SMALL"
PROMISED = (NeedStatus.MATCHED, NeedStatus.DELIVERING, NeedStatus.DELIVERED)


class ClassTooSmall(DomainError):
    """The need's class no longer hides its household."""

    code = TOO_SMALL


class NotHidden(DomainError):
    """There is nothing to show again."""

    code = "NOT_HIDDEN"


@transaction.atomic
def hold_need(*, by: Actor, need: Need, code: str) -> None:
    """Take a published need from every outlet until an officer decides."""
    NEED_LIFECYCLE.advance(need, "hold", by=by, because=code, hold_code=code, version=need.version + 1, live=False)
    announce(NeedHeld(need_id=need.pk))
    announce(NeedChanged(need_id=need.pk))


@transaction.atomic
def show_again(*, by: User, need: Need) -> None:
    """An officer decided that a held need may be seen again; refused while its class is too small."""
    need.judged_by(by).require()
    NEED_LIFECYCLE.advance(need, "show_again", by=by, hold_code="", version=need.version + 1, live=True)
    if need.reference in publication_gate().below_k():
        raise ClassTooSmall(_("Too few households share its values still. Keep it held or withdraw it."))
    announce(NeedChanged(need_id=need.pk))


@transaction.atomic
def withdraw_need(*, by: Actor, need: Need, because: str) -> None:
    """The need disappears from every outlet at once and for good."""
    NEED_LIFECYCLE.advance(need, "withdraw", by=by, because=because, version=need.version + 1, live=False)
    end_review(need, by)
    announce(NeedWithdrawn(need_id=need.pk))


@transaction.atomic
def expire_need(*, by: Actor, need: Need) -> None:
    """Nobody helped in time."""
    NEED_LIFECYCLE.advance(need, "expire", by=by, version=need.version + 1, live=False)
    end_review(need, by)
    announce(NeedExpired(need_id=need.pk))
    announce(NeedChanged(need_id=need.pk))


@transaction.atomic
def expire_overdue() -> int:
    """Expire every need whose day lies in a period that has ended and that nobody promised to help; returns how many.

    Promises lock the need's row too: the gate is asked again under the locks.
    """
    turn = turn_of_period()
    late = publication_gate().overdue(before=turn)
    locked = Need.objects.select_for_update(of=("self",)).filter(reference__in=late, status__in=BEFORE_MATCHED)
    needs = list(locked.order_by("pk"))
    still = frozenset(publication_gate().overdue(before=turn)) if needs else frozenset()
    expired = [need for need in needs if need.reference in still]
    for need in expired:
        expire_need(by=CALENDAR, need=need)
    return len(expired)


@transaction.atomic
def recheck_published(references: list[str] | None = None) -> int:
    """Hold every published need whose class fell below its k; a need already promised help is only hidden.

    Called inside the transaction that changes the register (`references` given) and every night (None).
    Returns how many disappeared from the outlets.
    """
    below = list(publication_gate().below_k()) if references is None else references
    shown = list(Need.objects.select_for_update().filter(reference__in=below, live=True).order_by("pk"))
    for need in shown:
        if need.status == NeedStatus.PUBLISHED:
            hold_need(by=RECHECK, need=need, code=TOO_SMALL)
        else:
            hide_promised(by=RECHECK, need=need, code=TOO_SMALL)
    return len(shown)


def hide_promised(*, by: Actor, need: Need, code: str) -> None:
    """Outlets forget the need; those who promised help go on serving it."""
    Need.objects.filter(pk=need.pk).update(live=False, hold_code=code, version=need.version + 1)
    audit.record(by=by, verb="need.hide", subject=need, detail={"because": code})
    announce(NeedChanged(need_id=need.pk))


@transaction.atomic
def show_promised_again(*, by: User, need: Need) -> None:
    """An officer decided that a need which was only hidden may be seen again; refused while its class is too small."""
    need.judged_by(by).require()
    hidden = Need.objects.filter(pk=need.pk, live=False, status__in=PROMISED)
    if not hidden.update(live=True, hold_code="", version=need.version + 1):
        raise NotHidden(_("Only a need that was promised help and then hidden can be shown again this way."))
    if need.reference in publication_gate().below_k():
        raise ClassTooSmall(_("Too few households share its values still. Keep it held or withdraw it."))
    audit.record(by=by, verb="need.show", subject=need)
    announce(NeedChanged(need_id=need.pk))
