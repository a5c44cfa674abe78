"""What the household's page shows: what is public of its need, who comes and when; nothing of the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.forms import Form
from django.utils.translation import gettext_lazy as _

from marketplace.casework.actions.speaking import NOT_SHOWN_YET
from marketplace.casework.entrusting import LABELS
from marketplace.casework.forms.slips import JudgeForm
from marketplace.casework.models import HouseholdWord, Slip
from marketplace.casework.queries import open_disclosures
from marketplace.common import clock
from marketplace.fulfilment.models import Assignment, HandOver, SupplierKind
from marketplace.fulfilment.rules import may_miss_helper
from marketplace.fulfilment.states import LIVE, RUNNING, AssignmentStatus
from marketplace.needs.queries import status_sentence
from marketplace.needs.states import BEFORE_CLOSED
from marketplace.organisations.models import Organisation

HELPERS = {
    SupplierKind.OFFER: _("an organisation"),
    SupplierKind.VOLUNTEER: _("a volunteer"),
    SupplierKind.GROUP_PROGRAMME: _("an insurer"),
}
"""What a household calls who comes."""


@dataclass(frozen=True, slots=True)
class Coming:
    """One helper: the organisation, what kind of helper, when and where, and whether an answer is waited for."""

    reference: str
    organisation: Organisation
    kind: str
    status: str
    day: date | None
    hours: str
    at_window: bool
    is_open: bool
    may_say_nobody_came: bool
    said: str
    answered: str
    judge: JudgeForm | None


def slip_context(slip: Slip, refused: Form | None = None) -> dict[str, Any]:
    """Everything the templates of the slip use; a form that was refused stands where it was filled in."""
    need = slip.need
    told = open_disclosures(need)
    words = HouseholdWord.objects.filter(slip__draft=slip.draft, assignment__isnull=False).order_by("pk")
    said = {word.assignment_id: word for word in words}
    helps = need.assignments.filter(status__in=sorted(LIVE)).select_related("organisation").order_by("pk")
    return {
        "need": need,
        "status_sentence": status_sentence(need),
        "is_shown": need.live,
        "told": [(row.organisation, [str(LABELS[name]) for name in LABELS if name in row.fields]) for row in told],
        "may_object": need.live or need.status in NOT_SHOWN_YET or bool(told),
        "may_withdraw": need.status in BEFORE_CLOSED,
        "coming": [_coming(each, said.get(each.pk), refused) for each in helps],
        "last_day": clock.local(slip.expires_at).date() - timedelta(days=1),
    }


def _coming(assignment: Assignment, word: HouseholdWord | None, refused: Form | None) -> Coming:
    goes_on = assignment.need.status in BEFORE_CLOSED
    is_open = assignment.status in RUNNING and goes_on
    appointment = assignment.appointments.filter(replaced_at__isnull=True).first()
    place = appointment.place if appointment else assignment.hand_over
    return Coming(
        reference=assignment.reference,
        organisation=assignment.organisation,
        kind=str(HELPERS[SupplierKind(assignment.supplier_kind)]),
        status=assignment.get_status_display(),
        day=appointment.on if appointment else assignment.due_on,
        hours=appointment.hours if appointment else "",
        at_window=place == HandOver.WINDOW,
        is_open=is_open,
        may_say_nobody_came=is_open and may_miss_helper(assignment).passed,
        said=word.get_spoken_display() if word else "",
        answered=word.get_answer_display() if word else "",
        judge=_judge(assignment, refused) if goes_on else None,
    )


def _judge(assignment: Assignment, refused: Form | None) -> JudgeForm | None:
    """The three questions, once it is confirmed that help arrived and before they were answered."""
    if assignment.status != AssignmentStatus.CONFIRMED:
        return None
    if isinstance(refused, JudgeForm) and refused.prefix == assignment.reference:
        return refused
    return JudgeForm(None, reference=assignment.reference)
