"""What must never be false of promises, days, proofs, messages and evaluations."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef

from marketplace.common.detectors import scan
from marketplace.fulfilment.messages.talking import READ
from marketplace.fulfilment.models import STANDING, Appointment, Assignment, Confirmation, Evaluation, Message, Proof
from marketplace.fulfilment.rules import may_pass_on
from marketplace.fulfilment.states import SERVED, AssignmentStatus, Channel, MessageStatus, ProofStatus
from marketplace.notifications.models import WorkItem

Broken = tuple[str, str, str]
JUDGED = (AssignmentStatus.EVALUATED, AssignmentStatus.CLOSED)


def counts() -> dict[str, int]:
    """How many objects each check looked at."""
    return {"appointments": Appointment.objects.count(), "messages": Message.objects.count()}


def violations() -> Iterator[Broken]:
    """(invariant, object, how), of every check."""
    yield from _served_help_is_confirmed()
    yield from _judged_help_is_evaluated()
    yield from _nothing_rests_on_refused_proof()
    yield from _messages_name_nobody()
    yield from _waiting_messages_wait_for_somebody()
    yield from _agreed_help_has_a_day()


def _served_help_is_confirmed() -> Iterator[Broken]:
    stands = Exists(Confirmation.objects.filter(STANDING, assignment=OuterRef("pk")))
    for each in Assignment.objects.filter(~stands, status__in=SERVED):
        yield "no help counts as arrived unless somebody confirmed it", f"assignment:{each.reference}", each.status
    for each in Assignment.objects.filter(stands).exclude(status__in=SERVED):
        yield "no confirmation stands of help that is open again or over", f"assignment:{each.reference}", each.status
    own = Confirmation.objects.filter(assignment__accepted_by=F("by"))
    for one in own.select_related("assignment"):
        yield "no helper confirms its own delivery", f"assignment:{one.assignment.reference}", one.channel


def _judged_help_is_evaluated() -> Iterator[Broken]:
    stands = Exists(Evaluation.objects.filter(STANDING, assignment=OuterRef("pk")))
    for each in Assignment.objects.filter(~stands, status__in=JUDGED):
        yield "no help is closed unless it was evaluated", f"assignment:{each.reference}", each.status
    for each in Assignment.objects.filter(stands).exclude(status__in=JUDGED):
        yield "no marks stand of help that is open again or over", f"assignment:{each.reference}", each.status


def _nothing_rests_on_refused_proof() -> Iterator[Broken]:
    name = "no delivery is confirmed at a desk on refused proof only"
    for confirmation in Confirmation.objects.filter(STANDING, channel=Channel.DESK).select_related("assignment"):
        delivery = confirmation.assignment.deliveries.first()
        seen = set(delivery.proofs.values_list("status", flat=True)) if delivery else set()
        if seen == {ProofStatus.REFUSED}:
            yield name, f"assignment:{confirmation.assignment.reference}", "every proof was refused"
    for proof in Proof.objects.filter(status=ProofStatus.REFUSED, file__isnull=False):
        yield "a refused proof is erased", f"proof:{proof.reference}", "its file is kept"


def _messages_name_nobody() -> Iterator[Broken]:
    for message in Message.objects.filter(status=MessageStatus.RELEASED).exclude(text=""):
        kinds = sorted({str(finding.kind) for finding in scan(message.text)})
        if kinds:
            yield "no released message identifies anybody", f"message:{message.reference}", ", ".join(kinds)


def _waiting_messages_wait_for_somebody() -> Iterator[Broken]:
    name = "a waiting message has open work of somebody who may read it"
    waiting = Message.objects.filter(status=MessageStatus.WAITING).exclude(text="")
    for message in waiting.select_related("need", "organisation"):
        work = WorkItem.objects.filter(kind=READ, subject=f"message:{message.reference}", done_at__isnull=True)
        people = [item.user for item in work.select_related("user") if item.user.is_active]
        if not any(may_pass_on(person, message) for person in people):
            yield name, f"message:{message.reference}", f"{len(people)} were asked"


def _agreed_help_has_a_day() -> Iterator[Broken]:
    present = Appointment.objects.filter(assignment=OuterRef("pk"), replaced_at__isnull=True)
    for each in Assignment.objects.filter(~Exists(present), status=AssignmentStatus.APPOINTED):
        yield "help with an agreed day has one", f"assignment:{each.reference}", "no present appointment"
