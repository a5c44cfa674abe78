"""The end of a file: what identifies the household is gone from every column, its classes are counted again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection

from marketplace.accounts.models import User
from marketplace.casework.actions import assess_case, release_contact, shred_case
from marketplace.casework.codes import ShredReason
from marketplace.casework.models import Assessment, Case, Consent, Member, NeedDraft, ShownProfile
from marketplace.casework.queries import cases_visible_to
from marketplace.casework.register import register_table
from marketplace.common import clock
from marketplace.common.actors import SystemActor
from marketplace.common.audit.models import AuditRow
from marketplace.common.verdict import Refused
from marketplace.fulfilment.models import Assignment, Delivery
from marketplace.fulfilment.states import AssignmentStatus
from marketplace.needs.models import Need
from tests.casework.factories import draft, member, neighbours, officer, published, registered
from tests.casework.promises import promised

pytestmark = pytest.mark.django_db
BECAUSE = ShredReason.RETENTION_ENDED


def case_with_everything(worker: User) -> Case:
    case = registered(
        worker,
        case_number="CASE-7",
        head_name="样本壬",
        phone="13800138000",
        address="示例花园3幢5号",
        annual_income_fen=100,
        others=(member("妻子", name="样本癸"),),
    )
    draft(worker, case, title="样本标题", story="样本故事", quantity="3", unit="床", value_fen=500)
    assess_case(by=worker, case=case, visited_on=date(2026, 11, 1), scores={"economic": 5}, note="样本记录")
    return case


def test_nothing_that_identifies_the_household_is_left_in_any_column(worker: User) -> None:
    case = case_with_everything(worker)
    shred_case(by=officer(), case=case, because=BECAUSE)
    case = Case.objects.get()
    assert (case.status, case.head_name, case.head_id, case.phone, case.address) == ("shredded", "", "", "", "")
    assert (case.township, case.size, case.registers, case.annual_income_fen) == ("330203", 1, [], None)
    assert case.head_birth == case.oldest_birth == case.youngest_birth == date(1900, 1, 1)
    assert (case.economic, case.household_digest) == (None, "")
    assert not Member.objects.exists()
    assert not Assessment.objects.exists()
    kept = NeedDraft.objects.get()
    assert (kept.original_title, kept.original_story, kept.title, kept.text) == ("", "", "", "")
    assert (kept.quantity, kept.unit, kept.value_fen, kept.needed_by) == ("", "", None, None)
    assert "CASE-7" not in everything_stored()


def everything_stored() -> str:
    """All rows of the package's tables as the database holds them."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name.startswith("casework_")]
        rows = []
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            rows.extend(map(str, cursor.fetchall()))
    return "\n".join(rows)


def test_what_was_consented_and_decided_stays_on_record(worker: User) -> None:
    case = case_with_everything(worker)
    by = officer()
    shred_case(by=by, case=case, because=BECAUSE)
    assert Consent.objects.get().given
    line = AuditRow.objects.get(verb="case.shred")
    assert (line.actor, line.detail["because"]) == (f"user:{by.pk}", "RETENTION_ENDED")
    assert AuditRow.objects.filter(verb="case.register").exists()


def test_its_needs_disappear_and_the_classes_it_leaves_are_counted_again(worker: User) -> None:
    neighbours(worker, 9)
    own, beside = registered(worker), registered(worker)
    gone, other = published(worker, own), published(worker, beside)
    assert gone.audience == other.audience == "open"
    shred_case(by=officer(), case=own, because=BECAUSE)
    gone.refresh_from_db()
    other.refresh_from_db()
    assert (gone.status, gone.live) == ("withdrawn", False)
    assert (other.status, other.hold_code) == ("held", "CLASS_TOO_SMALL")
    assert not ShownProfile.objects.filter(case=own).exists()
    assert len(register_table()) == 10


def test_nobody_sees_it_any_more(worker: User) -> None:
    case = case_with_everything(worker)
    shred_case(by=officer(), case=case, because=BECAUSE)
    assert not cases_visible_to(worker).exists()
    assert not cases_visible_to(officer()).exists()


def test_not_while_somebody_is_helping(worker: User) -> None:
    neighbours(worker, 20)
    case = registered(worker)
    assignment = promised(published(worker, case))
    release_contact(by=worker, assignment=assignment, fields=["phone"], until=clock.now() + timedelta(days=1))
    with pytest.raises(Refused) as refused:
        shred_case(by=officer(), case=case, because=BECAUSE)
    assert refused.value.code == "HELP_RUNNING"
    assert Case.objects.get(pk=case.pk).head_name != ""
    Assignment.objects.update(status=AssignmentStatus.CONFIRMED)
    Delivery.objects.create(assignment=assignment, by=worker, delivered_on=clock.today(), note="放在门口")
    shred_case(by=officer(), case=case, because=BECAUSE)
    assert Need.objects.get().status == "withdrawn"
    assert Assignment.objects.count() == 1
    assert Delivery.objects.get().note == ""


def test_only_an_officer_for_the_place_or_the_clock_erases(worker: User) -> None:
    case = case_with_everything(worker)
    for by in (worker, officer("330212")):
        with pytest.raises(Refused):
            shred_case(by=by, case=case, because=BECAUSE)
    assert Case.objects.get().head_name == "样本壬"
    shred_case(by=SystemActor("retention"), case=case, because=BECAUSE)
    with pytest.raises(Refused):
        shred_case(by=officer(), case=Case.objects.get(), because=BECAUSE)


def test_a_closed_case_can_be_erased(worker: User) -> None:
    case = case_with_everything(worker)
    Case.objects.update(status="closed")
    case.refresh_from_db()
    shred_case(by=officer(), case=case, because=BECAUSE)
    assert Case.objects.get().status == "shredded"
