"""How the household judged the help, with its slip; and what came of its word when the caseworker asked both sides."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.casework.actions.speaking import NothingToSay, locked_need
from marketplace.casework.events import WordAnswered
from marketplace.casework.models import HouseholdWord, Slip
from marketplace.casework.queries import word_waiting
from marketplace.casework.rules import may_work_on
from marketplace.common import audit, clock
from marketplace.common.events import announce
from marketplace.fulfilment.actions import evaluate_help
from marketplace.fulfilment.models import Assignment, Evaluation
from marketplace.fulfilment.rules import HOUSEHOLD
from marketplace.fulfilment.states import AssignmentStatus, Channel
from marketplace.needs.states import BEFORE_CLOSED


@transaction.atomic
def judge_by_household(*, slip: Slip, assignment: Assignment, marks: Mapping[str, int]) -> Evaluation:
    """The three marks in the household's own words, once the help was confirmed; nobody has to give them."""
    need = locked_need(slip)
    assignment.refresh_from_db(fields=["status"])
    is_over = assignment.status != AssignmentStatus.CONFIRMED or need.status not in BEFORE_CLOSED
    if assignment.need_id != need.pk or is_over:
        raise NothingToSay(_("This has been answered already. Nothing needs to be done."))
    return evaluate_help(by=HOUSEHOLD, assignment=assignment, marks=marks, channel=Channel.SLIP)


@transaction.atomic
def answer_household(*, by: User, word: HouseholdWord, answer: str) -> None:
    """The caseworker asked both sides: nothing has to be recorded; the household reads it on its page."""
    may_work_on(by, word.slip.draft.case).require()
    locked = HouseholdWord.objects.select_for_update().get(pk=word.pk)
    if word.assignment is None or word_waiting(word.assignment) != locked:
        raise NothingToSay(_("This was answered, or something newer was said. Look again."))
    HouseholdWord.objects.filter(pk=locked.pk).update(answer=answer, answered_by=by, answered_at=clock.now())
    audit.record(by=by, verb="slip.answer", subject=word.slip.draft, detail={"answer": answer})
    announce(WordAnswered(word_id=locked.pk))
