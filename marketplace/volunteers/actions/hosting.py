"""How a group calls for volunteers: draft, publish, cancel, and end what is over."""

from __future__ import annotations

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.actors import SystemActor
from marketplace.common.events import announce
from marketplace.organisations.models import Organisation
from marketplace.volunteers.events import ActivityCancelled, ActivityEnded, ActivityRecorded
from marketplace.volunteers.models import Activity
from marketplace.volunteers.rules import may_host, may_publish
from marketplace.volunteers.states import ACTIVITY_LIFECYCLE, UNSETTLED, ActivityStatus

CLOCKWORK = SystemActor("activities")


@transaction.atomic
def draft_activity(*, by: User, organisation: Organisation, **facts: object) -> Activity:
    """Write an activity down; nobody sees it before it is published."""
    may_host(by, organisation).require()
    activity = Activity.objects.create(organisation=organisation, **facts)
    audit.record(by=by, verb="activity.draft", subject=activity)
    return activity


@transaction.atomic
def revise_activity(*, by: User, activity: Activity, **facts: object) -> None:
    """Change a draft; what people signed up for is cancelled and called anew instead."""
    may_host(by, activity.organisation).require()
    ACTIVITY_LIFECYCLE.may(activity, "publish").require()
    for name, value in facts.items():
        setattr(activity, name, value)
    activity.save(update_fields=sorted(facts))
    audit.record(by=by, verb="activity.revise", subject=activity, detail={"fields": sorted(facts)})


@transaction.atomic
def publish_activity(*, by: User, activity: Activity) -> None:
    """Open the sign-up."""
    may_host(by, activity.organisation).require()
    may_publish(activity).require()
    ACTIVITY_LIFECYCLE.advance(activity, "publish", by=by)


@transaction.atomic
def cancel_activity(*, by: User, activity: Activity) -> None:
    """It does not take place; those who signed up are told."""
    may_host(by, activity.organisation).require()
    ACTIVITY_LIFECYCLE.advance(activity, "cancel", by=by)
    announce(ActivityCancelled(activity_id=activity.pk))


def end_past_activities() -> int:
    """Sweep: what is over waits to be recorded, or is closed where nobody came; returns how many."""
    over = Activity.objects.filter(status=ActivityStatus.PUBLISHED, ends_at__lte=clock.now()).order_by("pk")
    rows = list(over)
    for activity in rows:
        end_activity(activity)
    return len(rows)


@transaction.atomic
def end_activity(activity: Activity) -> None:
    """Nobody can sign up any more; the days to record it run."""
    ACTIVITY_LIFECYCLE.advance(activity, "end", by=CLOCKWORK)
    announce(ActivityEnded(activity_id=activity.pk))
    finish_if_settled(activity)


def finish_if_settled(activity: Activity) -> None:
    """Inside the action that settled a sign-up: the last one closes the activity."""
    activity.refresh_from_db(fields=["status"])
    if activity.status == ActivityStatus.ENDED and not activity.sign_ups.filter(status__in=UNSETTLED).exists():
        ACTIVITY_LIFECYCLE.advance(activity, "finish", by=CLOCKWORK)
        announce(ActivityRecorded(activity_id=activity.pk))
