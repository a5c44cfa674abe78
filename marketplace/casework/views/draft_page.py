"""Everything the page of a draft shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from marketplace.accounts.models import User
from marketplace.casework.actions import scan_draft
from marketplace.casework.anonymise import needs_guardian
from marketplace.casework.codes import ConsentKind
from marketplace.casework.forms.drafts import ConsentForm, FactsForm, WithdrawForm, WordsForm
from marketplace.casework.gate import has_consent
from marketplace.casework.models import NeedDraft
from marketplace.casework.presentation.preview import preview_of
from marketplace.casework.presentation.trails import state_of, trail_of
from marketplace.casework.queries import slip_of, spoken_of
from marketplace.casework.register import household_of
from marketplace.casework.rules import GONE, may_rewrite, may_work_on
from marketplace.casework.states import DraftStatus
from marketplace.common import audit, clock
from marketplace.common.audit.models import AuditRow
from marketplace.common.marking import mark_texts
from marketplace.needs.models import Need
from marketplace.needs.queries import reason_sentence
from marketplace.needs.states import BEFORE_CLOSED, NeedStatus
from marketplace.publications.ports import subject_of
from marketplace.publications.queries import words_about
from marketplace.publications.states import Kind


@dataclass(frozen=True, slots=True)
class ProofOfRemoval:
    """That nobody outside can see a withdrawn need: when, by whose decision, where it stands in the audit."""

    at: datetime
    number: int
    digest: str
    reason: str
    is_gone: bool


def draft_context(reader: User, draft: NeedDraft, forms: dict[str, Any]) -> dict[str, Any]:
    """`forms` holds the one that was sent and has faults; the others are fresh."""
    verdict = may_work_on(reader, draft.case).and_then(may_rewrite(draft))
    written = bool(draft.title or draft.text)
    marked = mark_texts({"title": draft.title, "text": draft.text}, scan_draft(draft)) if written else []
    findings = [segment for text in marked for segment in text.findings]
    need = draft.need
    open_comments = list(need.comments.filter(resolved_at__isnull=True)) if need else []
    return {
        "draft": draft,
        "case": draft.case,
        "members": list(draft.case.members.all()),
        "consents": list(draft.consents.select_related("recorded_by")),
        "wants_guardian": _lacks_guardian(draft),
        "state": state_of(draft),
        "trail": trail_of(draft),
        "verdict": verdict,
        "may_work": may_work_on(reader, draft.case),
        "words": forms.get("words") or WordsForm(initial={"title": draft.title, "text": draft.text}),
        "facts": forms.get("facts") or FactsForm(initial=FactsForm.initial_of(draft)),
        "consent": forms.get("consent") or ConsentForm(prefix="consent", initial={"given_on": clock.today()}),
        "withdraw": forms.get("withdraw") or WithdrawForm(prefix="withdraw"),
        "faulty": next(iter(forms.values())) if forms else None,
        "marked": marked,
        "findings": findings,
        "written": written,
        "cleared": draft.status == DraftStatus.CLEARED and written and not findings,
        "preview": preview_of(draft) if verdict.passed else None,
        "comments": {name: [c for c in open_comments if c.field == name] for name in ("title", "text")},
        "other_comments": [c for c in open_comments if c.field not in ("title", "text")],
        "returned": need is not None and need.status == NeedStatus.RETURNED,
        "may_withdraw": need is not None and need.status in BEFORE_CLOSED,
        "slip": slip_of(draft),
        "spoken": list(spoken_of(draft)[:10]),
        "may_print_slip": may_work_on(reader, draft.case).passed and need is not None and need.status not in GONE,
        **_said(reader, need),
        "proof": proof_of(need) if need is not None and need.status == NeedStatus.WITHDRAWN else None,
    }


def _lacks_guardian(draft: NeedDraft) -> bool:
    """A child lives there, and its guardian's yes is not recorded."""
    wanted = needs_guardian(household_of(draft.case), clock.today().replace(day=1))
    return wanted and not has_consent(draft, ConsentKind.GUARDIAN)


def _said(reader: User, need: Need | None) -> dict[str, Any]:
    """What was written of a need that is out, and whether this reader may write more."""
    if need is None or not need.live:
        return {}
    return {
        "said": words_about(need.reference),
        "writes": subject_of(Kind.NEED_UPDATE).may_write(reader, need.reference),
        "thanks": subject_of(Kind.THANKS).may_write(reader, need.reference),
    }


def proof_of(need: Need) -> ProofOfRemoval | None:
    """Read from the audit and from the outlets' own condition, not from what we meant to do."""
    rows = AuditRow.objects.filter(subject=audit.subject_key(need), verb="need.withdraw")
    row = rows.order_by("-pk").first()
    if row is None:
        return None
    gone = not Need.objects.filter(pk=need.pk, live=True).exists()
    return ProofOfRemoval(row.at, row.pk, row.digest, reason_sentence(row.detail.get("because", "")), gone)
