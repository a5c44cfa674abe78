"""Promises on screen: each reader finds the own ones, and nothing that was taken back is read here."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.fulfilment.actions import assign, claim_wish, report_delivery, start_assignment
from marketplace.fulfilment.capacity import supplier_of_offer
from marketplace.fulfilment.models import Assignment, Claim, Delivery
from marketplace.fulfilment.states import AssignmentStatus, ClaimStatus
from marketplace.needs.actions import withdraw_need
from marketplace.needs.models import Need
from marketplace.offers.models import Offer
from tests.counting import costs_the_same
from tests.fulfilment.market import make_need
from tests.needs.city import CLOCKWORK, PARTNERS, FakeGate


@pytest.fixture
def promise(member: User, need: Need, offer: Offer) -> Assignment:
    return assign(by=member, need=need, supplier=supplier_of_offer(offer))


@pytest.fixture
def partner(client: Client, member: User) -> Client:
    client.force_login(member)
    return client


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(promise: Assignment) -> str:
    return reverse("assignment", args=[promise.reference])


def confirm_page(promise: Assignment) -> str:
    return reverse("confirm_assignment", args=[promise.reference])


def picture() -> BytesIO:
    data = BytesIO()
    Image.new("RGB", (8, 8), "green").save(data, "JPEG")
    data.seek(0)
    data.name = "IMG_0574.jpg"
    return data


def test_the_helper_begins_and_reports_with_proof(partner: Client, promise: Assignment) -> None:
    assert partner.post(page_of(promise), {"do": "start"}).status_code == 302
    form = {
        "delivered_on": clock.today().isoformat(),
        "note": "已送到便民中心。",
        "proof": picture(),
        "shows_nobody": "on",
    }
    assert partner.post(page_of(promise), form).status_code == 302
    promise.refresh_from_db()
    assert promise.status == AssignmentStatus.DELIVERED
    proof = Delivery.objects.get().proofs.get().file
    assert reverse("private_file", args=[proof.reference]) in partner.get(page_of(promise)).content.decode()


def test_a_refused_proof_keeps_what_was_typed_and_reports_nothing(partner: Client, promise: Assignment) -> None:
    fake = BytesIO(b"<html><script>alert(1)</script></html>")
    fake.name = "proof.jpg"
    form = {"delivered_on": clock.today().isoformat(), "note": "已送到便民中心。", "proof": fake, "shows_nobody": "on"}
    answer = partner.post(page_of(promise), form)
    assert answer.status_code == 409
    assert "已送到便民中心。" in answer.content.decode()
    assert Delivery.objects.count() == 0


def test_a_move_that_is_not_possible_any_more_answers_409(partner: Client, promise: Assignment, member: User) -> None:
    start_assignment(by=member, assignment=promise)
    answer = partner.post(page_of(promise), {"do": "start"})
    assert answer.status_code == 409
    assert 'role="alert"' in answer.content.decode()


def test_an_incomplete_report_answers_422(partner: Client, promise: Assignment) -> None:
    assert partner.post(page_of(promise), {"delivered_on": "", "note": "x"}).status_code == 422
    promise.refresh_from_db()
    assert promise.status == AssignmentStatus.ASSIGNED


def test_the_caseworker_confirms_on_a_page_of_its_own(promise: Assignment, member: User, author: User) -> None:
    report_delivery(by=member, assignment=promise, delivered_on=clock.today())
    caseworker = as_user(author)
    assert caseworker.get(confirm_page(promise)).status_code == 200
    assert caseworker.post(confirm_page(promise), {"answer": "complete"}).status_code == 302
    promise.refresh_from_db()
    assert promise.status == AssignmentStatus.CONFIRMED


def test_sending_back_asks_for_a_reason(promise: Assignment, member: User, author: User) -> None:
    report_delivery(by=member, assignment=promise, delivered_on=clock.today())
    caseworker = as_user(author)
    assert caseworker.post(confirm_page(promise), {"answer": "dispute"}).status_code == 422
    promise.refresh_from_db()
    assert promise.status == AssignmentStatus.DELIVERED
    assert caseworker.post(confirm_page(promise), {"answer": "dispute", "because": "damaged"}).status_code == 302
    promise.refresh_from_db()
    assert promise.status == AssignmentStatus.UNDER_WAY


def test_the_helper_reads_why_it_cannot_confirm(partner: Client, promise: Assignment, member: User) -> None:
    report_delivery(by=member, assignment=promise, delivered_on=clock.today())
    assert partner.post(confirm_page(promise), {"answer": "complete"}).status_code == 409
    promise.refresh_from_db()
    assert promise.status == AssignmentStatus.DELIVERED


def test_other_organisations_find_nothing(promise: Assignment, held: Claim, other_member: User) -> None:
    stranger = as_user(other_member)
    step_back = reverse("step_back", args=[promise.reference])
    for url in (page_of(promise), confirm_page(promise), step_back, reverse("settle_claim", args=[held.reference])):
        assert stranger.get(url).status_code == 404, url
        assert stranger.post(url, {"do": "start", "answer": "complete"}).status_code == 404, url


def test_a_visitor_is_asked_to_sign_in(client: Client, promise: Assignment) -> None:
    for url in (page_of(promise), confirm_page(promise), reverse("assignments")):
        assert client.get(url)["Location"].startswith(reverse("account_login")), url


def test_somebody_without_an_organisation_finds_no_list(author: User) -> None:
    assert as_user(author).get(reverse("assignments")).status_code == 404


def test_stepping_back_asks_for_a_reason(partner: Client, promise: Assignment) -> None:
    url = reverse("step_back", args=[promise.reference])
    assert partner.post(url, {}).status_code == 422
    assert partner.post(url, {"because": "no_capacity"}).status_code == 302
    promise.refresh_from_db()
    assert promise.status == AssignmentStatus.CANCELLED


def test_the_words_of_a_withdrawn_need_are_not_read_here(partner: Client, promise: Assignment, need: Need) -> None:
    assert need.text in partner.get(page_of(promise)).content.decode()
    need.refresh_from_db()
    withdraw_need(by=CLOCKWORK, need=need, because="CONSENT_WITHDRAWN")
    for url in (page_of(promise), reverse("assignments")):
        shown = partner.get(url).content.decode()
        assert need.text not in shown
        assert need.title not in shown


def test_the_list_costs_the_same_for_one_and_three(
    partner: Client, member: User, offer: Offer, officer: User, author: User, gate: FakeGate
) -> None:
    def promise_another() -> None:
        need = make_need(officer, author, gate)
        assign(by=member, need=need, supplier=supplier_of_offer(offer))

    costs_the_same(partner, reverse("assignments"), promise_another)


@pytest.fixture
def held(officer: User, author: User, gate: FakeGate, member: User, offer: Offer) -> Claim:
    return claim_wish(by=member, need=make_need(officer, author, gate), offer=offer)


def test_a_partner_holds_a_wish_and_then_promises_it(partner: Client, need: Need, offer: Offer) -> None:
    url = reverse("claim_need", args=[need.reference])
    assert offer.title in partner.get(url).content.decode()
    answer = partner.post(url, {"offer": offer.reference})
    claim = Claim.objects.get(need=need)
    assert answer["Location"] == reverse("settle_claim", args=[claim.reference])
    assert partner.post(answer["Location"], {"do": "keep"}).status_code == 302
    assert Assignment.objects.get(need=need).organisation == offer.organisation


def test_a_claim_is_given_back_with_one_button(partner: Client, held: Claim) -> None:
    assert partner.post(reverse("settle_claim", args=[held.reference]), {"do": "release"}).status_code == 302
    held.refresh_from_db()
    assert held.status == ClaimStatus.RELEASED


def test_nobody_holds_with_the_offer_of_others(partner: Client, need: Need, other_offer: Offer) -> None:
    answer = partner.post(reverse("claim_need", args=[need.reference]), {"offer": other_offer.reference})
    assert answer.status_code == 422
    assert Claim.objects.count() == 0


def test_services_are_not_held(partner: Client, officer: User, author: User, gate: FakeGate) -> None:
    visit = make_need(officer, author, gate, need_kind="service")
    assert partner.get(reverse("claim_need", args=[visit.reference])).status_code == 404


def test_a_need_for_partners_is_held_by_verified_partners_only(
    partner: Client, charity: object, offer: Offer, officer: User, author: User, gate: FakeGate
) -> None:
    hidden = make_need(officer, author, gate, decision=PARTNERS)
    url = reverse("claim_need", args=[hidden.reference])
    assert partner.get(url).status_code == 200
    charity.capabilities.all().delete()  # type: ignore[attr-defined]
    assert partner.get(url).status_code == 404
