"""Every change of the register recounts the classes it touches before it commits, or nothing happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from marketplace.accounts.models import User
from marketplace.casework import gate
from marketplace.casework.actions import AlreadyRegistered, change_household, register_household, registering
from marketplace.casework.household import HouseholdFields, fields_of
from marketplace.casework.models import Case, Member, RegisterVersion, ShownProfile
from marketplace.casework.register import register_changed, register_table
from marketplace.casework.states import CaseStatus
from marketplace.common.audit.models import AuditRow
from marketplace.common.verdict import Refused
from marketplace.needs.actions import ReleaseTooEarly, approve_need, hold_need, release_batch, show_again
from marketplace.needs.actions.keeping import ClassTooSmall
from marketplace.needs.models import Need
from marketplace.needs.ports import publication_gate
from marketplace.needs.states import NeedStatus
from tests.casework.factories import (
    HAISHU,
    JIANGXIA,
    MEIXU,
    NANMEN,
    SETUP,
    caseworker,
    household,
    member,
    neighbours,
    officer,
    published,
    registered,
    submitted,
)

pytestmark = pytest.mark.django_db
CHILD = member("孙子", date(2020, 5, 5))


def changed(case: Case, **columns: Any) -> HouseholdFields:
    """The household as it is registered, with these columns corrected."""
    return replace(fields_of(case), **columns)


def with_head(case: Case, **own: Any) -> tuple[Any, ...]:
    head, *others = fields_of(case).members
    return (replace(head, **own), *others)


def test_one_household_fewer_than_k_holds_the_need_in_the_same_transaction(worker: User) -> None:
    others = neighbours(worker, 10)
    need = published(worker, registered(worker))
    assert (need.status, need.audience, need.place) == ("published", "open", NANMEN)
    change_household(by=worker, case=others[0], fields=changed(others[0], township=JIANGXIA))
    need.refresh_from_db()
    assert (need.status, need.hold_code, need.live) == ("held", "CLASS_TOO_SMALL", False)


def test_losing_the_only_other_register_holds_the_need(worker: User) -> None:
    """`低保+其他` holds both: only the one on another register alone kept 低保 from being told."""
    neighbours(worker, 11, registers=("dibao", "other"))
    alone = registered(worker, registers=("temporary",))
    need = published(worker, registered(worker, registers=("dibao",)))
    change_household(by=worker, case=alone, fields=changed(alone, registers=("dibao",)))
    need.refresh_from_db()
    assert need.status == NeedStatus.HELD


def test_a_change_that_touches_no_class_leaves_every_need(worker: User) -> None:
    neighbours(worker, 10)
    need = published(worker, registered(worker))
    elsewhere = registered(worker, township=JIANGXIA)
    change_household(by=worker, case=elsewhere, fields=changed(elsewhere, address="别处"))
    need.refresh_from_db()
    assert need.status == NeedStatus.PUBLISHED


def test_when_the_count_fails_the_change_never_happened(worker: User, monkeypatch: pytest.MonkeyPatch) -> None:
    others = neighbours(worker, 10)
    need = published(worker, registered(worker))
    token = RegisterVersion.objects.get().token

    def broken(*_: Any) -> list[str]:
        raise RuntimeError("the count broke")

    monkeypatch.setattr(registering, "touched_below_k", broken)
    with pytest.raises(RuntimeError):
        change_household(by=worker, case=others[0], fields=changed(others[0], township=JIANGXIA))
    need.refresh_from_db()
    assert need.status == NeedStatus.PUBLISHED
    assert Case.objects.get(pk=others[0].pk).township == NANMEN
    assert RegisterVersion.objects.get().token == token
    assert not AuditRow.objects.filter(verb="case.change").exists()
    assert len(register_table()) == 11


def test_a_need_already_promised_is_hidden_and_goes_on(worker: User) -> None:
    others = neighbours(worker, 10)
    need = published(worker, registered(worker))
    Need.objects.filter(pk=need.pk).update(status=NeedStatus.MATCHED)
    change_household(by=worker, case=others[0], fields=changed(others[0], township=JIANGXIA))
    need.refresh_from_db()
    assert (need.status, need.live) == ("matched", False)


@pytest.mark.parametrize(
    "change",
    [
        lambda case: changed(case, township=JIANGXIA),
        lambda case: changed(case, members=(*fields_of(case).members, CHILD)),
        lambda case: changed(case, members=(*fields_of(case).members, member(health="healthy"))),
        lambda case: changed(case, members=with_head(case, health="serious")),
    ],
    ids=["moved away", "a child under 14", "another member", "another illness"],
)
def test_a_household_that_is_no_longer_what_its_need_says_has_it_held(worker: User, change: Any) -> None:
    neighbours(worker, 30, health="chronic")
    case = registered(worker, health="chronic")
    need = published(worker, case)
    change_household(by=worker, case=case, fields=change(case))
    need.refresh_from_db()
    assert (need.status, need.hold_code) == ("held", "SHOWN_VALUES_NO_LONGER_TRUE")


def test_a_held_need_that_no_longer_suits_is_not_shown_again(worker: User) -> None:
    neighbours(worker, 30)
    case = registered(worker)
    need = published(worker, case)
    hold_need(by=SETUP, need=need, code="REPORTED")
    change_household(by=worker, case=case, fields=changed(case, members=(*fields_of(case).members, CHILD)))
    with pytest.raises(ClassTooSmall):
        show_again(by=officer(), need=need)
    need.refresh_from_db()
    assert need.status == NeedStatus.HELD


def test_a_new_household_makes_classes_larger_at_once(worker: User) -> None:
    neighbours(worker, 9)
    first = registered(worker)
    assert gate.decide_household(first, month="2026-11").code == "NO_CONSENT"
    assert submitted(worker, first).need.audience == "partners"  # type: ignore[union-attr]
    registered(worker, registers=("other",))
    assert submitted(worker, registered(worker)).need.audience == "open"  # type: ignore[union-attr]


def test_a_register_changed_in_a_transaction_that_fails_is_read_anew(worker: User) -> None:
    neighbours(worker, 3)
    assert len(register_table()) == 3
    try:
        with transaction.atomic():
            registered(worker)
            assert len(register_table()) == 4
            raise RuntimeError
    except RuntimeError:
        pass
    assert len(register_table()) == 3


def test_a_closed_case_still_counts_and_an_erased_one_does_not(worker: User) -> None:
    case, erased = neighbours(worker, 2)
    Case.objects.filter(pk=case.pk).update(status=CaseStatus.CLOSED)
    Case.objects.filter(pk=erased.pk).update(status=CaseStatus.SHREDDED, head_name="", head_id="", phone="", address="")
    register_changed()
    assert len(register_table()) == 1


def test_the_database_refuses_an_erased_case_with_a_name(worker: User) -> None:
    case = registered(worker)
    with pytest.raises(IntegrityError, match="shredded_case_holds_no_identifier"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(status=CaseStatus.SHREDDED)


def test_the_same_case_number_or_head_is_refused_and_nothing_written(worker: User) -> None:
    case = registered(worker)
    for own in ({"case_number": case.case_number}, {"head_id": case.head_id}):
        with pytest.raises(AlreadyRegistered) as refused:
            registered(worker, **own)
        assert case.head_id not in str(refused.value)
    assert Case.objects.count() == 1
    other = registered(worker)
    with pytest.raises(AlreadyRegistered):
        change_household(by=worker, case=other, fields=changed(other, head_id=case.head_id))
    assert Member.objects.filter(case=other).count() == 1


def test_only_a_caseworker_of_the_township_registers_and_changes(worker: User) -> None:
    case = registered(worker)
    stranger, reader = caseworker("330212"), officer()
    for by in (stranger, reader):
        with pytest.raises(Refused):
            register_household(by=by, fields=household())
        with pytest.raises(Refused):
            change_household(by=by, case=case, fields=changed(case, phone="1"))
    with pytest.raises(Refused) as refused:
        change_household(by=worker, case=case, fields=changed(case, township=MEIXU))
    assert refused.value.code == "OUTSIDE_SCOPE"
    assert Case.objects.get().phone == ""


def test_a_closed_case_cannot_be_changed(worker: User) -> None:
    case = registered(worker)
    Case.objects.update(status=CaseStatus.CLOSED)
    case.refresh_from_db()
    with pytest.raises(Refused) as refused:
        change_household(by=worker, case=case, fields=changed(case, phone="1"))
    assert refused.value.code == "CASE_CLOSED"


def test_a_correction_keeps_the_number_and_counts_the_members_anew(worker: User) -> None:
    case = registered(worker)
    members = (*fields_of(case).members, CHILD, member("妻子", date(1950, 1, 1), "chronic"))
    change_household(by=worker, case=case, fields=changed(case, members=members, case_number="OTHER"))
    case = Case.objects.get()
    assert case.case_number != "OTHER"
    assert (case.size, case.worst_health) == (3, "chronic")
    assert (case.oldest_birth, case.youngest_birth) == (date(1950, 1, 1), date(2020, 5, 5))
    assert fields_of(case).digest() == case.household_digest


def test_all_published_needs_of_a_household_carry_the_same_values(worker: User) -> None:
    neighbours(worker, 20)
    case = registered(worker)
    first = published(worker, case)
    second = published(worker, case, aid_type="education")
    facts = ("audience", "place", "place_level", "age_band", "family", "health")
    assert [getattr(first, name) for name in facts] == [getattr(second, name) for name in facts]
    assert ShownProfile.objects.count() == 1


def test_a_later_need_that_asks_for_wider_values_is_kept_for_private_match(worker: User) -> None:
    neighbours(worker, 20)
    case = registered(worker)
    published(worker, case)
    later = submitted(worker, case, aid_type="dibao")
    assert later.need is not None
    assert (later.need.status, later.need.hold_code) == ("private_match", "ALREADY_SHOWS_NARROWER_VALUES")
    third = submitted(worker, case, aid_type="housing")
    assert third.need is not None
    assert third.need.audience == "open"


def test_the_strictest_need_of_a_household_decides_for_all_released_together(worker: User) -> None:
    neighbours(worker, 20)
    case = registered(worker)
    drafts = [submitted(worker, case, aid_type=aid) for aid in ("medical", "dibao")]
    references = [draft.need.reference for draft in drafts if draft.need]
    decided = publication_gate().decide(references, month="2026-11")
    assert {decision.place for decision in decided.values()} == {HAISHU}


def test_a_household_that_shows_nothing_any_more_starts_afresh(worker: User) -> None:
    neighbours(worker, 20)
    case = registered(worker)
    need = published(worker, case)
    Need.objects.filter(pk=need.pk).update(status=NeedStatus.CLOSED, live=False)
    later = submitted(worker, case, aid_type="dibao")
    assert later.need is not None
    assert (later.need.status, later.need.place) == ("submitted", HAISHU)


def test_vector_k4_one_more_need_cannot_be_told_from_the_difference_of_two_exports(worker: User) -> None:
    """domain.md §5.2 K4: a sixth need may join a class of five, but never alone within the period."""
    neighbours(worker, 20)
    published(worker, registered(worker))
    one_more = submitted(worker, registered(worker))
    approve_need(by=officer(), need=one_more.need)  # type: ignore[arg-type]
    with pytest.raises(ReleaseTooEarly):
        release_batch(by=officer())
    assert Need.objects.filter(live=True).count() == 1


def test_needs_of_the_gate_are_counted_once_a_class(worker: User, django_assert_max_num_queries: Any) -> None:
    neighbours(worker, 20)
    for _ in range(4):
        published(worker, registered(worker))
    register_table()
    with django_assert_max_num_queries(12):
        assert gate.RegisterGate().below_k() == []
