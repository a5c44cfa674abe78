"""Are the times of a record possible, and is there anything about them to question? Decided on frozen facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from marketplace.common.rule_data import rule
from marketplace.common.verdict import YES, Verdict, no
from marketplace.volunteers.hours import minutes_between, minutes_served
from marketplace.volunteers.models import Flag


@dataclass(frozen=True, slots=True)
class TimeFacts:
    """One record before it is written; `others` are the minutes in force of the same person on the same day."""

    came_at: datetime
    left_at: datetime
    window: tuple[datetime, datetime]
    present: int
    travel: int
    others: int
    overlaps: bool
    """Whether another record in force of the person covers part of the same time."""
    due_on: date
    on: date
    """The day on which it is recorded."""
    by_hand: bool
    device_people: int
    """How many people of the activity checked in with this device."""

    @property
    def minutes(self) -> int:
        """Time actually given."""
        return minutes_served(self.present, self.travel)


def times_hold(facts: TimeFacts) -> Verdict:
    """What cannot be is refused, with what to do."""
    if facts.left_at < facts.came_at:
        return no(_("Leaving lies before coming. Check both times."), code="CHECK_OUT_BEFORE_CHECK_IN")
    if facts.travel > facts.present:
        message = _("The way cannot take longer than the whole time. Check the minutes.")
        return no(message, code="MORE_TRAVEL_THAN_TIME")
    if facts.present > minutes_between(*facts.window):
        message = _("That is longer than the activity lasted. Only time within the activity is recorded.")
        return no(message, code="LONGER_THAN_ACTIVITY")
    if facts.overlaps:
        message = _("Another record of this person covers the same time. Look at both before you go on.")
        return no(message, code="OVERLAPPING")
    if facts.others + facts.minutes > int(rule("volunteer.impossible_day_minutes", on=facts.on).value):
        message = _("With the other records of this day that is more than a day has hours. Check the times.")
        return no(message, code="IMPOSSIBLE_DAY")
    return YES


def flags_of(facts: TimeFacts) -> list[str]:
    """What an officer may want to look at; the record is written all the same."""
    questions = {
        Flag.LATE: facts.on > facts.due_on,
        Flag.LONG_DAY: facts.others + facts.minutes > int(rule("volunteer.long_day_minutes", on=facts.on).value),
        Flag.SAME_DEVICE: facts.device_people > int(rule("volunteer.people_per_device", on=facts.on).value),
        Flag.BY_HAND: facts.by_hand,
    }
    return [str(flag.value) for flag, questioned in questions.items() if questioned]
