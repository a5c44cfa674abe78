"""A proof waits for its look, and the helper learns why one was refused."""

from __future__ import annotations

from django.urls import reverse

from marketplace.fulfilment.events import DeliveryReported, ProofDecided, ProofSent
from marketplace.fulfilment.messages.people import (
    address_of,
    assignment_of,
    in_days,
    members_of,
    params_of,
    subject_of,
)
from marketplace.fulfilment.models import Proof
from marketplace.fulfilment.states import ProofStatus
from marketplace.notifications.actions import Params, finish_work, open_work, tell_once

REVIEW = "review_proof"


def ask_for_a_look(event: DeliveryReported | ProofSent) -> None:
    """The need's caseworker looks whether a face, a door or a number is on it."""
    assignment = assignment_of(event.assignment_id)
    if not _waiting(assignment.pk):
        return
    open_work(
        assignment.need.author,
        REVIEW,
        subject=subject_of(assignment),
        url=reverse("confirm_assignment", args=[assignment.reference]),
        due_at=in_days("fulfilment.proof_review_days"),
        params=params_of(assignment),
    )


def tell_of_decision(event: ProofDecided) -> None:
    """The look is over; a refusal is told with its reason, so that the helper can send another one."""
    proof = Proof.objects.select_related("delivery").get(pk=event.proof_id)
    assignment = assignment_of(proof.delivery.assignment_id)
    if not _waiting(assignment.pk):
        finish_work(REVIEW, subject=subject_of(assignment))
    if proof.status == ProofStatus.REFUSED:
        params: Params = params_of(assignment) | {"fault": proof.refused_because, "proof": proof.reference}
        tell_once(members_of(assignment), "proof_refused", params, address_of(assignment))


def _waiting(assignment: int) -> bool:
    return Proof.objects.filter(delivery__assignment=assignment, status=ProofStatus.WAITING).exists()
