"""The pages on the way of a help: the right people find them, refusals keep what was typed, strangers find nothing."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.documents.models import PrivateFile
from marketplace.fulfilment import actions
from marketplace.fulfilment.capacity import supplier_of_offer
from marketplace.fulfilment.models import Appointment, Assignment, HandOver, Proof
from marketplace.fulfilment.states import AssignmentStatus, ProofStatus
from marketplace.needs.models import Need
from marketplace.offers.models import Offer
from tests.fulfilment.test_pages import as_user, page_of, picture

LANGUAGES = pytest.mark.parametrize("language", ["zh-hans", "en"])


@pytest.fixture
def promise(member: User, need: Need, offer: Offer) -> Assignment:
    made = actions.assign(by=member, need=need, supplier=supplier_of_offer(offer))
    Assignment.objects.filter(pk=made.pk).update(hand_over=HandOver.WINDOW)
    made.refresh_from_db()
    return made


def agree(promise: Assignment, by: User) -> None:
    day = clock.today() + timedelta(days=1)
    actions.agree_day(by=by, assignment=promise, on=day, starts=time(9), ends=time(11))


def deliver(promise: Assignment, by: User) -> Proof:
    client = as_user(by)
    form = {"delivered_on": clock.today().isoformat(), "note": "", "proof": picture(), "shows_nobody": "on"}
    assert client.post(page_of(promise), form).status_code == 302
    promise.refresh_from_db()
    return Proof.objects.latest("pk")


def at(name: str, promise: Assignment) -> str:
    return reverse(name, args=[promise.reference])


def test_a_day_is_agreed_and_moved_on_its_page(promise: Assignment, member: User, author: User) -> None:
    partner, url = as_user(member), at("assignment_day", promise)
    assert partner.get(url).status_code == 200
    day = (clock.today() + timedelta(days=2)).isoformat()
    assert partner.post(url, {"on": day, "part": "morning"}).status_code == 302
    appointment = Appointment.objects.get()
    assert (appointment.starts, appointment.ends, appointment.place) == (time(8, 30), time(12), HandOver.WINDOW)
    assert "08:30-12:00" in partner.get(page_of(promise)).content.decode()
    caseworker = as_user(author)
    assert caseworker.post(url, {"on": day, "part": "hours", "starts": "14:00", "ends": "15:00"}).status_code == 422
    moved = {"on": day, "part": "hours", "starts": "14:00", "ends": "15:00", "because": "household"}
    assert caseworker.post(url, moved).status_code == 302
    assert Appointment.objects.get(replaced_at__isnull=True).hours == "14:00-15:00"


def test_hours_without_their_ends_are_asked_for(promise: Assignment, member: User) -> None:
    answer = as_user(member).post(at("assignment_day", promise), {"on": "2030-01-01", "part": "hours"})
    assert (answer.status_code, Appointment.objects.count()) == (422, 0)
    assert "2030-01-01" in answer.content.decode()


def test_a_missed_day_is_reported_on_the_caseworkers_page(promise: Assignment, member: User, author: User) -> None:
    agree(promise, member)
    caseworker, url = as_user(author), at("assignment_course", promise)
    early = caseworker.post(url, {"do": "miss", "miss-because": "nobody_came"})
    assert early.status_code == 409
    assert 'role="alert"' in early.content.decode()
    with clock.freeze(Appointment.objects.get().ends_at + timedelta(minutes=1)):
        assert caseworker.post(url, {"do": "miss"}).status_code == 422
        assert caseworker.post(url, {"do": "miss", "miss-because": "nobody_came"}).status_code == 302
        promise.refresh_from_db()
        assert promise.status == AssignmentStatus.NO_SHOW
        assert caseworker.post(url, {"do": "rematch", "rematch-because": "other"}).status_code == 302
    promise.refresh_from_db()
    assert promise.status == AssignmentStatus.REMATCHED
    assert caseworker.post(url, {"do": "dance"}).status_code == 404


@pytest.mark.parametrize(
    ("deed", "because", "reached"),
    [("return", "wrong", AssignmentStatus.RETURNED), ("reopen", "damaged", AssignmentStatus.UNDER_WAY)],
)
def test_what_was_confirmed_takes_another_course(
    promise: Assignment, member: User, author: User, deed: str, because: str, reached: AssignmentStatus
) -> None:
    actions.report_delivery(by=member, assignment=promise, delivered_on=clock.today())
    actions.confirm_delivery(by=author, assignment=promise)
    url = at("assignment_course", promise)
    assert as_user(author).post(url, {"do": deed, f"{deed}-because": because}).status_code == 302
    promise.refresh_from_db()
    assert promise.status == reached


def test_a_proof_is_looked_at_refused_and_replaced(promise: Assignment, member: User, author: User) -> None:
    proof, caseworker = deliver(promise, member), as_user(author)
    look = reverse("look_at_proof", args=[proof.reference])
    assert look in caseworker.get(at("confirm_assignment", promise)).content.decode()
    assert caseworker.post(at("confirm_assignment", promise), {"answer": "complete"}).status_code == 409
    assert caseworker.get(look).status_code == 200
    assert caseworker.post(look, {"do": "refuse", "because": "phone"}).status_code == 302
    assert (Proof.objects.get().status, PrivateFile.objects.count()) == (ProofStatus.REFUSED, 0)
    partner, another = as_user(member), at("another_proof", promise)
    assert partner.get(another).status_code == 200
    assert partner.post(another, {"proof": picture()}).status_code == 409
    assert PrivateFile.objects.count() == 0
    assert partner.post(another, {"proof": picture(), "shows_nobody": "on"}).status_code == 302
    second = Proof.objects.latest("pk")
    accepted = caseworker.post(reverse("look_at_proof", args=[second.reference]), {"do": "accept"})
    assert accepted.status_code == 302
    assert caseworker.post(at("confirm_assignment", promise), {"answer": "complete"}).status_code == 302


def test_marks_are_entered_and_the_help_closed(promise: Assignment, member: User, author: User) -> None:
    actions.report_delivery(by=member, assignment=promise, delivered_on=clock.today())
    actions.confirm_delivery(by=author, assignment=promise)
    caseworker, url = as_user(author), at("evaluate_assignment", promise)
    assert caseworker.get(url).status_code == 200
    assert caseworker.post(url, {"satisfied": "5", "timely": "9"}).status_code == 422
    assert caseworker.post(url, {"satisfied": "5", "timely": "4", "as_promised": "5"}).status_code == 302
    assert caseworker.get(url).status_code == 200
    assert caseworker.post(url, {"do": "close"}).status_code == 302
    promise.refresh_from_db()
    assert promise.status == AssignmentStatus.CLOSED
    assert as_user(member).get(reverse("assignments") + "?view=confirmed").status_code == 200


@LANGUAGES
def test_every_page_speaks_both_languages_at_every_stage(
    promise: Assignment, member: User, author: User, language: str
) -> None:
    deliver(promise, member)
    names = ("assignment_day", "assignment_course", "evaluate_assignment", "confirm_assignment", "another_proof")
    for status in AssignmentStatus.values:
        Assignment.objects.filter(pk=promise.pk).update(status=status)
        for person, name in [(author, name) for name in names[:-1]] + [(member, names[-1]), (member, "assignment")]:
            answer = as_user(person).get(at(name, promise), headers={"accept-language": language})
            assert answer.status_code == 200, (name, status)


def test_strangers_find_none_of_these_pages(promise: Assignment, member: User, other_member: User) -> None:
    look = reverse("look_at_proof", args=[deliver(promise, member).reference])
    names = ("assignment_day", "assignment_course", "evaluate_assignment", "another_proof")
    stranger = as_user(other_member)
    for url in [look, *(at(name, promise) for name in names)]:
        assert (stranger.get(url).status_code, stranger.post(url, {"do": "close"}).status_code) == (404, 404), url
        assert Client().get(url)["Location"].startswith(reverse("account_login")), url
