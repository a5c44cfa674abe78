"""What a helper may know of the household: chosen fields until a date, or nothing and a hand-over at the window."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.casework.events import ContactReleased, HandOverChosen
from marketplace.casework.models import Case, ContactRelease, NeedDraft
from marketplace.casework.queries import current_release
from marketplace.casework.rules import may_work_on
from marketplace.common import audit, clock
from marketplace.common.events import announce
from marketplace.common.verdict import DomainError
from marketplace.fulfilment.models import Assignment, HandOver
from marketplace.fulfilment.states import RUNNING
from marketplace.organisations.queries import is_member, may_finish_for

RELEASABLE = ("head_name", "phone", "address")


class ReleaseRefused(DomainError):
    """These contact fields may not be released, or not to this reader."""

    code = "RELEASE_REFUSED"


@transaction.atomic
def release_contact(*, by: User, assignment: Assignment, fields: list[str], until: datetime) -> ContactRelease:
    """Let the helper of an accepted assignment read chosen fields until a moment; every reading is logged."""
    case = case_of(assignment)
    may_work_on(by, case).require()
    if assignment.status not in RUNNING:
        raise ReleaseRefused(_("The assignment has ended; nothing can be released."))
    if not fields or set(fields) - set(RELEASABLE):
        raise ReleaseRefused(_("Choose at least one of name, telephone and address."))
    if until <= clock.now():
        raise ReleaseRefused(_("The end date must lie in the future."))
    release, _made = ContactRelease.objects.update_or_create(
        assignment=assignment,
        defaults={"case": case, "fields": fields, "until": until, "released_by": by, "revoked_at": None},
    )
    Assignment.objects.filter(pk=assignment.pk).update(hand_over=HandOver.CONTACT)
    detail = {"fields": fields, "until": until.isoformat()}
    audit.record(by=by, verb="contact.release", subject=assignment, detail=detail)
    announce(ContactReleased(assignment_id=assignment.pk))
    return release


@transaction.atomic
def choose_window(*, by: User, assignment: Assignment) -> None:
    """The helper brings it to the township window; nothing about the household is released."""
    may_work_on(by, case_of(assignment)).require()
    if assignment.status not in RUNNING:
        raise ReleaseRefused(_("The assignment has ended; there is nothing to hand over."))
    Assignment.objects.filter(pk=assignment.pk).update(hand_over=HandOver.WINDOW)
    ContactRelease.objects.filter(assignment=assignment, revoked_at__isnull=True).update(revoked_at=clock.now())
    audit.record(by=by, verb="contact.window", subject=assignment)
    announce(HandOverChosen(assignment_id=assignment.pk))


@transaction.atomic
def revoke_contact(*, by: User, assignment: Assignment) -> None:
    """The helper can read nothing from now on; how it is handed over is open again."""
    may_work_on(by, case_of(assignment)).require()
    ContactRelease.objects.filter(assignment=assignment, revoked_at__isnull=True).update(revoked_at=clock.now())
    Assignment.objects.filter(pk=assignment.pk).update(hand_over=HandOver.UNDECIDED)
    audit.record(by=by, verb="contact.revoke", subject=assignment)


@transaction.atomic
def read_contact(*, by: User, assignment: Assignment) -> dict[str, str]:
    """The released fields, for a member of the helping organisation while the release lasts; each read is logged.

    Not while the organisation is suspended: it may bring what it owes to the window, or its caseworker rematches.
    """
    release = current_release(assignment.reference)
    if release is None or not is_member(by, assignment.organisation):
        raise ReleaseRefused(_("Nothing is released to you for this assignment."))
    audit.record_read(by=by, verb="contact.read", subject=assignment, detail={"fields": release.fields})
    return {name: getattr(release.case, name) for name in release.fields}


@transaction.atomic
def read_window(*, by: User, assignment: Assignment) -> str:
    """The code of the township to whose window the helper brings it, for a member of its organisation; logged."""
    chosen = assignment.hand_over == HandOver.WINDOW and assignment.status in RUNNING
    if not chosen or not may_finish_for(by, assignment.organisation):
        raise ReleaseRefused(_("Nothing is released to you for this assignment."))
    audit.record_read(by=by, verb="contact.read_window", subject=assignment)
    return case_of(assignment).township


def case_of(assignment: Assignment) -> Case:
    """The household behind an assignment's need."""
    return NeedDraft.objects.select_related("case").get(need=assignment.need).case
