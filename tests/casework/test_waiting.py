"""A household says with its slip that nobody came, and how good the help was; its caseworker asks both sides."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from marketplace.accounts.models import User
from marketplace.casework.actions import answer_household, end_slip, judge_by_household, say_of_help
from marketplace.casework.models import HouseholdWord, NeedDraft
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.common.events.dispatch import deliver_due
from marketplace.common.verdict import DomainError
from marketplace.fulfilment.actions import agree_day, confirm_delivery, move_day, report_delivery, report_no_show
from marketplace.fulfilment.models import Assignment, Evaluation, HandOver, NoShow
from marketplace.fulfilment.states import AssignmentStatus
from marketplace.needs.models import Need
from marketplace.notifications.models import WorkItem
from tests.casework.factories import caseworker, person, published, registered
from tests.casework.promises import member_of, promised
from tests.casework.sites import Site
from tests.casework.test_slips import assignment, case, code, need, nobody_asked_yet, own, slip, worker
from tests.refusals import refuses

__all__ = ["assignment", "case", "code", "need", "nobody_asked_yet", "own", "worker"]
pytestmark = pytest.mark.django_db
GOOD = {"satisfied": 5, "timely": 4, "as_promised": 3}


def waiting(worker: User) -> list[str]:
    deliver_due()
    rows = WorkItem.objects.filter(user=worker, done_at__isnull=True, kind__startswith="household_")
    return sorted(rows.values_list("kind", flat=True))


@pytest.fixture
def agreed(assignment: Assignment) -> Assignment:
    Assignment.objects.filter(pk=assignment.pk).update(hand_over=HandOver.WINDOW)
    assignment.refresh_from_db()
    day = clock.today() + timedelta(days=2)
    agree_day(by=member_of(assignment.organisation), assignment=assignment, on=day, starts=time(9), ends=time(11))
    return assignment


def afterwards(agreed: Assignment, hours: int = 1):  # type: ignore[no-untyped-def]
    """So many hours after the agreed ones."""
    return clock.freeze(agreed.appointments.get(replaced_at__isnull=True).ends_at + timedelta(hours=hours))


def marked(reference: str, **marks: int) -> dict[str, str]:
    return {f"{reference}-{name}": str(mark) for name, mark in marks.items()}


def test_nobody_is_missed_before_the_hours_are_over_or_without_a_day(code: str, agreed: Assignment) -> None:
    site = Site()
    assert "nobody_came" not in site.shows(f"/slip/{code}/")
    page = site.sends(f"/slip/{code}/", 409, say="nobody_came", help=agreed.reference).content.decode()
    assert "约定的时段尚未结束" in page
    refuses("DAY_NOT_OVER", lambda: say_of_help(slip=slip(code), assignment=agreed, spoken="nobody_came"))
    assert not HouseholdWord.objects.exists()


def test_who_waited_in_vain_says_so_and_nobody_is_accused(code: str, agreed: Assignment, worker: User) -> None:
    with afterwards(agreed):
        site = Site()
        assert 'value="nobody_came"' in site.shows(f"/slip/{code}/")
        site.sends(f"/slip/{code}/", say="nobody_came", help=agreed.reference)
        assert Assignment.objects.get().status == AssignmentStatus.APPOINTED
        assert not NoShow.objects.exists()
        assert waiting(worker) == ["household_waited"]
        item = WorkItem.objects.get(kind="household_waited")
        assert item.due_at == clock.now() + timedelta(days=1)
        assert item.url == f"/casework/spoken/{agreed.reference}/"
        assert "约定的那天没有人来" in site.shows(f"/slip/{code}/")
        told = WorkItem.objects.filter(user__in=[each.user for each in agreed.organisation.memberships.all()])
        assert not told.filter(kind="household_waited").exists()


def test_the_caseworker_confirms_it_and_it_becomes_the_move_that_it_is(
    code: str, agreed: Assignment, worker: User
) -> None:
    with afterwards(agreed):
        say_of_help(slip=slip(code), assignment=agreed, spoken="nobody_came")
        assert waiting(worker) == ["household_waited"]
        page = Site(worker).shows(f"/casework/spoken/{agreed.reference}/")
        assert f"/assignments/{agreed.reference}/course/" in page
        report_no_show(by=worker, assignment=agreed, because="nobody_came")
        assert waiting(worker) == []
        assert NoShow.objects.get().by == worker
        assert "nobody_came" not in Site().shows(f"/slip/{code}/")
        refuses("NOT_EXPECTED", lambda: say_of_help(slip=slip(code), assignment=agreed, spoken="nobody_came"))


def test_or_it_was_a_misunderstanding_and_the_household_reads_what_was_found(
    code: str, agreed: Assignment, worker: User
) -> None:
    with afterwards(agreed):
        say_of_help(slip=slip(code), assignment=agreed, spoken="nobody_came")
        assert waiting(worker) == ["household_waited"]
        site = Site(worker)
        site.sends(f"/casework/spoken/{agreed.reference}/", 422)
        site.sends(f"/casework/spoken/{agreed.reference}/", answer="other_day")
        assert waiting(worker) == []
        assert "双方记的日子不一样" in Site().shows(f"/slip/{code}/")
        line = AuditRow.objects.get(verb="slip.answer")
        assert line.detail == {"answer": "other_day"}
        site.sends(f"/casework/spoken/{agreed.reference}/", 409, answer="settled")
        assert HouseholdWord.objects.get().answer == "other_day"
        assert not NoShow.objects.exists()


def test_another_day_answers_it_and_may_be_missed_again(code: str, agreed: Assignment, worker: User) -> None:
    with afterwards(agreed):
        say_of_help(slip=slip(code), assignment=agreed, spoken="nobody_came")
        assert waiting(worker) == ["household_waited"]
    with afterwards(agreed, hours=2):
        day = clock.today() + timedelta(days=3)
        move_day(by=worker, assignment=agreed, on=day, starts=time(9), ends=time(11), because="helper")
        assert waiting(worker) == []
    with afterwards(agreed):
        say_of_help(slip=slip(code), assignment=agreed, spoken="nobody_came")
        assert waiting(worker) == ["household_waited"]


def test_a_report_of_help_that_nobody_brought_goes_back(code: str, agreed: Assignment, worker: User) -> None:
    with afterwards(agreed):
        report_delivery(by=member_of(agreed.organisation), assignment=agreed, delivered_on=clock.today())
        say_of_help(slip=slip(code), assignment=agreed, spoken="nobody_came")
        assert Assignment.objects.get().status == AssignmentStatus.UNDER_WAY
        assert waiting(worker) == ["household_waited"]
        agreed.refresh_from_db()
        report_no_show(by=worker, assignment=agreed, because="nobody_came")
        assert waiting(worker) == []


def test_only_the_caseworker_of_its_township_answers(code: str, agreed: Assignment, worker: User) -> None:
    with afterwards(agreed):
        word = say_of_help(slip=slip(code), assignment=agreed, spoken="nobody_came")
        helper = member_of(agreed.organisation)
        for stranger in (person(), helper, caseworker("330212")):
            refuses("NOT_THE_CASEWORKER", lambda by=stranger: answer_household(by=by, word=word, answer="settled"))  # type: ignore[misc]
            Site(stranger).shows(f"/casework/spoken/{agreed.reference}/", 404)
        assert HouseholdWord.objects.get().answer == ""


@pytest.fixture
def confirmed(code: str, assignment: Assignment) -> Assignment:
    report_delivery(by=member_of(assignment.organisation), assignment=assignment, delivered_on=clock.today())
    Site().sends(f"/slip/{code}/", say="arrived", help=assignment.reference)
    assignment.refresh_from_db()
    return assignment


def test_the_household_that_confirmed_says_how_the_help_was(code: str, confirmed: Assignment) -> None:
    site = Site()
    page = site.shows(f"/slip/{code}/")
    assert "您对这次帮助满意吗" in page
    assert page.count('type="radio"') == 15
    site.sends(f"/slip/{code}/", say="judge", help=confirmed.reference, **marked(confirmed.reference, **GOOD))
    evaluation = Evaluation.objects.get(assignment=confirmed)
    assert (evaluation.by, evaluation.channel) == (None, "slip")
    assert {name: getattr(evaluation, name) for name in GOOD} == GOOD
    assert AuditRow.objects.get(verb="assignment.evaluate").actor == "system:household-slip"
    assert 'type="radio"' not in site.shows(f"/slip/{code}/")
    site.sends(f"/slip/{code}/", 409, say="judge", help=confirmed.reference, **marked(confirmed.reference, **GOOD))
    assert Evaluation.objects.count() == 1


@pytest.mark.parametrize("marks", [{}, {"satisfied": 5}, {**GOOD, "timely": 6}, {**GOOD, "timely": 0}])
def test_two_of_three_answers_are_not_kept_and_what_was_chosen_stays(
    code: str, confirmed: Assignment, marks: dict[str, int]
) -> None:
    sent = marked(confirmed.reference, **marks)
    page = Site().sends(f"/slip/{code}/", 422, say="judge", help=confirmed.reference, **sent).content.decode()
    assert page.count("checked") == sum(1 <= mark <= 5 for mark in marks.values())
    assert not Evaluation.objects.exists()
    assert Assignment.objects.get().status == AssignmentStatus.CONFIRMED


def test_nobody_judges_what_has_not_arrived_or_what_is_somebody_elses(
    code: str, assignment: Assignment, worker: User, own: NeedDraft
) -> None:
    refuses("NOTHING_TO_SAY", lambda: judge_by_household(slip=slip(code), assignment=assignment, marks=GOOD))
    present = slip(code)
    report_delivery(by=member_of(assignment.organisation), assignment=assignment, delivered_on=clock.today())
    confirm_delivery(by=worker, assignment=assignment)
    end_slip(by=worker, draft=own)
    refuses("SLIP_OVER", lambda: judge_by_household(slip=present, assignment=assignment, marks=GOOD))
    with pytest.raises(DomainError):
        judge_by_household(slip=present, assignment=assignment, marks=GOOD)
    assert not Evaluation.objects.exists()


def test_a_code_of_one_household_says_nothing_of_anothers_help(code: str, need: Need) -> None:
    other = promised(published(caseworker(), registered(caseworker())))
    sent = marked(other.reference, **GOOD)
    Site().sends(f"/slip/{code}/", 404, say="judge", help=other.reference, **sent)
    Site().sends(f"/slip/{code}/", 404, say="nobody_came", help=other.reference)
    assert not HouseholdWord.objects.exists()
