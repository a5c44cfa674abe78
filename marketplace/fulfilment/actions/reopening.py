"""What was confirmed turned out wrong: the word is withdrawn and kept, and the helper goes on."""

from __future__ import annotations

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.events import announce
from marketplace.fulfilment.events import DeliveryReopened
from marketplace.fulfilment.models import STANDING, Assignment, Confirmation, Evaluation, Outcome
from marketplace.fulfilment.places import close_rest, places_left
from marketplace.fulfilment.rules import may_confirm, need_still_wants
from marketplace.fulfilment.states import ASSIGNMENT_LIFECYCLE
from marketplace.needs.actions import mark_matched, resume_delivery, start_delivery
from marketplace.needs.models import Need
from marketplace.needs.states import NeedStatus

HELPED = (NeedStatus.DELIVERED, NeedStatus.EVALUATED)
OPEN_FOR_HELP = (NeedStatus.PUBLISHED, NeedStatus.PRIVATE_MATCH)


@transaction.atomic
def reopen_delivery(*, by: User, assignment: Assignment, because: str) -> None:
    """The helper goes on, and it is confirmed and judged anew; what was said before is kept with who withdrew it."""
    may_confirm(by, assignment).require()
    need = Need.objects.select_for_update().get(pk=assignment.need_id)
    need_still_wants(need).require()
    ASSIGNMENT_LIFECYCLE.advance(assignment, "reopen", by=by, because=because, confirmed_at=None)
    confirmation = Confirmation.objects.filter(STANDING).get(assignment=assignment)
    withdraw_words(by=by, assignment=assignment, because=because)
    if confirmation.outcome == Outcome.REST_OPEN:
        _take_rest_back(by, need)
    if need.status in HELPED:
        resume_delivery(by=by, need=need)
    announce(DeliveryReopened(assignment_id=assignment.pk))


def withdraw_words(*, by: User, assignment: Assignment, because: str) -> None:
    """Its confirmation and its marks count no more; both are kept. The caller holds the need's lock."""
    withdrawal = {"withdrawn_at": clock.now(), "withdrawn_by": by, "withdrawn_because": because}
    Confirmation.objects.filter(STANDING, assignment=assignment).update(**withdrawal)
    Evaluation.objects.filter(STANDING, assignment=assignment).update(**withdrawal)


def _take_rest_back(by: User, need: Need) -> None:
    """The place that the confirmation opened is closed again, unless somebody has taken it."""
    if places_left(need) < 1:
        return
    close_rest(need)
    if places_left(need) == 0 and need.status in OPEN_FOR_HELP:
        mark_matched(by=by, need=need)
        start_delivery(by=by, need=need)
