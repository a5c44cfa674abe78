"""Take the table in, case by case: whole or not at all, the same file twice changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop as noop

from marketplace.accounts.models import User
from marketplace.casework.actions.assessing import record_consent
from marketplace.casework.actions.drafting import import_key, start_draft
from marketplace.casework.actions.registering import HouseholdFields, register_household
from marketplace.casework.codes import ConsentKind
from marketplace.casework.importing.cells import CellProblem
from marketplace.casework.importing.columns import map_headings
from marketplace.casework.importing.rows import FieldProblem, NeedFields, ParsedRow, parse_row
from marketplace.casework.importing.tables import read_table
from marketplace.casework.models import Case, NeedDraft
from marketplace.casework.register import register_changed
from marketplace.casework.rules import may_record_in
from marketplace.common import audit
from marketplace.common.references import blind_index
from marketplace.needs.actions import recheck_published

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that did not come in, and one reason."""

    row: int
    problem: FieldProblem


@dataclass(slots=True)
class ImportResult:
    """Counts of contracts.md: data rows, cases and needs created, rows rejected with every reason."""

    rows: int = 0
    cases: int = 0
    needs: int = 0
    reasons: list[RejectedRow] = field(default_factory=list)

    @property
    def rejected(self) -> int:
        """How many rows did not come in."""
        return len({reason.row for reason in self.reasons})


class _DryRun(Exception):
    """Rolls the import back once its result is known."""


def import_cases(
    *, by: User, data: bytes, name: str, dry_run: bool = False, progress: Progress = lambda _done, _all: None
) -> ImportResult:
    """Import a CSV or XLSX file in one transaction; raises `FileRefused` having written nothing."""
    table = read_table(data, name)
    fields = map_headings(table.headings, name)
    parsed = [parse_row(number, fields, texts) for number, texts in table.rows]
    result = ImportResult(rows=len(parsed))
    try:
        with transaction.atomic():
            _import_all(by, parsed, result, progress)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    result.reasons.sort(key=lambda reason: (reason.row, reason.problem.field))
    return result


def _import_all(by: User, parsed: Sequence[ParsedRow], result: ImportResult, progress: Progress) -> None:
    groups: dict[str, list[ParsedRow]] = {}
    for row in parsed:
        groups.setdefault(row.case_number or f"\x00{row.number}", []).append(row)
    for position, rows in enumerate(groups.values(), start=1):
        _import_case(by, rows, result)
        progress(position, len(groups))
    if result.cases:
        register_changed()
        recheck_published()
    detail = {"rows": result.rows, "cases": result.cases, "needs": result.needs, "rejected": result.rejected}
    audit.record(by=by, verb="cases.import", subject="casework.import", detail=detail)


def _import_case(by: User, rows: list[ParsedRow], result: ImportResult) -> None:
    reasons = [RejectedRow(row.number, problem) for row in rows for problem in row.problems]
    if not reasons:
        reasons = _disagreements(by, rows)
    if not reasons:
        case, created = _case_for(by, rows[0])
        result.cases += created
        result.needs += sum(_import_need(by, case, need) for need in _needs(rows))
        return
    named = {reason.row for reason in reasons}
    fallen = CellProblem("CASE_REJECTED", noop("Another row of this case was rejected; mend that row first."))
    result.reasons += reasons
    result.reasons += [
        RejectedRow(r.number, FieldProblem("case_number", fallen)) for r in rows if r.number not in named
    ]


def _disagreements(by: User, rows: list[ParsedRow]) -> list[RejectedRow]:
    """What only shows when rows are compared with each other and with the register."""
    first = _household(rows[0])
    differs = noop("The household columns differ from another row of this case or from the register.")
    for row in rows[1:]:
        if _household(row) != first:
            return [_reason(row, "case_number", "HOUSEHOLD_DIFFERS", differs)]
    existing = Case.objects.filter(case_number=first.case_number).first()
    if existing and existing.household_digest != first.digest():
        return [_reason(rows[0], "case_number", "HOUSEHOLD_DIFFERS", differs)]
    index = blind_index(first.head_id, settings.BLIND_INDEX_KEY)
    if not existing and Case.objects.filter(head_id_index=index).exists():
        message = noop("This head of household is on the register under another case number.")
        return [_reason(rows[0], "id_number", "HEAD_REGISTERED_TWICE", message)]
    if not may_record_in(by, first.township).passed:
        message = noop("This township is outside the area you work for.")
        return [_reason(rows[0], "township_code", "OUTSIDE_SCOPE", message)]
    return _need_conflicts(rows, existing)


def _need_conflicts(rows: list[ParsedRow], existing: Case | None) -> list[RejectedRow]:
    message = noop("The same need (kind, aid type, title, date) stands elsewhere with other content.")
    known: dict[str, str] = {}
    if existing:
        known = dict(existing.drafts.exclude(import_digest="").values_list("import_key", "import_digest"))
    reasons = []
    for row in rows:
        if row.need is None:
            continue
        key, digest = _key(row.need), _digest(row.need)
        if known.setdefault(key, digest) != digest:
            reasons.append(_reason(row, "title", "NEED_DIFFERS", message))
    return reasons


def _reason(row: ParsedRow, name: str, code: str, sentence: str) -> RejectedRow:
    return RejectedRow(row.number, FieldProblem(name, CellProblem(code, sentence)))


def _household(row: ParsedRow) -> HouseholdFields:
    if row.household is None:  # rows with problems never come here
        raise ValueError(row.number)
    return row.household


def _needs(rows: Iterable[ParsedRow]) -> list[NeedFields]:
    """Exact repeats count once."""
    return list({row.need.key: row.need for row in rows if row.need is not None}.values())


def _case_for(by: User, row: ParsedRow) -> tuple[Case, bool]:
    fields = _household(row)
    existing = Case.objects.filter(case_number=fields.case_number).first()
    if existing:
        return existing, False
    return register_household(by=by, fields=fields, recount=False), True


def _import_need(by: User, case: Case, need: NeedFields) -> bool:
    if NeedDraft.objects.filter(case=case, import_key=_key(need)).exists():
        return False
    draft = start_draft(
        by=by,
        case=case,
        need_kind=need.need_kind,
        aid_type=need.aid_type,
        title=need.title,
        story=need.story,
        quantity=need.quantity,
        unit=need.unit,
        value_fen=need.value_fen,
        needed_by=need.needed_by,
        import_digest=_digest(need),
    )
    given_on = need.consent_date
    record_consent(by=by, draft=draft, kind=ConsentKind.PUBLICATION, given=need.consent, given_on=given_on)
    if need.guardian_consent is not None:
        record_consent(by=by, draft=draft, kind=ConsentKind.GUARDIAN, given=need.guardian_consent, given_on=given_on)
    return True


def _key(need: NeedFields) -> str:
    return import_key(need.need_kind, need.aid_type, need.title, need.needed_by)


def _digest(need: NeedFields) -> str:
    body = [
        need.story,
        need.quantity,
        need.unit,
        need.value_fen,
        need.consent,
        str(need.consent_date),
        need.guardian_consent,
    ]
    return blind_index(json.dumps(body, ensure_ascii=False), settings.BLIND_INDEX_KEY)
