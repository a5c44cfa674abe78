"""What a visit finds: the six dimensions, and what the household agrees to."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.casework.codes import ConsentKind
from marketplace.casework.models import DIMENSIONS, Assessment, Case, Consent, NeedDraft
from marketplace.casework.rules import may_work_on
from marketplace.common import audit
from marketplace.needs.actions import withdraw_need
from marketplace.needs.states import BEFORE_CLOSED


@transaction.atomic
def assess_case(*, by: User, case: Case, visited_on: date, scores: dict[str, int], note: str = "") -> Assessment:
    """Record the six dimensions (0-100, 100 = worst); the newest stand on the case and drive urgency."""
    may_work_on(by, case).require()
    assessment = Assessment.objects.create(case=case, by=by, visited_on=visited_on, scores=scores, note=note)
    Case.objects.filter(pk=case.pk).update(**{name: scores[name] for name in DIMENSIONS if name in scores})
    case.refresh_from_db(fields=list(DIMENSIONS))
    audit.record(by=by, verb="case.assess", subject=case)
    return assessment


@transaction.atomic
def record_consent(
    *, by: User, draft: NeedDraft, kind: ConsentKind, given: bool, given_on: date | None = None
) -> Consent:
    """Write down what the household said about one need; the last word counts."""
    may_work_on(by, draft.case).require()
    consent = Consent.objects.create(draft=draft, kind=kind, given=given, given_on=given_on, recorded_by=by)
    audit.record(by=by, verb="consent.record", subject=draft, detail={"kind": kind, "given": given})
    return consent


@transaction.atomic
def withdraw_consent(*, by: User, draft: NeedDraft, kind: ConsentKind, on: date) -> None:
    """The household takes its consent back: the published need disappears at once."""
    record_consent(by=by, draft=draft, kind=kind, given=False, given_on=on)
    if draft.need is not None and draft.need.status in BEFORE_CLOSED:
        withdraw_need(by=by, need=draft.need, because="CONSENT_WITHDRAWN")
