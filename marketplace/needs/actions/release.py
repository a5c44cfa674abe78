"""Needs appear in batches: one release a period, so that two exports never differ by a single household."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.actors import Actor
from marketplace.common.events import announce
from marketplace.common.rule_data import rule
from marketplace.common.verdict import YES, DomainError, Verdict, no
from marketplace.needs.actions.review import make_private
from marketplace.needs.actions.submission import GATE
from marketplace.needs.events import NeedsReleased
from marketplace.needs.models import Need, Release
from marketplace.needs.ports import GateDecision, publication_gate
from marketplace.needs.states import NEED_LIFECYCLE, Audience, NeedStatus


class ReleaseTooEarly(DomainError):
    """The period has not ended and the batch is too small to hide its members in each other."""

    code = "RELEASE_TOO_EARLY"


def due_at() -> datetime | None:
    """When the running period ends; None before the first release."""
    last = Release.objects.order_by("-released_at").first()
    if last is None:
        return None
    return last.released_at + timedelta(days=int(rule("release.period_days", on=clock.today()).value))


def may_release(waiting: int) -> Verdict:
    """At the end of the period, or earlier once the batch is large enough."""
    due, least = due_at(), int(rule("release.batch_minimum", on=clock.today()).value)
    if waiting >= least or (due is not None and clock.now() >= due):
        return YES
    message = _(
        "The batch holds %(waiting)s needs; it may be released once it holds %(least)s or at the end of the period."
    )
    return no(message % {"waiting": waiting, "least": least}, code=ReleaseTooEarly.code)


@transaction.atomic
def release_batch(*, by: Actor, end_of_period: bool = False) -> Release:
    """Publish every reviewed need that still passes the gate; the others go to private match with the reason."""
    waiting = list(Need.objects.select_for_update().filter(status=NeedStatus.REVIEWED).order_by("pk"))
    verdict = may_release(len(waiting))
    if not verdict.passed and not end_of_period:
        raise ReleaseTooEarly(verdict.reason)
    month = f"{clock.today():%Y-%m}"
    decisions = publication_gate().decide([need.reference for need in waiting], month=month)
    release = Release.objects.create(
        released_at=clock.now(), released_by=by if isinstance(by, User) else None, month=month, count=0
    )
    shown = [need for need in waiting if _settle(by, need, decisions[need.reference], release)]
    Release.objects.filter(pk=release.pk).update(count=len(shown))
    release.count = len(shown)
    publication_gate().remember([need.reference for need in shown])
    audit.record(by=by, verb="needs.release", subject=release, detail={"count": len(shown), "month": month})
    announce(NeedsReleased(release_id=release.pk))
    return release


def _settle(by: Actor, need: Need, decision: GateDecision, release: Release) -> bool:
    if decision.audience == Audience.PRIVATE:
        make_private(by=GATE, need=need, because=decision.code)
        return False
    NEED_LIFECYCLE.advance(
        need,
        "publish",
        by=by,
        audience=decision.audience,
        month=release.month,
        released_at=release.released_at,
        version=need.version + 1,
        **decision.values(),
    )
    need.save_revision(user=need.reviewer, changed=False).publish(user=need.reviewer, skip_permission_checks=True)
    return True
