"""Under way, delivered with proof, confirmed by the caseworker who heard from the household."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.events import announce
from marketplace.documents.models import PrivateFile
from marketplace.fulfilment.events import DeliveryConfirmed, DeliveryDisputed, DeliveryReported
from marketplace.fulfilment.models import Assignment, Confirmation, Delivery, Proof
from marketplace.fulfilment.rules import may_confirm, may_report, may_serve
from marketplace.fulfilment.states import ASSIGNMENT_LIFECYCLE, LIVE, SERVED
from marketplace.needs.actions import mark_delivered, start_delivery
from marketplace.needs.actions.submission import refuse_identifying_text
from marketplace.needs.models import Need
from marketplace.needs.states import NeedStatus


@transaction.atomic
def start_assignment(*, by: User, assignment: Assignment) -> None:
    """The helper has begun."""
    may_serve(by, assignment).require()
    ASSIGNMENT_LIFECYCLE.advance(assignment, "start", by=by)
    _need_is_under_way(by, assignment)


@transaction.atomic
def report_delivery(
    *, by: User, assignment: Assignment, delivered_on: date, note: str = "", proofs: Sequence[PrivateFile] = ()
) -> Delivery:
    """The helper brought or did it; the caseworker confirms. The note is scanned like a need."""
    may_serve(by, assignment).require()
    may_report(assignment, delivered_on).require()
    refuse_identifying_text(note)
    ASSIGNMENT_LIFECYCLE.advance(assignment, "deliver", by=by)
    delivery = Delivery.objects.create(assignment=assignment, by=by, delivered_on=delivered_on, note=note)
    Proof.objects.bulk_create(Proof(delivery=delivery, file=file) for file in proofs)
    _need_is_under_way(by, assignment)
    announce(DeliveryReported(assignment_id=assignment.pk))
    return delivery


@transaction.atomic
def confirm_delivery(*, by: User, assignment: Assignment, outcome: str = "complete") -> Confirmation:
    """The household has it. When every place of the need is confirmed, the need is delivered."""
    may_confirm(by, assignment).require()
    need = Need.objects.select_for_update().get(pk=assignment.need_id)
    ASSIGNMENT_LIFECYCLE.advance(assignment, "confirm", by=by, confirmed_at=clock.now())
    confirmation = Confirmation.objects.create(assignment=assignment, by=by, outcome=outcome)
    live = list(need.assignments.filter(status__in=LIVE).values_list("status", flat=True))
    complete = len(live) >= need.helpers and set(live) <= SERVED
    if complete and need.status in (NeedStatus.MATCHED, NeedStatus.DELIVERING):
        mark_delivered(by=by, need=need)
    announce(DeliveryConfirmed(assignment_id=assignment.pk))
    return confirmation


@transaction.atomic
def dispute_delivery(*, by: User, assignment: Assignment, because: str) -> None:
    """It did not arrive as reported (`because`: a code): the helper goes on."""
    may_confirm(by, assignment).require()
    ASSIGNMENT_LIFECYCLE.advance(assignment, "dispute", by=by, because=because)
    announce(DeliveryDisputed(assignment_id=assignment.pk))


def _need_is_under_way(by: User, assignment: Assignment) -> None:
    need = Need.objects.select_for_update().get(pk=assignment.need_id)
    if need.status == NeedStatus.MATCHED:
        start_delivery(by=by, need=need)
