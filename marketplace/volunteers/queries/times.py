"""The facts on which a record's times are judged."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Sum

from marketplace.common import clock
from marketplace.volunteers.models import ServiceRecord, SignUp
from marketplace.volunteers.rules import TimeFacts
from marketplace.volunteers.states import RecordStatus


def time_facts(sign_up: SignUp, *, present: int, travel: int, without: ServiceRecord | None = None) -> TimeFacts:
    """What is known when a record is written; `without` is the version that it replaces."""
    activity = sign_up.activity
    came_at = sign_up.checked_in_at or activity.starts_at
    left_at = sign_up.checked_out_at or activity.ends_at
    served_on = clock.local(came_at).date()
    others = ServiceRecord.objects.filter(sign_up__volunteer=sign_up.volunteer_id, status=RecordStatus.IN_FORCE)
    if without is not None:
        others = others.exclude(pk=without.pk)
    same_day = others.filter(served_on=served_on).aggregate(total=Sum("minutes"))["total"] or 0
    return TimeFacts(
        came_at=came_at,
        left_at=left_at,
        window=(activity.starts_at, activity.ends_at),
        present=present,
        travel=travel,
        others=same_day,
        overlaps=_overlaps(sign_up, came_at, left_at),
        due_on=activity.record_due_on,
        on=clock.today(),
        by_hand=sign_up.entered_by_id is not None,
        device_people=_people_on_device(sign_up),
    )


def _overlaps(sign_up: SignUp, came_at: datetime, left_at: datetime) -> bool:
    others = SignUp.objects.filter(
        volunteer=sign_up.volunteer_id,
        records__status=RecordStatus.IN_FORCE,
        checked_in_at__lt=left_at,
        checked_out_at__gt=came_at,
    )
    return others.exclude(pk=sign_up.pk).exists()


def _people_on_device(sign_up: SignUp) -> int:
    if not sign_up.device_digest:
        return 0
    same = SignUp.objects.filter(activity=sign_up.activity_id, device_digest=sign_up.device_digest)
    return same.values("volunteer").distinct().count()
