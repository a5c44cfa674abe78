"""Whom we tell what happens around a household; every listener may run twice, and none names anybody."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from marketplace.casework.events import ContactReleased, HandOverChosen
from marketplace.casework.models import ContactRelease, NeedDraft
from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.fulfilment.events import AssignmentEnded, AssignmentMade
from marketplace.fulfilment.models import Assignment, HandOver
from marketplace.fulfilment.states import RUNNING
from marketplace.needs.events import NeedExpired
from marketplace.notifications.actions import Params, finish_work, open_work, tell_once
from marketplace.notifications.ports import audience

HAND_OVER = "hand_over"


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


def subject_of(assignment: Assignment) -> str:
    """How work items name a promise."""
    return f"assignment:{assignment.reference}"


def _assignment(key: int) -> Assignment:
    return Assignment.objects.select_related("need__author").get(pk=key)


def _tell_members(assignment: Assignment, kind: str, params: Params, url: str) -> None:
    tell_once(audience().members_of(assignment.organisation_id), kind, params, url)
