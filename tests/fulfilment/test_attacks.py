"""What a helper in a hurry or an outsider might try with a delivery, and what is left of it: nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.documents.models import PrivateFile
from marketplace.fulfilment import actions
from marketplace.fulfilment.capacity import supplier_of_offer
from marketplace.fulfilment.models import Assignment, Delivery, Proof
from marketplace.fulfilment.states import AssignmentStatus
from marketplace.needs.actions import withdraw_need
from marketplace.needs.models import Need
from marketplace.offers.models import Offer
from tests.fulfilment.test_pages import as_user, page_of, picture

PAPER = b"%PDF-1.7\n%%EOF\n"
KEPT = Path(settings.STORAGES["private"]["OPTIONS"]["location"]) / "files"  # type: ignore[call-overload,index,operator]


@pytest.fixture
def promise(member: User, need: Need, offer: Offer) -> Assignment:
    return actions.assign(by=member, need=need, supplier=supplier_of_offer(offer))


def names() -> set[str]:
    return {each.name for each in KEPT.iterdir()} if KEPT.exists() else set()


def report(promise: Assignment, by: User, **changes: object) -> int:
    today = clock.today().isoformat()
    form = {"delivered_on": today, "note": "", "proof": picture(), "shows_nobody": "on", **changes}
    return as_user(by).post(page_of(promise), form).status_code


@pytest.mark.parametrize("wrong", [{"note": "请打 13800000000"}, {"delivered_on": "2030-01-01"}])
def test_of_a_report_that_is_refused_no_picture_is_left_on_the_disk(
    promise: Assignment, member: User, wrong: dict[str, object]
) -> None:
    before = names()
    assert report(promise, member, **wrong) == 409
    assert names() == before
    assert not PrivateFile.objects.exists()
    assert not Delivery.objects.exists()


def test_a_paper_that_keeps_what_a_picture_loses_is_no_proof(promise: Assignment, member: User) -> None:
    paper = SimpleUploadedFile("a.jpg", PAPER, content_type="image/jpeg")
    assert report(promise, member, proof=paper) == 409
    assert not Proof.objects.exists()
    promise.refresh_from_db()
    assert promise.status == AssignmentStatus.ASSIGNED


def test_help_that_did_not_arrive_ends_where_the_household_took_its_need_back(
    promise: Assignment, member: User, author: User, need: Need, offer: Offer
) -> None:
    actions.report_delivery(by=member, assignment=promise, delivered_on=clock.today())
    need.refresh_from_db()
    withdraw_need(by=author, need=need, because="CONSENT_WITHDRAWN")
    actions.dispute_delivery(by=author, assignment=promise, because="not_arrived")
    assert promise.status == AssignmentStatus.CANCELLED
    assert offer.periods.get().taken == 0


def test_a_report_sent_twice_is_one_delivery(promise: Assignment, member: User) -> None:
    assert report(promise, member) == 302
    assert report(promise, member) == 409
    assert (Delivery.objects.count(), Proof.objects.count(), PrivateFile.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    ("deed", "because"), [("return", "damaged"), ("rematch", "other"), ("fail", "other"), ("miss", "nobody_came")]
)
def test_the_helper_takes_no_step_of_the_household(
    promise: Assignment, member: User, other_member: User, deed: str, because: str
) -> None:
    address = reverse("assignment_course", args=[promise.reference])
    sent = {"do": deed, f"{deed}-because": because}
    assert as_user(member).post(address, sent).status_code == 409
    assert as_user(other_member).post(address, sent).status_code == 404
    promise.refresh_from_db()
    assert promise.status == AssignmentStatus.ASSIGNED
