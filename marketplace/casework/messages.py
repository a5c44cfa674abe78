"""Whom we tell what happens around a household; every listener may run twice, and none names anybody."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from marketplace.casework.actions.entrusting import close_disclosure
from marketplace.casework.codes import Spoken
from marketplace.casework.events import (
    ConsentRecorded,
    ContactReleased,
    HandOverChosen,
    HouseholdSpoke,
    WordAnswered,
)
from marketplace.casework.models import ContactRelease, HouseholdWord, NeedDraft
from marketplace.casework.queries import current_disclosure, word_waiting
from marketplace.common import clock
from marketplace.common.actors import SystemActor
from marketplace.common.rule_data import rule
from marketplace.fulfilment.events import (
    AssignmentEnded,
    AssignmentMade,
    DayAgreed,
    DeliveryConfirmed,
    HelperMissed,
)
from marketplace.fulfilment.models import Appointment, Assignment, HandOver
from marketplace.fulfilment.states import REPORTED, RUNNING
from marketplace.needs.events import NeedExpired, NeedWithdrawn
from marketplace.notifications.actions import Params, finish_work, open_work, tell_once
from marketplace.notifications.ports import audience

Heard = DeliveryConfirmed | AssignmentEnded | HelperMissed | DayAgreed | WordAnswered
HAND_OVER = "hand_over"
WORK_BY_WORD = {
    Spoken.ARRIVED: "household_has_it",
    Spoken.IN_PART: "household_lacks_it",
    Spoken.NOT_ARRIVED: "household_lacks_it",
    Spoken.NOBODY_CAME: "household_waited",
    Spoken.OBJECTS: "household_objects",
}
"""What waits for the caseworker after the household said something with its slip."""
OF_HELP = ("household_has_it", "household_lacks_it", "household_waited")


def ask_for_hand_over(event: AssignmentMade) -> None:
    """The need's caseworker says how the help reaches the household: by contact, or at the township window."""
    assignment = _assignment(event.assignment_id)
    drafted = NeedDraft.objects.filter(need=assignment.need).exists()
    if not drafted or assignment.hand_over or assignment.status not in RUNNING:
        return
    open_work(
        assignment.need.author,
        HAND_OVER,
        subject=subject_of(assignment),
        url=reverse("casework_hand_over", args=[assignment.reference]),
        due_at=clock.now() + timedelta(days=int(rule("casework.hand_over_days", on=clock.today()).value)),
        params={"need_kind": assignment.need.need_kind},
    )


def hand_over_is_settled(event: ContactReleased | HandOverChosen | AssignmentEnded) -> None:
    """Nobody waits for it any more."""
    finish_work(HAND_OVER, subject=subject_of(_assignment(event.assignment_id)))


def tell_helper_of_contact(event: ContactReleased) -> None:
    """The members of the helping organisation learn where to read what was released, not what it says."""
    assignment = _assignment(event.assignment_id)
    release = ContactRelease.objects.get(assignment=assignment)
    url = reverse("casework_contact", args=[assignment.reference])
    params: Params = {"need_kind": assignment.need.need_kind, "until": f"{clock.local(release.until):%Y-%m-%d}"}
    _tell_members(assignment, "contact_released", params, url)


def tell_helper_of_window(event: HandOverChosen) -> None:
    """The members of the helping organisation learn where to read to which window they bring it."""
    assignment = _assignment(event.assignment_id)
    if assignment.hand_over != HandOver.WINDOW:
        return
    url = reverse("casework_contact", args=[assignment.reference])
    _tell_members(assignment, "hand_over_window", {"need_kind": assignment.need.need_kind}, url)


def tell_worker_of_expiry(event: NeedExpired) -> None:
    """The need's caseworker learns that its day passed without help, and opens the draft to ask anew."""
    draft = NeedDraft.objects.select_related("need__author").filter(need=event.need_id).first()
    if draft is None or draft.need is None:
        return
    url = reverse("casework_draft", args=[draft.reference])
    params: Params = {"need_kind": draft.need_kind, "need": draft.need.reference}
    tell_once([draft.need.author], "need_expired", params, url)


