"""Questions about the documents and answers equal for all; a late one that affects bids moves the deadline."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.database_clock import database_now
from marketplace.common.detectors import scan
from marketplace.common.events import announce
from marketplace.common.verdict import DomainError
from marketplace.organisations.models import Organisation
from marketplace.procurement.clocks import deadline_after
from marketplace.procurement.events import QuestionAnswered, QuestionAsked
from marketplace.procurement.models import Clarification, DeadlineChange, Tender
from marketplace.procurement.ocds import publish_release
from marketplace.procurement.rules.bidding import is_in_time, may_ask
from marketplace.procurement.rules.clarifying import may_answer


class NamesAPerson(DomainError):
    """The log is public: nothing in it may identify anybody."""

    code = "NAMES_A_PERSON"


@transaction.atomic
def ask_question(*, by: User, tender: Tender, organisation: Organisation, text: str) -> Clarification:
    """Ask the buyer; the question is public once it is answered, and never says who asked."""
    may_ask(by, tender, organisation).require()
    _refuse_identifying(text)
    question = Clarification.objects.create(tender=tender, asked_by=organisation, question=text)
    audit.record(by=by, verb="tender.ask", subject=question)
    announce(QuestionAsked(clarification_id=question.pk))
    return question


@transaction.atomic
def answer_question(*, by: User, question: Clarification, answer: str, affects_bids: bool) -> Clarification:
    """Answer for everybody at once; if it affects bids too late, the deadline moves to fifteen days from today."""
    tender = Tender.objects.select_for_update().get(pk=question.tender_id)
    question = Clarification.objects.select_for_update().get(pk=question.pk)
    may_answer(by, question).require()
    is_in_time(tender, database_now()).require()
    _refuse_identifying(answer)
    question.answer, question.affects_bids = answer, affects_bids
    question.answered_at, question.answered_by = clock.now(), by
    question.save(update_fields=["answer", "affects_bids", "answered_at", "answered_by"])
    audit.record(by=by, verb="tender.answer", subject=question, detail={"affects_bids": affects_bids})
    if not (affects_bids and _moved_deadline(by, tender, question)):
        publish_release(tender, "tenderUpdate")
    announce(QuestionAnswered(clarification_id=question.pk))
    return question


def _moved_deadline(by: User, tender: Tender, question: Clarification) -> bool:
    """Never earlier; a moved deadline is an amendment in the open data."""
    after = deadline_after(tender, clock.today())
    if after <= tender.bids_until:
        return False
    change = DeadlineChange.objects.create(tender=tender, clarification=question, before=tender.bids_until, after=after)
    Tender.objects.filter(pk=tender.pk).update(bids_until=after)
    audit.record(by=by, verb="tender.move_deadline", subject=tender, detail={"change": change.pk})
    publish_release(tender, "tenderAmendment")
    return True


def _refuse_identifying(text: str) -> None:
    if scan(text):
        message = _("This would be public and seems to name a person or a number. Take it out and send it again.")
        raise NamesAPerson(message)
