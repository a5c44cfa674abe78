"""`import_cases` as contracts.md promises it: whole or not at all, twice is once, every reason with its row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from django.apps import apps

from marketplace.accounts.models import User
from marketplace.casework.actions import (
    HouseholdFields,
    assess_case,
    change_household,
    record_consent,
    shred_case,
    start_draft,
)
from marketplace.casework.codes import ConsentKind, ShredReason
from marketplace.casework.household import fields_of
from marketplace.casework.importing import FileRefused, ImportResult, import_cases
from marketplace.casework.importing.columns import COLUMNS, HOUSEHOLD
from marketplace.casework.models import Case, Consent, Member, NeedDraft
from marketplace.casework.states import CaseStatus
from marketplace.common.audit.models import AuditRow
from tests.casework.factories import (
    HEAD_ID,
    MEIXU,
    NANMEN,
    another,
    as_csv,
    caseworker,
    neighbours,
    officer,
    published,
    registered,
    resident_id,
    row,
)
from tests.casework.importing.workbooks import as_xlsx

pytestmark = pytest.mark.django_db
WIFE = resident_id(date(1960, 2, 29), 2)
FAMILY = f"户主:样本甲:{HEAD_ID}:健康;妻子：样本乙：{WIFE}：重病；孙子:样本丙:20180215:残疾"


@pytest.fixture
def worker() -> User:
    return caseworker("330200")


def take(by: User, rows: Iterable[dict[str, str]], *, dry_run: bool = False) -> ImportResult:
    """Import these rows."""
    return import_cases(by=by, data=as_csv(rows), name="cases.csv", dry_run=dry_run)


def counts(result: ImportResult) -> tuple[int, int, int, int]:
    return result.rows, result.cases, result.needs, result.rejected


def reasons(result: ImportResult) -> list[tuple[int, str, str]]:
    """(row, field, code) of every reason."""
    return [(r.row, r.problem.field, r.problem.problem.code) for r in result.reasons]


def whole_database() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))  # type: ignore[misc]
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
    }


def test_a_row_becomes_a_household_with_its_members_its_need_and_its_consents(worker: User) -> None:
    result = take(worker, [row(members=FAMILY, guardian_consent="是", register="低保+受灾")])
    assert counts(result) == (1, 1, 1, 0)
    case = Case.objects.get()
    assert (case.case_number, case.head_name, case.head_id, case.phone) == ("2026-1", "样本甲", HEAD_ID, "13800138000")
    assert (case.township, case.registers, case.residency) == (NANMEN, ["dibao", "disaster"], "local")
    assert (case.annual_income_fen, case.annual_spending_fen) == (1_200_000, 3_000_000)
    assert (case.economic, case.education, case.participation) == (80, 0, 30)
    assert (case.head_birth, case.youngest_birth, case.oldest_birth) == (
        date(1956, 3, 3),
        date(2018, 2, 15),
        date(1956, 3, 3),
    )
    assert (case.size, case.worst_health) == (3, "disability")
    assert [m.relation for m in Member.objects.all()] == ["户主", "妻子", "孙子"]
    draft = NeedDraft.objects.get()
    assert (draft.need_kind, draft.aid_type, draft.original_title) == ("goods", "medical", "一台取暖器")
    assert (draft.original_story, draft.value_fen, draft.needed_by) == ("冬天屋里很冷", 30_000, date(2026, 12, 20))
    assert list(Consent.objects.values_list("kind", "given", "given_on")) == [
        ("publication", True, date(2026, 11, 1)),
        ("guardian", True, date(2026, 11, 1)),
    ]


def test_a_workbook_imports_like_a_csv(worker: User) -> None:
    result = import_cases(by=worker, data=as_xlsx([row(members=FAMILY)]), name="cases.xlsx")
    assert counts(result) == (1, 1, 1, 0)
    assert counts(take(worker, [row(members=FAMILY)])) == (1, 0, 0, 0)


def test_a_row_without_a_need_registers_the_household_alone(worker: User) -> None:
    empty = dict.fromkeys(["need_kind", "aid_type", "title", "story", "quantity", "unit", "value", "needed_by"], "")
    assert counts(take(worker, [row(**empty)])) == (1, 1, 0, 0)
    assert not NeedDraft.objects.exists()


def test_a_file_with_the_required_columns_alone_is_enough(worker: User) -> None:
    fields = ["case_number", "head_name", "id_number", "township_code", "members", "register", "consent"]
    result = import_cases(by=worker, data=as_csv([row()], fields=fields, chinese=False), name="cases.csv")
    assert counts(result) == (1, 1, 0, 0)


def test_a_no_to_publication_imports_the_case_and_its_need(worker: User) -> None:
    assert counts(take(worker, [row(consent="否")])) == (1, 1, 1, 0)
    assert not Consent.objects.get().given


def test_rows_with_the_same_case_number_are_one_household(worker: User) -> None:
    rows = [row(), row(title="一张轮椅"), row(title="一张轮椅", needed_by="2027-01-15")]
    assert counts(take(worker, rows)) == (3, 1, 3, 0)


def test_exact_repeats_count_once_and_are_not_rejected(worker: User) -> None:
    assert counts(take(worker, [row(), row(), row()])) == (3, 1, 1, 0)


@pytest.mark.parametrize(
    "other",
    [
        {"story": "另一段话"},
        {"quantity": "2"},
        {"unit": "个"},
        {"value": "301.00"},
        {"consent": "否"},
        {"consent_date": "2026-11-02"},
        {"guardian_consent": "是"},
    ],
)
def test_the_same_need_with_other_content_rejects_its_case(worker: User, other: dict[str, str]) -> None:
    result = take(worker, [row(), row(**other), another(2)])
    assert counts(result) == (3, 1, 1, 2)
    assert reasons(result) == [(2, "case_number", "CASE_REJECTED"), (3, "title", "NEED_DIFFERS")]
    again = take(worker, [row()])
    assert counts(take(worker, [row(**other)])) == (1, 0, 0, 1)
    assert again.cases == 1


OTHER_HOUSEHOLD = {
    "head_name": "样本丁",
    "id_number": WIFE,
    "phone": "13800138001",
    "address": "示例村3组6号",
    "township_code": MEIXU,
    "members": FAMILY,
    "annual_income": "12000.01",
    "annual_spending": "",
    "residency": "非本地户籍常住",
    "register": "低保",
    "economic": "81",
    "health": "",
    "education": "1",
    "living": "51",
    "employment": "41",
    "participation": "31",
}


def differing(number: int, column: str) -> list[tuple[int, str, str]]:
    """The reasons for a row in which this column differs; the head stands among the members too."""
    columns = [column, "members"] if column in {"head_name", "id_number"} else [column]
    return [(number, name, "HOUSEHOLD_DIFFERS") for name in columns]


def test_every_household_column_is_compared() -> None:
    assert set(OTHER_HOUSEHOLD) == set(HOUSEHOLD) - {"case_number"}


@pytest.mark.parametrize("column", sorted(OTHER_HOUSEHOLD))
def test_rows_of_a_case_that_disagree_in_a_household_column_reject_it(worker: User, column: str) -> None:
    result = take(worker, [row(), row(**{"title": "一张轮椅", column: OTHER_HOUSEHOLD[column]})])
    assert counts(result) == (2, 0, 0, 2)
    assert reasons(result) == [(2, "case_number", "CASE_REJECTED"), *differing(3, column)]
    assert not Case.objects.exists()


@pytest.mark.parametrize("column", sorted(OTHER_HOUSEHOLD))
def test_a_row_that_disagrees_with_the_register_is_rejected(worker: User, column: str) -> None:
    take(worker, [row()])
    before = whole_database()
    result = take(worker, [row(**{"title": "一张轮椅", column: OTHER_HOUSEHOLD[column]})])
    assert counts(result) == (1, 0, 0, 1)
    assert reasons(result) == differing(2, column)
    assert without_audit(whole_database()) == without_audit(before)


def test_a_guess_at_a_household_elsewhere_does_not_say_what_was_right(worker: User) -> None:
    take(worker, [row(township_code=NANMEN)])
    result = take(caseworker("330212"), [row(township_code=MEIXU, phone="13800138009")])
    assert reasons(result) == [(2, "case_number", "HOUSEHOLD_DIFFERS")]


def without_audit(tables: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    return {name: rows for name, rows in tables.items() if name != "common.AuditRow"}


def test_a_second_import_of_the_same_file_changes_nothing(worker: User) -> None:
    rows = [row(members=FAMILY), row(members=FAMILY, title="一张轮椅"), another(2), another(3, consent="否")]
    assert counts(take(worker, rows)) == (4, 3, 4, 0)
    before = whole_database()
    assert counts(take(worker, rows)) == (4, 0, 0, 0)
    assert without_audit(whole_database()) == without_audit(before)


def test_a_later_file_adds_what_is_new(worker: User) -> None:
    take(worker, [row()])
    assert counts(take(worker, [row(), row(title="一张轮椅"), another(2)])) == (3, 1, 2, 0)


def test_a_dry_run_gives_the_same_result_and_writes_nothing(worker: User) -> None:
    rows = [row(), another(2, id_number="330203190001010014"), another(3)]
    before = whole_database()
    dry = take(worker, rows, dry_run=True)
    assert whole_database() == before
    wet = take(worker, rows)
    assert counts(dry) == counts(wet) == (3, 2, 2, 1)
    assert reasons(dry) == reasons(wet)


def test_one_bad_row_rejects_every_row_of_its_case_and_no_other(worker: User) -> None:
    result = take(worker, [row(), row(title="一张轮椅", value="1.005"), another(2), row(title="第三样")])
    assert counts(result) == (4, 1, 1, 3)
    assert reasons(result) == [
        (2, "case_number", "CASE_REJECTED"),
        (3, "value", "TOO_MANY_DECIMALS"),
        (5, "case_number", "CASE_REJECTED"),
    ]
    assert list(Case.objects.values_list("case_number", flat=True)) == ["2026-2"]


def test_every_fault_of_a_row_is_named_and_the_row_counts_once(worker: User) -> None:
    result = take(worker, [row(township_code="330204001", economic="101", consent="也许", id_number="1")])
    assert counts(result) == (1, 0, 0, 1)
    assert reasons(result) == [
        (2, "consent", "NOT_YES_OR_NO"),
        (2, "economic", "NOT_A_SCORE"),
        (2, "id_number", "RESIDENT_ID_FORM"),
        (2, "members", "RESIDENT_ID_FORM"),
        (2, "township_code", "RETIRED_DISTRICT"),
    ]


@pytest.mark.parametrize("column", ["case_number", "head_name", "id_number", "township_code", "register", "consent"])
def test_what_is_required_is_required(worker: User, column: str) -> None:
    result = take(worker, [row(**{"members": FAMILY, column: ""})])
    assert counts(result) == (1, 0, 0, 1)
    assert (2, column) in [(number, field) for number, field, _code in reasons(result)]


@pytest.mark.parametrize("column", ["need_kind", "aid_type", "title", "story"])
def test_with_a_need_its_own_columns_are_required(worker: User, column: str) -> None:
    assert [code for _r, field, code in reasons(take(worker, [row(**{column: ""})])) if field == column]
    fields = [name for name in COLUMNS if name != column]
    result = import_cases(by=worker, data=as_csv([row()], fields=fields), name="cases.csv")
    assert reasons(result) == [(2, column, "MISSING")]


def test_the_head_among_the_members_is_the_head_of_the_row(worker: User) -> None:
    for members in (f"户主:样本丁:{HEAD_ID}:健康", f"户主:样本甲:{WIFE}:健康", "户主:样本甲:19560303:健康"):
        assert reasons(take(worker, [row(members=members)])) == [(2, "members", "HEAD_DIFFERS")]


def test_a_head_under_another_case_number_rejects_the_later_case(worker: User) -> None:
    in_one_file = take(worker, [row(), another(2, id_number=HEAD_ID)])
    assert reasons(in_one_file) == [(3, "id_number", "HEAD_REGISTERED_TWICE")]
    assert counts(in_one_file) == (2, 1, 1, 1)
    assert reasons(take(worker, [another(3, id_number=HEAD_ID)])) == [(2, "id_number", "HEAD_REGISTERED_TWICE")]


def test_a_text_under_no_heading_is_not_lost_silently(worker: User) -> None:
    data = as_csv([row()]).replace("户籍".encode(), b"", 1)
    result = import_cases(by=worker, data=data, name="cases.csv")
    assert (2, "row", "NO_HEADING") in reasons(result)


def test_a_refused_file_writes_nothing(worker: User) -> None:
    before = whole_database()
    with pytest.raises(FileRefused):
        import_cases(by=worker, data=as_csv([row()]).replace("住址".encode(), "备注".encode()), name="x.csv")
    assert whole_database() == before


def test_a_caseworker_imports_into_her_own_area_only() -> None:
    result = take(caseworker("330212"), [row(), another(2, township_code=MEIXU)])
    assert reasons(result) == [(2, "township_code", "OUTSIDE_SCOPE")]
    assert Case.objects.get().township == MEIXU
    assert counts(take(officer(), [row()])) == (1, 0, 0, 1)


def test_another_area_learns_nothing_of_a_household_there(worker: User) -> None:
    take(worker, [row()])
    result = take(caseworker("330212"), [row(phone="13800138009")])
    assert reasons(result) == [(2, "township_code", "OUTSIDE_SCOPE")]


def test_the_file_still_agrees_after_an_assessment_and_so_does_one_with_the_new_scores(worker: User) -> None:
    take(worker, [row()])
    assess_case(by=worker, case=Case.objects.get(), visited_on=date(2026, 11, 20), scores={"economic": 95})
    assert counts(take(worker, [row()])) == (1, 0, 0, 0)
    assert counts(take(worker, [row(economic="95")])) == (1, 0, 0, 0)
    assert counts(take(worker, [row(economic="96")])) == (1, 0, 0, 1)


def test_a_correction_outdates_the_file(worker: User) -> None:
    take(worker, [row()])
    case = Case.objects.get()
    corrected = HouseholdFields(**{**as_dict(fields_of(case)), "address": "示例村9组"})
    change_household(by=worker, case=case, fields=corrected)
    assert reasons(take(worker, [row()])) == [(2, "address", "HOUSEHOLD_DIFFERS")]
    assert counts(take(worker, [row(address="示例村9组")])) == (1, 0, 0, 0)


def as_dict(fields: HouseholdFields) -> dict[str, object]:
    return {name: getattr(fields, name) for name in HouseholdFields.__slots__}


def test_a_need_written_on_the_site_is_the_same_need_or_another_content(worker: User) -> None:
    take(worker, [row(title="别的")])
    case = Case.objects.get()
    draft = start_draft(
        by=worker,
        case=case,
        need_kind="goods",
        aid_type="medical",
        title="一台取暖器",
        story="冬天屋里很冷",
        quantity="1",
        unit="台",
        value_fen=30_000,
        needed_by=date(2026, 12, 20),
    )
    record_consent(by=worker, draft=draft, kind=ConsentKind.PUBLICATION, given=True)
    assert counts(take(worker, [row()])) == (1, 0, 0, 0)
    assert reasons(take(worker, [row(story="别的话")])) == [(2, "title", "NEED_DIFFERS")]


def test_nothing_is_added_to_a_closed_case_but_its_file_still_agrees(worker: User) -> None:
    take(worker, [row()])
    Case.objects.update(status=CaseStatus.CLOSED)
    assert counts(take(worker, [row()])) == (1, 0, 0, 0)
    assert reasons(take(worker, [row(), row(title="一张轮椅")])) == [
        (2, "case_number", "CASE_REJECTED"),
        (3, "case_number", "CASE_CLOSED"),
    ]


def test_an_erased_case_is_unknown_to_the_next_file(worker: User) -> None:
    take(worker, [row()])
    shred_case(by=officer(), case=Case.objects.get(), because=ShredReason.ENTERED_IN_ERROR)
    assert counts(take(worker, [row()])) == (1, 1, 1, 0)


def test_an_import_recounts_the_classes_once_at_its_end(worker: User) -> None:
    """Ten on one register become eleven when the file brings one that is on another."""
    neighbours(worker, 12, registers=("dibao",))
    case = registered(worker, registers=("other",))
    need = published(worker, case)
    assert need.status == "published"
    take(worker, [another(7), another(8)])
    need.refresh_from_db()
    assert need.status == "published"


def test_one_line_of_the_audit_tells_the_import_and_one_every_case(worker: User) -> None:
    take(worker, [row(), another(2)])
    assert AuditRow.objects.filter(verb="case.register").count() == 2
    line = AuditRow.objects.get(verb="cases.import")
    assert line.detail == {"rows": 2, "cases": 2, "needs": 2, "rejected": 0}
    assert line.actor == f"user:{worker.pk}"


def test_what_a_column_of_the_register_cannot_hold_is_a_reason_not_a_crash(worker: User) -> None:
    result = take(worker, [row(case_number="9" * 41, quantity="多" * 41, unit="个" * 21)])
    assert reasons(result) == [(2, "case_number", "TOO_LONG"), (2, "quantity", "TOO_LONG"), (2, "unit", "TOO_LONG")]
