"""What a visit finds: the six dimensions, and what the household agrees to."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.casework.codes import ConsentKind, WithdrawReason
from marketplace.casework.events import ConsentRecorded
from marketplace.casework.models import DIMENSIONS, Assessment, Case, Consent, ContactRelease, NeedDraft
from marketplace.casework.rules import may_work_on
from marketplace.common import audit, clock
from marketplace.common.actors import Actor
from marketplace.common.events import announce
from marketplace.common.verdict import DomainError
from marketplace.needs.actions import withdraw_need
from marketplace.needs.models import Need
from marketplace.needs.states import BEFORE_CLOSED, NeedStatus
from marketplace.publications.actions import hide_words_about
from marketplace.publications.states import CONSENT_WITHDRAWN, NEED_WITHDRAWN

WORST = 100


class AssessmentRefused(DomainError):
    """A dimension we do not know, or a score outside 0-100."""

    code = "ASSESSMENT_REFUSED"


class NothingToWithdraw(DomainError):
    """The need was never handed in."""

    code = "NOTHING_TO_WITHDRAW"


@transaction.atomic
def assess_case(*, by: User, case: Case, visited_on: date, scores: dict[str, int], note: str = "") -> Assessment:
    """Record the six dimensions (0-100, 100 = worst); the newest stand on the case and drive urgency."""
    may_work_on(by, case).require()
    if not scores or set(scores) - set(DIMENSIONS) or not all(0 <= score <= WORST for score in scores.values()):
        raise AssessmentRefused(_("Give each dimension a whole number from 0 to 100."))
    assessment = Assessment.objects.create(case=case, by=by, visited_on=visited_on, scores=scores, note=note)
    Case.objects.filter(pk=case.pk).update(**{name: scores[name] for name in DIMENSIONS if name in scores})
    case.refresh_from_db(fields=list(DIMENSIONS))
    audit.record(by=by, verb="case.assess", subject=case)
    return assessment


@transaction.atomic
def record_consent(
    *, by: User, draft: NeedDraft, kind: ConsentKind, given: bool, given_on: date | None = None
) -> Consent:
    """Write down what the household said about one need; the last word counts.

    A no to a need that is out, or on its way, takes it back at once, and whatever else was written of it.
    """
    may_work_on(by, draft.case).require()
    consent = Consent.objects.create(draft=draft, kind=kind, given=given, given_on=given_on, recorded_by=by)
    audit.record(by=by, verb="consent.record", subject=draft, detail={"kind": kind, "given": given})
    announce(ConsentRecorded(draft_id=draft.pk))
    if not given and draft.need is not None:
        hide_words_about(by=by, need_reference=draft.need.reference, code=CONSENT_WITHDRAWN)
    if not given and draft.need is not None and draft.need.status in BEFORE_CLOSED - {NeedStatus.PRIVATE_MATCH}:
        take_back(by, draft.need, WithdrawReason.CONSENT_WITHDRAWN)
    return consent


@transaction.atomic
def withdraw_consent(*, by: User, draft: NeedDraft, kind: ConsentKind, on: date) -> None:
    """The household takes its consent back: the published need disappears at once, one kept for private match too."""
    record_consent(by=by, draft=draft, kind=kind, given=False, given_on=on)
    if draft.need is not None and draft.need.status in BEFORE_CLOSED:
        take_back(by, draft.need, WithdrawReason.CONSENT_WITHDRAWN)


@transaction.atomic
def withdraw_draft(*, by: User, draft: NeedDraft, because: WithdrawReason) -> None:
    """The caseworker takes a need back: it disappears from every outlet at once and for good."""
    may_work_on(by, draft.case).require()
    if draft.need is None:
        raise NothingToWithdraw(_("This need was never submitted; there is nothing to take back."))
    take_back(by, draft.need, because)


def take_back(by: Actor, need: Need, because: WithdrawReason) -> None:
    """Whoever was about to help can read nothing of the household any more."""
    withdraw_need(by=by, need=need, because=because)
    hide_words_about(by=by, need_reference=need.reference, code=NEED_WITHDRAWN)
    open_releases = ContactRelease.objects.filter(assignment__need=need, revoked_at__isnull=True)
    open_releases.update(revoked_at=clock.now())