def hear_household(event: HouseholdSpoke) -> None:
    """What the household said waits for its caseworker; what is settled by it, or a withdrawal, needs nothing more."""
    word = HouseholdWord.objects.select_related("slip__draft", "slip__need__author", "assignment").get(pk=event.word_id)
    need = word.slip.need
    params: Params = {"need_kind": need.need_kind}
    url = reverse("casework_draft", args=[word.slip.draft.reference])
    if word.spoken == Spoken.WITHDRAWS:
        tell_once([need.author], "household_withdrew", params | {"word": word.pk}, url)
        return
    if word.assignment is None:
        subject = _subject_of_draft(word.slip.draft)
    elif word_waiting(word.assignment) != word:
        return
    else:
        subject, url = subject_of(word.assignment), _place_to_answer(word.assignment)
        for kind in OF_HELP:  # the last word counts
            finish_work(kind, subject=subject)
    open_work(
        need.author,
        WORK_BY_WORD[Spoken(word.spoken)],
        subject=subject,
        url=url,
        due_at=clock.now() + timedelta(days=_days_to_answer(word)),
        params=params,
    )


def household_was_heard(event: Heard) -> None:
    """What the household said about this help was looked into, or is answered by what happened since."""
    assignment = _assignment_of(event)
    if assignment is not None and word_waiting(assignment) is None:
        for kind in OF_HELP:
            finish_work(kind, subject=subject_of(assignment))


def _assignment_of(event: Heard) -> Assignment | None:
    if isinstance(event, WordAnswered):
        return HouseholdWord.objects.select_related("assignment").get(pk=event.word_id).assignment
    if isinstance(event, DayAgreed):
        return Appointment.objects.select_related("assignment").get(pk=event.appointment_id).assignment
    return _assignment(event.assignment_id)


def _days_to_answer(word: HouseholdWord) -> int:
    name = "casework.waited_days" if word.spoken == Spoken.NOBODY_CAME else "casework.slip_answer_days"
    return int(rule(name, on=clock.today()).value)


def _place_to_answer(assignment: Assignment) -> str:
    """A report is confirmed or sent back; otherwise both sides are asked."""
    name = "confirm_assignment" if assignment.status in REPORTED else "casework_spoken"
    return reverse(name, args=[assignment.reference])


def close_what_was_told(event: DeliveryConfirmed | AssignmentEnded) -> None:
    """Who has helped, or does not help any more, reads nothing of the household any more."""
    assignment = Assignment.objects.select_related("need", "organisation").get(pk=event.assignment_id)
    if assignment.status not in RUNNING and current_disclosure(assignment.need, assignment.organisation) is None:
        by = SystemActor("help-is-over")
        close_disclosure(by=by, need=assignment.need, organisation=assignment.organisation)


def objection_is_settled(event: ConsentRecorded | NeedWithdrawn) -> None:
    """The household was asked, or wants nothing any more."""
    wanted = {"pk": event.draft_id} if isinstance(event, ConsentRecorded) else {"need": event.need_id}
    draft = NeedDraft.objects.filter(**wanted).first()
    if draft is not None:
        finish_work("household_objects", subject=_subject_of_draft(draft))


def _subject_of_draft(draft: NeedDraft) -> str:
    return f"draft:{draft.reference}"


def subject_of(assignment: Assignment) -> str:
    """How work items name a promise."""
    return f"assignment:{assignment.reference}"


def _assignment(key: int) -> Assignment:
    return Assignment.objects.select_related("need__author").get(pk=key)


def _tell_members(assignment: Assignment, kind: str, params: Params, url: str) -> None:
    tell_once(audience().members_of(assignment.organisation_id), kind, params, url)
