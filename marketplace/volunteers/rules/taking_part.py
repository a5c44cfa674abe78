"""Who may sign up for an activity, and when one may check in or out."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.common.verdict import YES, Verdict, first_refusal, no
from marketplace.volunteers.models import Activity, SignUp, Volunteer
from marketplace.volunteers.rules.joining import has_guardian, is_minor
from marketplace.volunteers.states import HELD, TAKES_PART, ActivityStatus, SignUpStatus, VolunteerStatus


def may_sign_up(volunteer: Volunteer, activity: Activity) -> Verdict:
    """An admitted volunteer, before the activity begins, with a free place and free time."""
    return first_refusal(fits_volunteer(volunteer, activity), _is_open(activity), _has_time(volunteer, activity))


def fits_volunteer(volunteer: Volunteer, activity: Activity) -> Verdict:
    """Admitted, a minor with a guardian who agrees, and grown up where it is dangerous (宁波市志愿服务条例 Art.10)."""
    if volunteer.status != VolunteerStatus.ACTIVE:
        message = _("Your group has not admitted you yet, or you are resting. Ask your group.")
        return no(message, code="NOT_ADMITTED")
    if activity.is_dangerous and is_minor(volunteer.latest_birth(), clock.local(activity.starts_at).date()):
        message = _("Rescue and dangerous work are for adults only. Choose another activity.")
        return no(message, code="NO_MINORS")
    return has_guardian(volunteer)


def _is_open(activity: Activity) -> Verdict:
    if activity.status != ActivityStatus.PUBLISHED or activity.starts_at <= clock.now():
        return no(_("Sign-up for this activity is closed. Choose another one."), code="SIGN_UP_CLOSED")
    if activity.sign_ups.filter(status__in=TAKES_PART).count() >= activity.capacity:
        return no(_("All places of this activity are taken. Choose another one."), code="ACTIVITY_FULL")
    return YES


def _has_time(volunteer: Volunteer, activity: Activity) -> Verdict:
    """Nobody is at two places at once."""
    others = SignUp.objects.filter(
        volunteer=volunteer,
        status__in=TAKES_PART,
        activity__starts_at__lt=activity.ends_at,
        activity__ends_at__gt=activity.starts_at,
    )
    if others.exclude(activity=activity).exists():
        message = _(
            "You have signed up for another activity at this time. Withdraw there first, or choose another one."
        )
        return no(message, code="OVERLAPPING")
    return YES


def may_check(sign_up: SignUp) -> Verdict:
    """Around the time of the activity: in until it ends, out until a while after."""
    activity, now = sign_up.activity, clock.now()
    if activity.status not in HELD:
        return no(_("This activity is not taking place."), code="NOT_TAKING_PLACE")
    if now < activity.starts_at - _minutes("volunteer.check_in_early_minutes"):
        return no(_("It is too early to check in. Come back shortly before the activity begins."), code="TOO_EARLY")
    over = activity.ends_at
    if sign_up.status == SignUpStatus.PRESENT:
        over += _minutes("volunteer.check_out_late_minutes")
    if now > over:
        message = _("The time for this is over. Ask the host to enter when you came and went.")
        return no(message, code="TOO_LATE")
    return YES


def _minutes(name: str) -> timedelta:
    return timedelta(minutes=int(rule(name, on=clock.today()).value))
