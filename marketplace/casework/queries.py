"""Reading confidential data is a function that logs. Lists show no name."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from marketplace.accounts.models import Role
from marketplace.accounts.queries import CITY, Reader, places_of
from marketplace.casework.models import Case, ContactRelease, NeedDraft
from marketplace.casework.states import CaseStatus
from marketplace.common import audit, clock
from marketplace.common.detectors import Known

READERS = (Role.CASEWORKER, Role.OFFICER)


def cases_visible_to(reader: Reader) -> models.QuerySet[Case]:
    """The households of the places for which the reader is a caseworker or officer; nothing for anybody else."""
    places = {place for role in READERS for place in places_of(reader, role)}
    if not places:
        return Case.objects.none()
    visible = Case.objects.exclude(status=CaseStatus.SHREDDED)
    if CITY in places:
        return visible
    scope = Q()
    for place in places:
        scope |= Q(township__startswith=place)
    return visible.filter(scope)


def read_case(*, by: Reader, reference: str, purpose: str) -> Case:
    """Open one household and log it; not found and not allowed look the same (Case.DoesNotExist)."""
    case = cases_visible_to(by).prefetch_related("members").get(reference=reference)
    audit.record_read(by=by, verb="case.read", subject=case, detail={"purpose": purpose})
    return case


def drafts_visible_to(reader: Reader) -> models.QuerySet[NeedDraft]:
    """Drafts of the households the reader may see."""
    return NeedDraft.objects.filter(case__in=cases_visible_to(reader)).select_related("case", "need")


def read_draft(*, by: Reader, reference: str, purpose: str) -> NeedDraft:
    """Open one draft with its household and log it."""
    draft = drafts_visible_to(by).prefetch_related("case__members", "consents").get(reference=reference)
    audit.record_read(by=by, verb="draft.read", subject=draft, detail={"purpose": purpose})
    return draft


def known_of(case: Case) -> Known:
    """What the case file knows, for the detectors: names of the household and its address."""
    names = {case.head_name, *(member.name for member in case.members.all())}
    return Known(names=tuple(sorted(names - {""})), places=(case.address,) if case.address else ())


def current_release(assignment_reference: str) -> ContactRelease | None:
    """The release for an assignment that is neither revoked nor over."""
    releases = ContactRelease.objects.filter(assignment__reference=assignment_reference, revoked_at__isnull=True)
    return releases.filter(until__gt=clock.now()).select_related("case", "assignment").first()
