"""How volunteers join, change what they offer, rest and leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.actors import Actor
from marketplace.common.events import announce
from marketplace.common.identifiers import birth_date, is_male, normalise_identifier, resident_id
from marketplace.common.public_words import refuse_identifying_text
from marketplace.common.references import blind_index
from marketplace.common.verdict import DomainError
from marketplace.organisations.models import Organisation
from marketplace.volunteers.events import VolunteerAdmitted, VolunteerApplied, VolunteerDeclined
from marketplace.volunteers.models import Availability, IdentityKind, Sex, Skill, Volunteer
from marketplace.volunteers.rules import may_admit, may_be_called, may_join
from marketplace.volunteers.states import VOLUNTEER_LIFECYCLE, VolunteerStatus

NUMBER_PREFIX = "NBV"
NUMBER_DIGITS = 8
PROFILE = frozenset(
    {"public_name", "phone", "district", "areas", "need_kinds", "languages", "limits", "reach_km", "per_period"}
)


class AlreadyAVolunteer(DomainError):
    """One account and one identity stand for one volunteer."""

    code = "ALREADY_A_VOLUNTEER"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is, as the real-name record needs it (民政部令第67号 Art.5)."""

    kind: str = ""
    number: str = ""
    sex: str = ""
    born_on: date | None = None


@transaction.atomic
def join(
    *,
    by: Actor,
    user: User,
    organisation: Organisation,
    real_name: str,
    district: str,
    public_name: str = "",
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
    guardian_name: str = "",
    guardian_phone: str = "",
    identity: Identity | None = None,
) -> Volunteer:
    """Enter a volunteer; in public a unified number, kept for life, stands for the person (MZ/T 061)."""
    known = _complete(identity or Identity())
    volunteer = _row_for(user, known)
    volunteer.birth_year = known.born_on.year if known.born_on else birth_year
    volunteer.birth_day = known.born_on.isoformat() if known.born_on else ""
    may_join(organisation, latest_birth=volunteer.latest_birth(), guardian_consent=guardian_consent).require()
    _require_public(public_name, real_name)
    facts: dict[str, object] = {
        "organisation": organisation, "real_name": real_name, "public_name": public_name, "phone": phone,
        "district": district,
        "identity_kind": known.kind, "identity_number": known.number, "identity_digest": _digest(known),
        "sex": known.sex, "guardian_consent": guardian_consent, "guardian_name": guardian_name,
        "guardian_phone": guardian_phone, "areas": list(areas), "need_kinds": list(need_kinds),
        "languages": list(languages), "limits": list(limits), "reach_km": reach_km, "per_period": per_period,
        "left_at": None, "forgotten_at": None,
    }  # fmt: skip
    for name, value in facts.items():
        setattr(volunteer, name, value)
    if volunteer.pk is not None:
        VOLUNTEER_LIFECYCLE.advance(volunteer, "apply_again", by=by)
    volunteer.save()
    volunteer.skills.set(Skill.objects.filter(code__in=skills))
    audit.record(by=by, verb="volunteer.join", subject=volunteer)
    announce(VolunteerApplied(volunteer_id=volunteer.pk))
    return volunteer


@transaction.atomic
def admit_volunteer(*, by: User, volunteer: Volunteer) -> None:
    """The recording organisation checked who it is."""
    may_admit(by, volunteer).require()
    VOLUNTEER_LIFECYCLE.advance(volunteer, "admit", by=by)
    announce(VolunteerAdmitted(volunteer_id=volunteer.pk))


@transaction.atomic
def decline_volunteer(*, by: User, volunteer: Volunteer, because: str) -> None:
    """The organisation cannot record this person; `because` is a code."""
    may_admit(by, volunteer).require()
    VOLUNTEER_LIFECYCLE.advance(volunteer, "decline", by=by, because=because)
    announce(VolunteerDeclined(volunteer_id=volunteer.pk))


@transaction.atomic
def read_identity(*, by: User, volunteer: Volunteer) -> Volunteer:
    """The real name opens to those who record it, and the audit trail keeps who read it."""
    may_admit(by, volunteer).require()
    audit.record_read(by=by, verb="volunteer.read_identity", subject=volunteer)
    return volunteer


