"""How volunteers join and when they have time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.actors import Actor
from marketplace.common.rule_data import rule
from marketplace.common.verdict import DomainError
from marketplace.organisations.models import Organisation
from marketplace.volunteers.models import Availability, Skill, Volunteer
from marketplace.volunteers.states import VOLUNTEER_LIFECYCLE

NUMBER_PREFIX = "NBV"
NUMBER_DIGITS = 8


class GuardianNeeded(DomainError):
    """Somebody under 18 joins with a guardian's consent only (宁波市志愿服务条例 Art. 10)."""

    code = "GUARDIAN_NEEDED"


@transaction.atomic
def join(
    *,
    by: Actor,
    user: User,
    organisation: Organisation,
    real_name: str,
    district: str,
    birth_year: int | None = None,
    phone: str = "",
    need_kinds: Sequence[str] = (),
    skills: Sequence[str] = (),
    areas: Sequence[str] = (),
    languages: Sequence[str] = (),
    limits: Sequence[str] = (),
    reach_km: int = 10,
    per_period: int = 1,
    guardian_consent: bool = False,
) -> Volunteer:
    """Enter a volunteer; in public a unified number stands for the person (MZ/T 061)."""
    adult = int(rule("anonymity.minor_age", on=clock.today()).value)
    if birth_year is not None and clock.today().year - birth_year <= adult and not guardian_consent:
        raise GuardianNeeded(_("Volunteers under 18 need the consent of a guardian. Ask for it and enter it here."))
    volunteer = Volunteer.objects.create(
        user=user,
        organisation=organisation,
        unified_number=_next_number(),
        real_name=real_name,
        phone=phone,
        birth_year=birth_year,
        guardian_consent=guardian_consent,
        district=district,
        areas=list(areas),
        need_kinds=list(need_kinds),
        languages=list(languages),
        limits=list(limits),
        reach_km=reach_km,
        per_period=per_period,
    )
    volunteer.skills.set(Skill.objects.filter(code__in=skills))
    audit.record(by=by, verb="volunteer.join", subject=volunteer)
    return volunteer


@transaction.atomic
def admit_volunteer(*, by: Actor, volunteer: Volunteer) -> None:
    """The recording organisation checked who it is."""
    VOLUNTEER_LIFECYCLE.advance(volunteer, "admit", by=by)


@transaction.atomic
def set_availability(*, by: Actor, volunteer: Volunteer, windows: Sequence[tuple[int, time, time]]) -> None:
    """Replace the weekly windows: (1 = Monday … 7, from, to)."""
    volunteer.availabilities.all().delete()
    Availability.objects.bulk_create(
        Availability(volunteer=volunteer, weekday=day, starts_at=start, ends_at=end) for day, start, end in windows
    )
    audit.record(by=by, verb="volunteer.set_availability", subject=volunteer, detail={"windows": len(windows)})


def _next_number() -> str:
    last = Volunteer.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    year: date = clock.today()
    return f"{NUMBER_PREFIX}{year:%y}{last + 1:0{NUMBER_DIGITS}d}"
