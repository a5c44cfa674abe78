"""From the household's words to a cleared draft and a submitted need."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.casework.bands import quantity_band, urgency_band
from marketplace.casework.gate import decide_draft, decision_for
from marketplace.casework.models import DIMENSIONS, Case, NeedDraft
from marketplace.casework.queries import known_of
from marketplace.casework.rules import GONE, may_rewrite, may_work_on
from marketplace.casework.states import DRAFT_LIFECYCLE, DraftStatus
from marketplace.common import audit, clock
from marketplace.common.detectors import Finding, scan
from marketplace.common.references import blind_index
from marketplace.common.verdict import DomainError
from marketplace.needs.actions import resubmit_need, submit_need, submit_private_need, withdraw_need
from marketplace.needs.models import Need
from marketplace.needs.ports import GateDecision
from marketplace.needs.states import Audience

Findings = dict[str, tuple[Finding, ...]]
MAX_TITLE = 60
MAX_TEXT = 1000
FACTS = ["need_kind", "aid_type", "quantity", "unit", "value_fen", "needed_by", "helpers"]


class DraftBlocked(DomainError):
    """The draft still holds something that may identify somebody, or cannot be changed or submitted as it stands."""

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
    """Write down a need in the household's words; nothing of it is public. The same need twice is refused."""
    may_work_on(by, case).require()
    key = import_key(need_kind, aid_type, title, needed_by)
    if case.drafts.filter(import_key=key).exists():
        raise DraftBlocked(
            _("This household has this need already. Open it, or say what is different."), code="SAME_NEED"
        )
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
        import_key=key,
        import_digest=import_digest,
    )
    audit.record(by=by, verb="draft.start", subject=draft, detail={"kind": need_kind})
    return draft


def import_key(need_kind: str, aid_type: str, title: str, needed_by: date | None) -> str:
    """What makes a need the same need of its case (contracts.md `import_cases`)."""
    return blind_index(json.dumps([need_kind, aid_type, title, str(needed_by)]), settings.BLIND_INDEX_KEY)


@transaction.atomic
def change_draft(*, by: User, draft: NeedDraft, **facts: Any) -> None:
    """Correct the facts of a draft (`FACTS`) before it is submitted, or after it was sent back.

    Its import key stays that of the words it came with, so that the file it came from still knows it.
    """
    may_work_on(by, draft.case).and_then(may_rewrite(draft)).require()
    for name in FACTS:
        setattr(draft, name, facts.get(name, getattr(draft, name)))
    draft.save(update_fields=FACTS)
    audit.record(by=by, verb="draft.change", subject=draft, detail={"fields": sorted(facts)})


@transaction.atomic
def rewrite_draft(*, by: User, draft: NeedDraft, title: str, text: str) -> Findings:
    """Keep the words meant for the public and scan them; returns the findings per field, empty when cleared."""
    may_work_on(by, draft.case).and_then(may_rewrite(draft)).require()
    if not title.strip() or not text.strip():
        raise DraftBlocked(_("Write a title and a text for the public."), code="TEXT_MISSING")
    if len(title) > MAX_TITLE or len(text) > MAX_TEXT:
        raise DraftBlocked(_("The title or the text is too long."), code="TEXT_TOO_LONG")
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
    may_work_on(by, draft.case).and_then(may_rewrite(draft)).require()
    if draft.status != DraftStatus.CLEARED or any(scan_draft(draft).values()):
        raise DraftBlocked(_("Rewrite the marked places and scan again before you submit."))
    returned = _returned_need(draft)
    month = f"{clock.today():%Y-%m}"
    decision = decision_for(draft, decide_draft(draft, month=month), month=month)
    if decision.audience == Audience.PRIVATE:
        if returned is not None:
            withdraw_need(by=by, need=returned, because=decision.code)
        need = submit_private_need(by=by, need_kind=draft.need_kind, code=decision.code, helpers=draft.helpers)
    elif returned is not None:
        need = _resubmit(by, draft, returned, decision, month)
    else:
        need = _submit(by, draft, decision, month)
    NeedDraft.objects.filter(pk=draft.pk).update(need=need)
    draft.need = need
    return need


def bands_of(draft: NeedDraft) -> dict[str, str | None]:
    """The bands of the case's figures and the need's value as they would be published today."""
    today = clock.today()
    return {
        "urgency_band": urgency_band((getattr(draft.case, name) for name in DIMENSIONS), today),
        "quantity_band": quantity_band(draft.value_fen, today),
    }


def _returned_need(draft: NeedDraft) -> Need | None:
    """The need that the second officer sent back; one that has gone is forgotten, so that a new one takes its place."""
    if draft.need is not None and draft.need.status in GONE:
        if draft.need.assignments.exists():
            raise DraftBlocked(_("Somebody helped with this need. Write a new one."), code="WAS_HELPED")
        draft.need = None
        draft.save(update_fields=["need"])
    return draft.need


def _submit(by: User, draft: NeedDraft, decision: GateDecision, month: str) -> Need:
    return submit_need(
        by=by,
        need_kind=draft.need_kind,
        aid_type=draft.aid_type,
        title=draft.title,
        text=draft.text,
        month=month,
        decision=decision,
        helpers=draft.helpers,
        **bands_of(draft),  # type: ignore[arg-type]
    )


def _resubmit(by: User, draft: NeedDraft, need: Need, decision: GateDecision, month: str) -> Need:
    """The facts may have been mended too; they are written with the words."""
    facts = {"need_kind": draft.need_kind, "aid_type": draft.aid_type, "helpers": draft.helpers, **bands_of(draft)}
    resubmit_need(by=by, need=need, title=draft.title, text=draft.text, decision=decision, month=month, **facts)
    return need
