"""From the household's words to a cleared draft and a submitted need."""

from __future__ import annotations

import json
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.casework.bands import quantity_band, urgency_band
from marketplace.casework.gate import decide_household, decision_for
from marketplace.casework.models import DIMENSIONS, Case, NeedDraft
from marketplace.casework.queries import known_of
from marketplace.casework.rules import may_work_on
from marketplace.casework.states import DRAFT_LIFECYCLE, DraftStatus
from marketplace.common import audit, clock
from marketplace.common.detectors import Finding, scan
from marketplace.common.references import blind_index
from marketplace.common.verdict import DomainError
from marketplace.needs.actions import resubmit_need, submit_need, submit_private_need, withdraw_need
from marketplace.needs.models import Need
from marketplace.needs.states import Audience, NeedStatus

Findings = dict[str, tuple[Finding, ...]]


class DraftBlocked(DomainError):
    """The draft still holds something that may identify somebody, or was submitted already."""

    code = "DRAFT_BLOCKED"


@transaction.atomic
def start_draft(
    *,
    by: User,
    case: Case,
    need_kind: str,
    aid_type: str,
    title: str,
    story: str = "",
    quantity: str = "",
    unit: str = "",
    value_fen: int | None = None,
    needed_by: date | None = None,
    helpers: int = 1,
    import_digest: str = "",
) -> NeedDraft:
    """Write down a need in the household's words; nothing of it is public."""
    may_work_on(by, case).require()
    draft = NeedDraft.objects.create(
        case=case,
        author=by,
        need_kind=need_kind,
        aid_type=aid_type,
        original_title=title,
        original_story=story,
        quantity=quantity,
        unit=unit,
        value_fen=value_fen,
        needed_by=needed_by,
        helpers=helpers,
        import_key=import_key(need_kind, aid_type, title, needed_by),
        import_digest=import_digest,
    )
    audit.record(by=by, verb="draft.start", subject=draft, detail={"kind": need_kind})
    return draft


def import_key(need_kind: str, aid_type: str, title: str, needed_by: date | None) -> str:
    """What makes a need the same need of its case (contracts.md `import_cases`)."""
    return blind_index(json.dumps([need_kind, aid_type, title, str(needed_by)]), settings.BLIND_INDEX_KEY)


@transaction.atomic
def rewrite_draft(*, by: User, draft: NeedDraft, title: str, text: str) -> Findings:
    """Keep the words meant for the public and scan them; returns the findings per field, empty when cleared."""
    may_work_on(by, draft.case).require()
    draft.title, draft.text = title, text
    draft.save(update_fields=["title", "text"])
    findings = scan_draft(draft)
    verb = "block" if any(findings.values()) else "clear"
    DRAFT_LIFECYCLE.advance(draft, verb, by=by)
    return findings


def scan_draft(draft: NeedDraft) -> Findings:
    """What the detectors see in the public words, knowing the names and the address of the case."""
    known = known_of(draft.case)
    return {"title": scan(draft.title, known), "text": scan(draft.text, known)}


@transaction.atomic
def submit_draft(*, by: User, draft: NeedDraft) -> Need:
    """Hand a cleared draft to the second officer, or keep it for private match where the gate says so."""
    may_work_on(by, draft.case).require()
    if draft.need is not None and draft.need.status != NeedStatus.RETURNED:
        raise DraftBlocked(_("This need was submitted already; follow it on its own page."), code="ALREADY_SUBMITTED")
    if draft.status != DraftStatus.CLEARED:
        raise DraftBlocked(_("Rewrite the marked places and scan again before you submit."))
    today = clock.today()
    month = f"{today:%Y-%m}"
    decision = decision_for(draft, decide_household(draft.case, month=month), month=month)
    if decision.audience == Audience.PRIVATE:
        if draft.need is not None:
            withdraw_need(by=by, need=draft.need, because=decision.code)
        need = submit_private_need(by=by, need_kind=draft.need_kind, code=decision.code, helpers=draft.helpers)
    elif draft.need is not None:
        resubmit_need(by=by, need=draft.need, title=draft.title, text=draft.text, decision=decision, month=month)
        return draft.need
    else:
        need = submit_need(
            by=by,
            need_kind=draft.need_kind,
            aid_type=draft.aid_type,
            title=draft.title,
            text=draft.text,
            urgency_band=urgency_band((getattr(draft.case, name) for name in DIMENSIONS), today),
            quantity_band=quantity_band(draft.value_fen, today),
            month=month,
            decision=decision,
            helpers=draft.helpers,
        )
    NeedDraft.objects.filter(pk=draft.pk).update(need=need)
    draft.need = need
    return need
