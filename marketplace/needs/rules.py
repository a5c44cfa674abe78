"""When a batch of needs may appear, and who may let it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import holds_role
from marketplace.common import clock
from marketplace.common.actors import Actor, SystemActor
from marketplace.common.rule_data import rule
from marketplace.common.verdict import YES, Verdict, no
from marketplace.needs.models import Need, Release
from marketplace.needs.states import NeedStatus


def period() -> timedelta:
    """How long needs are gathered before they appear together."""
    return timedelta(days=int(rule("release.period_days", on=clock.today()).value))


def turn_of_period() -> date:
    """The first day of the running period, of seven days a Monday. What was wanted before it expires together.

    On the day after its own day a need would tell the world which day that was.
    """
    today = clock.today()
    return today - timedelta(days=(today.toordinal() - 1) % period().days)


def least_batch() -> int:
    """How many needs hide each other well enough to appear before the end of the period."""
    return int(rule("release.batch_minimum", on=clock.today()).value)


def due_at() -> datetime | None:
    """When the period ends in which the oldest waiting need was approved; None when none waits.

    Periods follow each other from the last release on, also through weeks without a need: otherwise the first need
    after a quiet week would appear alone on the day of its approval.
    """
    waiting = Need.objects.filter(status=NeedStatus.REVIEWED).order_by("reviewed_at")
    oldest = waiting.values_list("reviewed_at", flat=True).first()
    if oldest is None:
        return None
    began = Release.objects.order_by("-released_at").values_list("released_at", flat=True).first()
    if began is None or oldest < began:
        return (began or oldest) + period()
    return began + period() * ((oldest - began) // period() + 1)


def is_due() -> bool:
    """Whether the period of a waiting need has ended."""
    due = due_at()
    return due is not None and clock.now() >= due


def may_release(waiting: int) -> Verdict:
    """At the end of the period, or earlier once the batch is large enough."""
    least = least_batch()
    if waiting >= least or (waiting and is_due()):
        return YES
    message = ngettext(
        "The batch holds %(waiting)d need that may be shown; it appears once it holds %(least)d "
        "or at the end of the period.",
        "The batch holds %(waiting)d needs that may be shown; it appears once it holds %(least)d "
        "or at the end of the period.",
        waiting,
    )
    return no(message % {"waiting": waiting, "least": least}, code="RELEASE_TOO_EARLY")


def may_handle_releases(by: Actor) -> Verdict:
    """Bureau officers, and the clock."""
    if isinstance(by, SystemActor) or (isinstance(by, User) and holds_role(by, Role.OFFICER)):
        return YES
    return no(_("Only a bureau officer can release a batch."), code="NOT_AN_OFFICER")
