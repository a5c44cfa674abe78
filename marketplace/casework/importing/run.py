"""Take the table in, case by case: whole or not at all, the same file twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext_noop as noop

from marketplace.accounts.models import User
from marketplace.casework.actions.assessing import record_consent
from marketplace.casework.actions.drafting import start_draft
from marketplace.casework.actions.registering import register_household
from marketplace.casework.codes import ConsentKind
from marketplace.casework.events import RegisterChanged
from marketplace.casework.household import HouseholdFields
from marketplace.casework.importing.cells import CellProblem
from marketplace.casework.importing.columns import map_headings
from marketplace.casework.importing.comparing import disagreements, distinct_needs, need_digest, need_key
from marketplace.casework.importing.report import RejectedRow
from marketplace.casework.importing.rows import FieldProblem, NeedFields, ParsedRow, parse_row
from marketplace.casework.models import Case
from marketplace.casework.register import lock_register, register_changed
from marketplace.common import audit
from marketplace.common.events import announce
from marketplace.common.tables import read_table
from marketplace.needs.actions import recheck_published

Progress = Callable[[int, int], None]


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

    def counts(self) -> dict[str, int]:
        """What the command prints."""
        return {"rows": self.rows, "cases": self.cases, "needs": self.needs, "rejected": self.rejected}


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
    lock_register()  # two imports at once would each miss the other's households
    groups: dict[str, list[ParsedRow]] = {}
    for row in parsed:
        groups.setdefault(row.case_number or f"\x00{row.number}", []).append(row)
    for position, rows in enumerate(groups.values(), start=1):
        _import_case(by, rows, result)
        progress(position, len(groups))
    if result.cases:
        register_changed()
        recheck_published()
        announce(RegisterChanged(cases=result.cases))
    audit.record(by=by, verb="cases.import", subject="casework.import", detail=result.counts())


def _import_case(by: User, rows: list[ParsedRow], result: ImportResult) -> None:
    reasons = [RejectedRow(row.number, problem) for row in rows for problem in row.problems]
    if not reasons:
        reasons = disagreements(by, rows)
    if not reasons:
        case, created = _case_for(by, rows[0].household_fields())
        result.cases += created
        result.needs += sum(_import_need(by, case, need) for need in distinct_needs(rows))
        return
    named = {reason.row for reason in reasons}
    fallen = CellProblem("CASE_REJECTED", noop("Another row of this case was rejected; mend that row first."))
    result.reasons += reasons
    result.reasons += [
        RejectedRow(r.number, FieldProblem("case_number", fallen)) for r in rows if r.number not in named
    ]


def _case_for(by: User, fields: HouseholdFields) -> tuple[Case, bool]:
    existing = Case.objects.filter(case_number=fields.case_number).first()
    if existing:
        return existing, False
    return register_household(by=by, fields=fields, recount=False), True


def _import_need(by: User, case: Case, need: NeedFields) -> bool:
    if case.drafts.filter(import_key=need_key(need)).exists():
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
        import_digest=need_digest(need),
    )
    given_on = need.consent_date
    record_consent(by=by, draft=draft, kind=ConsentKind.PUBLICATION, given=need.consent, given_on=given_on)
    if need.guardian_consent is not None:
        record_consent(by=by, draft=draft, kind=ConsentKind.GUARDIAN, given=need.guardian_consent, given_on=given_on)
    return True
