"""A promise ends before its help is there for good: the place and the unit are free again."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common.actors import Actor
from marketplace.common.events import announce
from marketplace.fulfilment.actions.reopening import withdraw_words
from marketplace.fulfilment.capacity import give_back
from marketplace.fulfilment.events import AssignmentEnded
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.places import close_rest_of
from marketplace.fulfilment.rules import may_confirm, may_step_back
from marketplace.fulfilment.states import ASSIGNMENT_LIFECYCLE
from marketplace.needs.actions import reopen_need
from marketplace.needs.models import Need
from marketplace.needs.states import NeedStatus

TAKEN = (NeedStatus.MATCHED, NeedStatus.DELIVERING, NeedStatus.DELIVERED)


@transaction.atomic
def cancel_assignment(*, by: User, assignment: Assignment, because: str) -> None:
    """The helper steps back before delivering; the need is offered again."""
    may_step_back(by, assignment).require()
    end_promise(by, assignment, "cancel", because)


@transaction.atomic
def fail_assignment(*, by: User, assignment: Assignment, because: str) -> None:
    """The help did not arrive, says the caseworker or an officer; the need is offered again."""
    may_confirm(by, assignment).require()
    end_promise(by, assignment, "fail", because)


@transaction.atomic
def rematch(*, by: User, assignment: Assignment, because: str) -> None:
    """The place goes to others: the next run, or an officer, proposes it anew, but not to the same helper."""
    may_confirm(by, assignment).require()
    end_promise(by, assignment, "rematch", because)


@transaction.atomic
def return_help(*, by: User, assignment: Assignment, because: str) -> None:
    """What was brought went back to the helper (`because`: a code); the household waits for help again."""
    may_confirm(by, assignment).require()
    end_promise(by, assignment, "return", because, confirmed_at=None)
    withdraw_words(by=by, assignment=assignment, because=because)


@transaction.atomic
def end_promise(by: Actor, assignment: Assignment, verb: str, because: str, **changes: Any) -> None:
    """Move the promise by one of the verbs that end it. Locks the need first, as whoever takes a place does."""
    need = Need.objects.select_for_update().get(pk=assignment.need_id)
    ASSIGNMENT_LIFECYCLE.advance(assignment, verb, by=by, because=because, **changes)
    give_back(assignment)
    close_rest_of(need, assignment)
    if need.status in TAKEN:
        reopen_need(by=by, need=need, because=because)
    announce(AssignmentEnded(assignment_id=assignment.pk))
