"""Under way, and delivered in part or whole with proof; what the household says of it is in judging."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common.events import announce
from marketplace.common.public_words import refuse_identifying_text
from marketplace.documents.models import PrivateFile
from marketplace.fulfilment.events import DeliveryReported
from marketplace.fulfilment.models import Assignment, Delivery, Proof
from marketplace.fulfilment.rules import may_report, may_serve, proof_is_declared
from marketplace.fulfilment.states import ASSIGNMENT_LIFECYCLE
from marketplace.needs.actions import start_delivery
from marketplace.needs.models import Need
from marketplace.needs.states import NeedStatus


@transaction.atomic
def start_assignment(*, by: User, assignment: Assignment) -> None:
    """The helper has begun."""
    may_serve(by, assignment).require()
    need = Need.objects.select_for_update().get(pk=assignment.need_id)  # needs are locked before promises, always
    ASSIGNMENT_LIFECYCLE.advance(assignment, "start", by=by)
    _need_is_under_way(by, need)


@transaction.atomic
def report_delivery(
    *,
    by: User,
    assignment: Assignment,
    delivered_on: date,
    note: str = "",
    proofs: Sequence[PrivateFile] = (),
    in_part: bool = False,
    shows_nobody: bool = False,
) -> Delivery:
    """The helper brought or did it, or a part of it; the caseworker confirms. The note is scanned like a need.

    `shows_nobody`: the helper declares that no proof shows a face, a door or a number; without it none is taken.
    """
    may_serve(by, assignment).require()
    may_report(assignment, delivered_on).and_then(proof_is_declared(proofs, shows_nobody)).require()
    refuse_identifying_text(note)
    need = Need.objects.select_for_update().get(pk=assignment.need_id)
    ASSIGNMENT_LIFECYCLE.advance(assignment, "deliver_in_part" if in_part else "deliver", by=by)
    delivery = Delivery.objects.create(assignment=assignment, by=by, delivered_on=delivered_on, note=note)
    for file in proofs:
        Proof.objects.create(delivery=delivery, file=file)
    _need_is_under_way(by, need)
    announce(DeliveryReported(assignment_id=assignment.pk))
    return delivery


def _need_is_under_way(by: User, need: Need) -> None:
    if need.status == NeedStatus.MATCHED:
        start_delivery(by=by, need=need)
