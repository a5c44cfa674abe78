"""A programme is ended by its insurer or with its last day; before that the insurer is warned."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.actors import SystemActor
from marketplace.common.events import announce
from marketplace.common.rule_data import rule
from marketplace.insurance.events import ProgrammeEnded, ProgrammeRunsOut
from marketplace.insurance.models import GroupProgramme
from marketplace.insurance.rules import may_run_programme
from marketplace.insurance.states import GROUP_PROGRAMME_LIFECYCLE, ProgrammeStatus

SWEEP = SystemActor("insurance-expiry")
NOTICES = ("first", "second", "last")


@transaction.atomic
def end_programme(*, by: User, programme: GroupProgramme) -> None:
    """Nothing new is proposed; what is promised stays promised."""
    may_run_programme(by, programme.insurer).require()
    GROUP_PROGRAMME_LIFECYCLE.advance(programme, "end", by=by)
    announce(ProgrammeEnded(programme_id=programme.pk))


def end_what_ran_out() -> dict[str, int]:
    """Sweep: end what is over and warn of what will be; returns how many of each. May run at any time and twice."""
    over = GroupProgramme.objects.filter(status=ProgrammeStatus.RUNNING, ends_on__lt=clock.today())
    ended = sum(_end(key) for key in list(over.values_list("pk", flat=True)))
    return {"ended": ended, "warned": sum(_warn(days) for days in notice_days())}


def notice_days() -> list[int]:
    """Days before the end at which the insurer is warned, the nearest first, so that one sweep warns once."""
    today = clock.today()
    return sorted(int(rule(f"insurance.expiry_{name}_notice_days", on=today).value) for name in NOTICES)


@transaction.atomic
def _end(key: int) -> bool:
    row = GroupProgramme.objects.select_for_update().filter(pk=key, status=ProgrammeStatus.RUNNING).first()
    if row is None:
        return False
    GROUP_PROGRAMME_LIFECYCLE.advance(row, "end", by=SWEEP)
    announce(ProgrammeEnded(programme_id=row.pk))
    return True


def _warn(days: int) -> int:
    today = clock.today()
    rows = GroupProgramme.objects.filter(
        _unwarned(days), status=ProgrammeStatus.RUNNING, ends_on__gte=today, ends_on__lte=today + timedelta(days=days)
    )
    return sum(_warn_about(key, days) for key in list(rows.values_list("pk", flat=True)))


@transaction.atomic
def _warn_about(key: int, days: int) -> bool:
    rows = GroupProgramme.objects.filter(_unwarned(days), pk=key, status=ProgrammeStatus.RUNNING)
    if not rows.update(warned_at_days=days):
        return False
    announce(ProgrammeRunsOut(programme_id=key, days=days))
    return True


def _unwarned(days: int) -> Q:
    """Whoever was warned nearer to the end is not warned again."""
    return Q(warned_at_days__isnull=True) | Q(warned_at_days__gt=days)