@transaction.atomic
def revise_profile(*, by: User, volunteer: Volunteer, skills: Sequence[str], **changes: object) -> None:
    """The volunteer keeps phone, area, skills, languages and reach up to date; the identity stays as it was checked."""
    if volunteer.user_id != by.pk:
        raise DomainError(_("Only the volunteer can change this."), code="NOT_THE_VOLUNTEER")
    if unknown := set(changes) - PROFILE:
        raise TypeError(f"not part of a profile: {sorted(unknown)}")
    _require_public(str(changes.get("public_name", "")), volunteer.real_name)
    for name, value in changes.items():
        setattr(volunteer, name, value)
    volunteer.save(update_fields=sorted(changes))
    volunteer.skills.set(Skill.objects.filter(code__in=skills))
    audit.record(by=by, verb="volunteer.revise_profile", subject=volunteer, detail={"fields": sorted(changes)})


@transaction.atomic
def record_guardian(
    *, by: User, volunteer: Volunteer, guardian_consent: bool, guardian_name: str = "", guardian_phone: str = ""
) -> None:
    """The guardian of somebody under 18 agrees, or no longer does: then nothing new is proposed to the volunteer."""
    if volunteer.user_id != by.pk:
        raise DomainError(_("Only the volunteer can change this."), code="NOT_THE_VOLUNTEER")
    if guardian_consent and not (guardian_name and guardian_phone):
        message = _("Volunteers under 18 need a guardian who agrees and can be reached.")
        raise DomainError(message, code="GUARDIAN_NEEDED")
    volunteer.guardian_consent = guardian_consent
    volunteer.guardian_name, volunteer.guardian_phone = guardian_name, guardian_phone
    volunteer.save(update_fields=["guardian_consent", "guardian_name", "guardian_phone"])
    audit.record(by=by, verb="volunteer.record_guardian", subject=volunteer, detail={"given": guardian_consent})


@transaction.atomic
def rest(*, by: User, volunteer: Volunteer) -> None:
    """No activity and no proposal for a while."""
    VOLUNTEER_LIFECYCLE.advance(volunteer, "rest", by=by)


@transaction.atomic
def return_to_service(*, by: User, volunteer: Volunteer) -> None:
    """Back again."""
    VOLUNTEER_LIFECYCLE.advance(volunteer, "return", by=by)


@transaction.atomic
def leave(*, by: User, volunteer: Volunteer) -> None:
    """What was served stays on record; the real name is forgotten after the years of the rule data."""
    VOLUNTEER_LIFECYCLE.advance(volunteer, "leave", by=by, left_at=clock.now())


@transaction.atomic
def set_availability(*, by: Actor, volunteer: Volunteer, windows: Sequence[tuple[int, time, time]]) -> None:
    """Replace the weekly windows: (1 = Monday … 7, from, to)."""
    volunteer.availabilities.all().delete()
    Availability.objects.bulk_create(
        Availability(volunteer=volunteer, weekday=day, starts_at=start, ends_at=end) for day, start, end in windows
    )
    audit.record(by=by, verb="volunteer.set_availability", subject=volunteer, detail={"windows": len(windows)})


def _require_public(public_name: str, real_name: str) -> None:
    """The name for hosts identifies nobody."""
    may_be_called(public_name, real_name).require()
    refuse_identifying_text(public_name)


def _row_for(user: User, known: Identity) -> Volunteer:
    """A new row, or that of somebody who was declined or left."""
    mine = Volunteer.objects.select_for_update().filter(user=user).first()
    if mine is not None and mine.status not in (VolunteerStatus.DECLINED, VolunteerStatus.LEFT):
        message = _("You are a volunteer already. Change your profile instead.")
        raise AlreadyAVolunteer(message)
    others = Volunteer.objects.filter(identity_digest=_digest(known)).exclude(user=user)
    if known.number and others.exists():
        raise AlreadyAVolunteer(_("Somebody with this identity document is a volunteer already. Use that account."))
    return mine or Volunteer(user=user, unified_number=_next_number())


def _complete(identity: Identity) -> Identity:
    """A resident number is checked and tells birth and sex itself."""
    if identity.kind != IdentityKind.RESIDENT_ID:
        return Identity(identity.kind, normalise_identifier(identity.number), identity.sex, identity.born_on)
    number = normalise_identifier(identity.number)
    resident_id(number).require()
    sex = Sex.MALE if is_male(number) else Sex.FEMALE
    return Identity(IdentityKind.RESIDENT_ID.value, number, sex.value, birth_date(number))


def _digest(identity: Identity) -> str:
    if not identity.number:
        return ""
    return blind_index(f"{identity.kind}:{identity.number}", settings.BLIND_INDEX_KEY)


def _next_number() -> str:
    last = Volunteer.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    year: date = clock.today()
    return f"{NUMBER_PREFIX}{year:%y}{last + 1:0{NUMBER_DIGITS}d}"
