"""A proof waits for a look: accepted, or refused with its reason and erased."""

from __future__ import annotations

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common import audit
from marketplace.common.events import announce
from marketplace.documents.actions import erase_upload
from marketplace.documents.models import PrivateFile
from marketplace.fulfilment.events import ProofDecided, ProofSent
from marketplace.fulfilment.models import Assignment, Proof
from marketplace.fulfilment.rules import may_add_proof, may_confirm, may_serve, proof_is_declared
from marketplace.fulfilment.states import PROOF_LIFECYCLE


@transaction.atomic
def add_proof(*, by: User, assignment: Assignment, file: PrivateFile, shows_nobody: bool = False) -> Proof:
    """Another proof of the last delivery, for instance in place of a refused one."""
    may_serve(by, assignment).and_then(may_add_proof(assignment)).require()
    proof_is_declared([file], shows_nobody).require()
    proof = Proof.objects.create(delivery=assignment.deliveries.all()[0], file=file)
    audit.record(by=by, verb="proof.add", subject=proof)
    announce(ProofSent(assignment_id=assignment.pk))
    return proof


@transaction.atomic
def accept_proof(*, by: User, proof: Proof) -> None:
    """It shows the delivery, and neither a face nor a door nor a number."""
    may_confirm(by, proof.delivery.assignment).require()
    PROOF_LIFECYCLE.advance(proof, "accept", by=by, reviewer=by)
    announce(ProofDecided(proof_id=proof.pk))


@transaction.atomic
def refuse_proof(*, by: User, proof: Proof, because: str) -> None:
    """It shows what it must not, or nothing (`because`: a code): the file is erased and the helper told why."""
    may_confirm(by, proof.delivery.assignment).require()
    file = proof.file
    PROOF_LIFECYCLE.advance(proof, "refuse", by=by, because=because, reviewer=by, refused_because=because, file=None)
    if file is not None:
        erase_upload(by=by, file=file)
    announce(ProofDecided(proof_id=proof.pk))
