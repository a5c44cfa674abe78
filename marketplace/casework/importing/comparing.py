"""What only shows when the rows of a case are compared with each other and with the register."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext_noop as noop

from marketplace.accounts.models import User
from marketplace.casework.actions.drafting import import_key
from marketplace.casework.codes import ConsentKind
from marketplace.casework.gate import has_consent
from marketplace.casework.household import HouseholdFields, fields_of
from marketplace.casework.importing.cells import CellProblem
from marketplace.casework.importing.report import RejectedRow
from marketplace.casework.importing.rows import FieldProblem, NeedFields, ParsedRow, differing_columns
from marketplace.casework.models import Case, NeedDraft
from marketplace.casework.rules import may_record_in
from marketplace.casework.states import CaseStatus
from marketplace.common.references import blind_index

DIFFERS = noop("This differs from another row of this case or from the register.")
OUTSIDE = noop("This township is outside the area you work for.")
TWICE = noop("This head of household is on the register under another case number.")
OTHER_NEED = noop("The same need (kind, aid type, title, date) stands elsewhere with other content.")
CLOSED = noop("This case is closed; no need can be added to it.")


def disagreements(by: User, rows: list[ParsedRow]) -> list[RejectedRow]:
    """Why rows that are each good cannot come in together, or not beside what is there; empty when they can."""
    first = rows[0].household_fields()
    if not may_record_in(by, first.township).passed:
        return [_reason(rows[0], "township_code", "OUTSIDE_SCOPE", OUTSIDE)]
    for row in rows[1:]:
        if row.household_fields() != first:
            return _differences(row, first)
    existing = Case.objects.filter(case_number=first.case_number).first()
    if existing and not _agrees(existing, first):
        return _outdated(by, rows[0], existing)
    index = blind_index(first.head_id, settings.BLIND_INDEX_KEY)
    if not existing and Case.objects.filter(head_id_index=index).exists():
        return [_reason(rows[0], "id_number", "HEAD_REGISTERED_TWICE", TWICE)]
    return _need_conflicts(rows, existing)


def distinct_needs(rows: Iterable[ParsedRow]) -> list[NeedFields]:
    """Exact repeats count once."""
    return list({row.need.key: row.need for row in rows if row.need is not None}.values())


def need_key(need: NeedFields) -> str:
    """What makes it the same need of its case, under the key of the register."""
    return import_key(need.need_kind, need.aid_type, need.title, need.needed_by)


def need_digest(need: NeedFields) -> str:
    """Equal for needs with the same content beside their key."""
    words = [need.story, need.quantity, need.unit, need.value_fen]
    consents = [need.consent, str(need.consent_date), need.guardian_consent]
    return blind_index(json.dumps([*words, *consents], ensure_ascii=False), settings.BLIND_INDEX_KEY)


def _agrees(existing: Case, fields: HouseholdFields) -> bool:
    """With the columns as they were last entered, or as they are now: an assessment may have come in between."""
    return fields.digest() in (existing.household_digest, fields_of(existing).digest())


def _differences(row: ParsedRow, held: HouseholdFields) -> list[RejectedRow]:
    """One reason for every column in which the row says something else."""
    names = differing_columns(row.household_fields(), held)
    return [_reason(row, name, "HOUSEHOLD_DIFFERS", DIFFERS) for name in names]


def _outdated(by: User, row: ParsedRow, existing: Case) -> list[RejectedRow]:
    """Which columns differ from the register; whoever may not see that household could try guesses, and learns none."""
    if may_record_in(by, existing.township).passed:
        return _differences(row, fields_of(existing))
    return [_reason(row, "case_number", "HOUSEHOLD_DIFFERS", DIFFERS)]


def _need_conflicts(rows: list[ParsedRow], existing: Case | None) -> list[RejectedRow]:
    drafts = {draft.import_key: draft for draft in existing.drafts.all()} if existing else {}
    known: dict[str, str] = {}
    reasons = []
    for row in rows:
        if row.need is None:
            continue
        key, digest = need_key(row.need), need_digest(row.need)
        if key in drafts:
            known[key] = drafts[key].import_digest or _digest_of(drafts[key], row.need)
        elif existing and existing.status != CaseStatus.OPEN:
            reasons.append(_reason(row, "case_number", "CASE_CLOSED", CLOSED))
        if known.setdefault(key, digest) != digest:
            reasons.append(_reason(row, "title", "NEED_DIFFERS", OTHER_NEED))
    return reasons


def _digest_of(draft: NeedDraft, like: NeedFields) -> str:
    """The content of a need that was written on the site; only what the household agreed to counts, not when."""
    return need_digest(
        replace(
            like,
            story=draft.original_story,
            quantity=draft.quantity,
            unit=draft.unit,
            value_fen=draft.value_fen,
            consent=has_consent(draft, ConsentKind.PUBLICATION),
        )
    )


def _reason(row: ParsedRow, name: str, code: str, sentence: str) -> RejectedRow:
    return RejectedRow(row.number, FieldProblem(name, CellProblem(code, sentence)))
