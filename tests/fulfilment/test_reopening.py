"""A confirmed or judged help is opened again: what was said before is kept, and counts no more."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from marketplace.accounts.models import Role, User
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.common.events import dispatch
from marketplace.fulfilment import actions
from marketplace.fulfilment.capacity import supplier_of_offer
from marketplace.fulfilment.figures import judgement_of
from marketplace.fulfilment.invariants import violations
from marketplace.fulfilment.models import STANDING, Assignment, Confirmation, Evaluation
from marketplace.fulfilment.states import AssignmentStatus
from marketplace.needs.actions import withdraw_need
from marketplace.needs.models import Need
from marketplace.needs.states import NeedStatus
from marketplace.notifications.queries import work_of
from marketplace.offers.models import Offer
from marketplace.organisations.models import Organisation
from tests.fulfilment.test_course import GOOD
from tests.fulfilment.test_pages import as_user, page_of
from tests.needs.city import make_user
from tests.refusals import refuses

BAD = {"satisfied": 1, "timely": 2, "as_promised": 3}


def deliver(promise: Assignment, member: User, author: User) -> None:
    actions.report_delivery(by=member, assignment=promise, delivered_on=clock.today())
    actions.confirm_delivery(by=author, assignment=promise)


@pytest.fixture
def confirmed(member: User, need: Need, offer: Offer, author: User) -> Assignment:
    promise = actions.assign(by=member, need=need, supplier=supplier_of_offer(offer))
    deliver(promise, member, author)
    return promise


@pytest.fixture
def judged(confirmed: Assignment, author: User) -> Assignment:
    actions.evaluate_help(by=author, assignment=confirmed, marks=BAD)
    return confirmed


def test_a_former_confirmation_is_kept_with_when_by_whom_and_why(
    confirmed: Assignment, member: User, author: User, officer: User
) -> None:
    actions.reopen_delivery(by=officer, assignment=confirmed, because="damaged")
    former = Confirmation.objects.get()
    assert (former.by, former.withdrawn_by, former.withdrawn_because) == (author, officer, "damaged")
    assert former.withdrawn_at is not None
    assert list(violations()) == []
    deliver(confirmed, member, author)
    assert Confirmation.objects.count() == 2
    assert Confirmation.objects.filter(STANDING).get() != former
    assert list(violations()) == []


def test_marks_are_kept_too_and_count_no_more(
    judged: Assignment, need: Need, member: User, author: User, charity: Organisation
) -> None:
    dispatch.deliver_due()
    actions.reopen_delivery(by=author, assignment=judged, because="damaged")
    dispatch.deliver_due()
    need.refresh_from_db()
    assert (judged.status, need.status, need.live) == (AssignmentStatus.UNDER_WAY, NeedStatus.DELIVERING, False)
    assert Evaluation.objects.get().withdrawn_by == author
    assert not Evaluation.objects.filter(STANDING).exists()
    assert judgement_of(charity).count == 0
    deliver(judged, member, author)
    dispatch.deliver_due()
    assert "evaluate_help" in {item.kind for item in work_of(author)}
    actions.evaluate_help(by=author, assignment=judged, marks=GOOD)
    need.refresh_from_db()
    assert (need.status, Evaluation.objects.count()) == (NeedStatus.EVALUATED, 2)
    assert list(violations()) == []


def test_what_was_judged_and_falls_through_is_shown_only_after_an_officer_looked(
    judged: Assignment, need: Need, author: User
) -> None:
    actions.reopen_delivery(by=author, assignment=judged, because="damaged")
    actions.fail_assignment(by=author, assignment=judged, because="other")
    need.refresh_from_db()
    assert (need.status, need.live, need.hold_code) == (NeedStatus.HELD, False, "OPENED_AGAIN")


def test_the_database_keeps_one_standing_confirmation_and_knows_why_another_does_not_stand(
    confirmed: Assignment, author: User
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Confirmation.objects.create(assignment=confirmed, by=author, outcome="complete")
    with pytest.raises(IntegrityError), transaction.atomic():
        Confirmation.objects.update(withdrawn_at=clock.now())
    assert Confirmation.objects.filter(STANDING).count() == 1


def test_a_confirmed_help_without_or_another_with_a_standing_confirmation_breaks_an_invariant(
    confirmed: Assignment, author: User
) -> None:
    Assignment.objects.update(status=AssignmentStatus.UNDER_WAY)
    assert [name for name, *_rest in violations()] == ["no confirmation stands of help that is open again or over"]
    Assignment.objects.update(status=AssignmentStatus.CONFIRMED)
    Confirmation.objects.update(withdrawn_at=clock.now(), withdrawn_by=author, withdrawn_because="damaged")
    assert [name for name, *_rest in violations()] == ["no help counts as arrived unless somebody confirmed it"]


def test_what_is_taken_back_was_confirmed_and_is_so_no_more(confirmed: Assignment, author: User) -> None:
    actions.return_help(by=author, assignment=confirmed, because="wrong")
    assert Confirmation.objects.get().withdrawn_because == "wrong"
    assert confirmed.confirmed_at is None
    assert list(violations()) == []


def test_nobody_is_sent_again_to_a_household_that_took_its_need_back(
    confirmed: Assignment, need: Need, author: User
) -> None:
    need.refresh_from_db()
    withdraw_need(by=author, need=need, because="CONSENT_WITHDRAWN")
    refuses("NEED_GONE", lambda: actions.reopen_delivery(by=author, assignment=confirmed, because="damaged"))
    confirmed.refresh_from_db()
    assert confirmed.status == AssignmentStatus.CONFIRMED
    assert Confirmation.objects.filter(STANDING).exists()
    assert not AuditRow.objects.filter(verb="assignment.reopen").exists()


@pytest.mark.parametrize(("language", "reason", "over"), [
    ("zh-hans", "损坏", "不再有效"),
    ("en", "it is damaged or unsuitable", "counts no more"),
])  # fmt: skip
def test_the_caseworker_and_the_auditor_read_what_counted_once_and_the_helper_does_not(
    judged: Assignment, member: User, author: User, language: str, reason: str, over: str
) -> None:
    actions.reopen_delivery(by=author, assignment=judged, because="damaged")
    deliver(judged, member, author)
    auditor = make_user("auditor", Role.AUDITOR)
    for reader in (author, auditor):
        page = as_user(reader).get(page_of(judged), headers={"accept-language": language}).content.decode()
        assert page.count(over) == 2, "one confirmation and one judgement"
        assert reason in page
    page = as_user(member).get(page_of(judged), headers={"accept-language": language}).content.decode()
    assert over not in page
    assert reason not in page


def test_a_judged_help_is_opened_again_on_its_page(judged: Assignment, author: User) -> None:
    caseworker = as_user(author)
    url = reverse("assignment_course", args=[judged.reference])
    assert 'value="reopen"' in caseworker.get(url).content.decode()
    sent = caseworker.post(url, {"do": "reopen", "reopen-because": "damaged"})
    assert sent.status_code == 302
    judged.refresh_from_db()
    assert judged.status == AssignmentStatus.UNDER_WAY
    assert caseworker.post(url, {"do": "reopen", "reopen-because": "damaged"}).status_code == 409
    assert Confirmation.objects.count() == 1
