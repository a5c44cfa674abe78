"""Reading confidential data is a function that logs. Lists show no name."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import CITY, Reader, places_of
from marketplace.casework.codes import Spoken
from marketplace.casework.models import Case, ContactRelease, Disclosure, HouseholdWord, NeedDraft, Slip
from marketplace.casework.rules import GONE
from marketplace.casework.slips.codes import index_of
from marketplace.casework.states import CaseStatus
from marketplace.common import audit, clock
from marketplace.common.audit.models import AuditRow
from marketplace.common.detectors import Known
from marketplace.common.identifiers import normalise_identifier
from marketplace.common.references import blind_index
from marketplace.fulfilment.models import Assignment, HandOver
from marketplace.fulfilment.states import RUNNING, AssignmentStatus
from marketplace.needs.models import Need
from marketplace.organisations.models import Organisation
from marketplace.organisations.queries import organisations_finishing, organisations_of
from marketplace.organisations.rules import is_entrusted

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


def find_case(*, by: Reader, number: str) -> Case | None:
    """The household with exactly this case number or this resident ID; the asking is logged, not what was asked.

    The ID is never stored nor compared in clear: its blind index is.
    """
    index = blind_index(normalise_identifier(number), settings.BLIND_INDEX_KEY)
    wanted = Q(case_number=number.strip()) | Q(members__id_index=index)
    found = cases_visible_to(by).filter(wanted).first()
    audit.record_read(by=by, verb="case.search", subject=found or "casework.case", detail={"found": found is not None})
    return found


def on_register(cases: models.QuerySet[Case], register: str) -> models.QuerySet[Case]:
    """Those held on this register (`codes.Register`); asked of the text, which every database can do."""
    text = Cast("registers", models.TextField())
    return cases.annotate(registers_text=text).filter(registers_text__contains=f'"{register}"')


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


def access_log(case: Case) -> models.QuerySet[AuditRow]:
    """Who read or changed this household, its drafts and what was released of it, newest first."""
    drafts = case.drafts.values_list("pk", "need__assignments__pk")
    subjects = {audit.subject_key(case)}
    for draft, assignment in drafts:
        subjects.add(f"casework.needdraft:{draft}")
        if assignment:
            subjects.add(f"fulfilment.assignment:{assignment}")
    subjects.update(f"casework.disclosure:{key}" for key in case.disclosures.values_list("pk", flat=True))
    return AuditRow.objects.filter(subject__in=subjects).order_by("-pk")


def people_behind(rows: Iterable[AuditRow]) -> dict[str, User]:
    """The signed-in people among the actors of audit rows, by their actor key."""
    keys = {row.actor.removeprefix("user:") for row in rows if row.actor.startswith("user:")}
    return {f"user:{user.pk}": user for user in User.objects.filter(pk__in=[key for key in keys if key.isdigit()])}


def hand_overs_visible_to(reader: Reader) -> models.QuerySet[Assignment]:
    """Promised help for the households the reader may see."""
    drafts = drafts_visible_to(reader).filter(need__isnull=False)
    return Assignment.objects.filter(need__in=drafts.values("need")).select_related("need", "organisation")


def contacts_visible_to(reader: Reader) -> models.QuerySet[Assignment]:
    """Assignments of the reader's organisations for which something is released now, or a window was chosen."""
    released = Q(pk__in=current_releases().values("assignment"), organisation__in=organisations_of(reader))
    window = Q(hand_over=HandOver.WINDOW, status__in=RUNNING, organisation__in=organisations_finishing(reader))
    mine = Assignment.objects.filter(released | window & ~Q(need__status__in=GONE))
    return mine.select_related("need", "organisation")


def current_releases() -> models.QuerySet[ContactRelease]:
    """Releases neither revoked nor over, as long as the helper still has something to do."""
    current = ContactRelease.objects.filter(revoked_at__isnull=True, until__gt=clock.now())
    return current.filter(assignment__status__in=RUNNING).exclude(assignment__need__status__in=GONE)


def current_release(assignment_reference: str) -> ContactRelease | None:
    """The release for an assignment that is neither revoked nor over."""
    releases = current_releases().filter(assignment__reference=assignment_reference)
    return releases.select_related("case", "assignment").first()


def current_disclosure(need: Need, organisation: Organisation) -> Disclosure | None:
    """What the organisation may read of the need now: while it is asked or helps, and its undertaking holds."""
    if need.status in GONE or not is_entrusted(organisation):
        return None
    disclosure = Disclosure.objects.filter(need=need, organisation=organisation, revoked_at__isnull=True).first()
    if disclosure is None:
        return None
    helps = Assignment.objects.filter(need=need, organisation=organisation, created_at__gte=disclosure.released_at)
    statuses = set(helps.values_list("status", flat=True))
    may_read = statuses & RUNNING if statuses else disclosure.until > clock.now()
    return disclosure if may_read else None


def slip_by_code(code: str) -> Slip | None:
    """The slip in force that the code opens; unknown, replaced, over and of a former need look the same."""
    rows = Slip.objects.filter(code_index=index_of(code), ended_at__isnull=True, expires_at__gt=clock.now())
    return rows.filter(draft__need=models.F("need")).select_related("draft__case", "need").first()


def slip_of(draft: NeedDraft) -> Slip | None:
    """The slip of a draft that is in force."""
    return Slip.objects.filter(draft=draft, ended_at__isnull=True, expires_at__gt=clock.now()).first()


def spoken_of(draft: NeedDraft) -> models.QuerySet[HouseholdWord]:
    """What the household said of this need with its slips, newest first."""
    return HouseholdWord.objects.filter(slip__draft=draft)


def word_waiting(assignment: Assignment) -> HouseholdWord | None:
    """The household's last word on a help that is still to be brought, unless somebody looked into it."""
    word = HouseholdWord.objects.filter(assignment=assignment).select_related("slip__draft__case", "assignment").first()
    if word is None or word.answered_at is not None or assignment.status not in RUNNING:
        return None
    return None if word.spoken == Spoken.NOBODY_CAME and _miss_is_settled(word, assignment) else word


def _miss_is_settled(word: HouseholdWord, assignment: Assignment) -> bool:
    """It was recorded, or another day was agreed since."""
    newer = assignment.appointments.filter(created_at__gt=word.created_at)
    return assignment.status == AssignmentStatus.NO_SHOW or newer.exists()


def open_disclosures(need: Need) -> list[Disclosure]:
    """What partners may read of the need now, each while it is asked or helps."""
    rows = Disclosure.objects.filter(need=need, revoked_at__isnull=True).select_related("organisation").order_by("pk")
    return [row for row in rows if current_disclosure(need, row.organisation) is not None]
