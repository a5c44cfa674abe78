"""Needs appear in batches: one release a period, so that two exports never differ by a single household."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.actors import Actor
from marketplace.common.events import announce
from marketplace.common.verdict import DomainError
from marketplace.needs.actions.review import make_private
from marketplace.needs.actions.submission import GATE
from marketplace.needs.events import NeedsReleased
from marketplace.needs.models import Need, Release
from marketplace.needs.ports import GateDecision, publication_gate
from marketplace.needs.rules import may_handle_releases, may_release
from marketplace.needs.states import NEED_LIFECYCLE, Audience, NeedStatus

UNKNOWN = GateDecision(audience=Audience.PRIVATE, code="NOT_ON_THE_REGISTER")


class ReleaseTooEarly(DomainError):
    """The period has not ended and the batch is too small to hide its members in each other."""

    code = "RELEASE_TOO_EARLY"


@transaction.atomic
def release_batch(*, by: Actor, end_of_period: bool = False) -> Release:
    """Publish every reviewed need that still passes the gate; the others go to private match with the reason.

    Before the end of the period only those count that pass: they are what the next export will show more.
    """
    may_handle_releases(by).require()
    waiting = list(Need.objects.select_for_update(of=("self",)).filter(status=NeedStatus.REVIEWED).order_by("pk"))
    month = f"{clock.today():%Y-%m}"
    decided = publication_gate().decide([need.reference for need in waiting], month=month)
    decisions = {need.pk: decided.get(need.reference, UNKNOWN) for need in waiting}
    if not end_of_period:
        refuse_early(list(decisions.values()))
    release = Release.objects.create(
        released_at=clock.now(), released_by=by if isinstance(by, User) else None, month=month, count=0
    )
    shown = [need for need in waiting if settle(by, need, decisions[need.pk], release)]
    Release.objects.filter(pk=release.pk).update(count=len(shown))
    release.count = len(shown)
    publication_gate().remember([need.reference for need in shown])
    audit.record(by=by, verb="needs.release", subject=release, detail={"count": len(shown), "month": month})
    announce(NeedsReleased(release_id=release.pk))
    return release


def refuse_early(decisions: list[GateDecision]) -> None:
    """Raise `ReleaseTooEarly` with the sentence of the rule."""
    verdict = may_release(sum(decision.audience != Audience.PRIVATE for decision in decisions))
    if not verdict.passed:
        raise ReleaseTooEarly(verdict.reason)


def settle(by: Actor, need: Need, decision: GateDecision, release: Release) -> bool:
    """Publish the need as the gate decided, or keep it private; True when it is shown now."""
    if decision.audience == Audience.PRIVATE:
        make_private(by=GATE, need=need, because=decision.code)
        return False
    changes: dict[str, Any] = {
        "audience": decision.audience,
        "month": release.month,
        "released_at": release.released_at,
        "version": need.version + 1,
        "locked": False,
        **decision.values(),
    }
    NEED_LIFECYCLE.advance(need, "publish", by=by, **changes)
    revision = need.save_revision(changed=False)
    revision.publish(user=need.reviewer, skip_permission_checks=True)
    need.refresh_from_db()
    return True
