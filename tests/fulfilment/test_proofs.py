"""A proof shows nobody: declared by the helper, looked at by the caseworker, erased when refused."""

from __future__ import annotations

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.actors import SystemActor
from marketplace.common.audit.models import AuditRow
from marketplace.common.events import dispatch
from marketplace.documents.actions import store_upload
from marketplace.documents.models import PrivateFile
from marketplace.fulfilment import actions
from marketplace.fulfilment.capacity import supplier_of_offer
from marketplace.fulfilment.models import Assignment, Confirmation, Delivery, Proof
from marketplace.fulfilment.states import AssignmentStatus, Channel, ProofStatus
from marketplace.needs.models import Need
from marketplace.notifications.models import Notice
from marketplace.notifications.queries import work_of
from marketplace.offers.models import Offer
from tests.documents.uploads import jpeg
from tests.refusals import refuses


def picture(by: User) -> PrivateFile:
    return store_upload(by=by, purpose="proof", data=jpeg())


@pytest.fixture
def promise(member: User, need: Need, offer: Offer) -> Assignment:
    return actions.assign(by=member, need=need, supplier=supplier_of_offer(offer))


@pytest.fixture
def proof(promise: Assignment, member: User) -> Proof:
    actions.report_delivery(
        by=member, assignment=promise, delivered_on=clock.today(), proofs=[picture(member)], shows_nobody=True
    )
    return Proof.objects.get()


def test_no_proof_is_taken_without_the_word_that_it_shows_nobody(promise: Assignment, member: User) -> None:
    file = picture(member)
    refuses(
        "PROOF_NOT_DECLARED",
        lambda: actions.report_delivery(by=member, assignment=promise, delivered_on=clock.today(), proofs=[file]),
    )
    promise.refresh_from_db()
    assert (promise.status, Delivery.objects.count()) == (AssignmentStatus.ASSIGNED, 0)


def test_a_proof_waits_for_its_look_before_the_desk_confirms(proof: Proof, promise: Assignment, author: User) -> None:
    dispatch.deliver_due()
    assert "review_proof" in {item.kind for item in work_of(author)}
    refuses("PROOF_WAITS", lambda: actions.confirm_delivery(by=author, assignment=promise))
    assert not Confirmation.objects.exists()
    actions.accept_proof(by=author, proof=proof)
    dispatch.deliver_due()
    assert "review_proof" not in {item.kind for item in work_of(author)}
    actions.confirm_delivery(by=author, assignment=promise)
    assert promise.status == AssignmentStatus.CONFIRMED


def test_a_screenshot_of_a_chat_is_refused_erased_and_its_sender_told(
    proof: Proof, promise: Assignment, member: User, author: User, django_capture_on_commit_callbacks: object
) -> None:
    assert proof.file is not None
    storage, name = proof.file.file.storage, proof.file.file.name
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        actions.refuse_proof(by=author, proof=proof, because="phone")
    proof.refresh_from_db()
    assert (proof.status, proof.file, PrivateFile.objects.count()) == (ProofStatus.REFUSED, None, 0)
    assert not storage.exists(name)
    dispatch.deliver_due()
    told = Notice.objects.get(user=member, kind="proof_refused")
    assert told.params["fault"] == "phone"
    refuses("PROOF_REFUSED", lambda: actions.confirm_delivery(by=author, assignment=promise))
    assert not Confirmation.objects.exists()


def test_another_proof_replaces_a_refused_one(proof: Proof, promise: Assignment, member: User, author: User) -> None:
    actions.refuse_proof(by=author, proof=proof, because="face")
    second = actions.add_proof(by=member, assignment=promise, file=picture(member), shows_nobody=True)
    actions.accept_proof(by=author, proof=second)
    actions.confirm_delivery(by=author, assignment=promise)
    refuses(
        "NO_REPORT_WAITS",
        lambda: actions.add_proof(by=member, assignment=promise, file=picture(member), shows_nobody=True),
    )
    assert Proof.objects.count() == 2


def test_the_helper_does_not_look_at_its_own_proof(proof: Proof, member: User, other_member: User) -> None:
    refuses("OWN_DELIVERY", lambda: actions.accept_proof(by=member, proof=proof))
    refuses("NOT_THE_CASEWORKER", lambda: actions.refuse_proof(by=other_member, proof=proof, because="door"))
    proof.refresh_from_db()
    assert (proof.status, proof.reviewer) == (ProofStatus.WAITING, None)


def test_the_households_own_word_needs_no_picture(proof: Proof, promise: Assignment) -> None:
    slip = SystemActor("household-slip")
    confirmation = actions.confirm_delivery(by=slip, assignment=promise, channel=Channel.SLIP)
    assert (confirmation.by, confirmation.channel, promise.status) == (None, "slip", AssignmentStatus.CONFIRMED)


def test_with_the_household_go_its_notes_and_proofs_and_what_happened_stays(
    proof: Proof, promise: Assignment, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    file = proof.file
    assert file is not None
    Delivery.objects.update(note="放在门口")
    with django_capture_on_commit_callbacks(execute=True):
        actions.forget_help_of(by=SystemActor("retention"), need=promise.need)
    assert not Proof.objects.exists()
    assert not file.file.storage.exists(str(file.file.name))
    assert [(row.note, row.delivered_on) for row in Delivery.objects.all()] == [("", clock.today())]
    assert AuditRow.objects.filter(verb="help.forget").count() == 1
    actions.forget_help_of(by=SystemActor("retention"), need=promise.need)
    assert AuditRow.objects.filter(verb="help.forget").count() == 1
