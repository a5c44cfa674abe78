"""A programme goes to the officers of the insurer's seat; one of them sends it back or lets it begin."""

from __future__ import annotations

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.events import announce
from marketplace.insurance.events import ProgrammeReturned, ProgrammeStarted, ProgrammeSubmitted
from marketplace.insurance.models import GroupProgramme, ProgrammeRemark
from marketplace.insurance.rules import may_approve_what_was_read, may_hand_in, may_moderate, may_run_programme
from marketplace.insurance.states import GROUP_PROGRAMME_LIFECYCLE


@transaction.atomic
def submit_programme(*, by: User, programme: GroupProgramme) -> None:
    """Hand the programme in with its policy; open remarks count as answered."""
    may_run_programme(by, programme.insurer).require()
    may_hand_in(GroupProgramme.objects.select_for_update().get(pk=programme.pk)).require()
    GROUP_PROGRAMME_LIFECYCLE.advance(programme, "submit", by=by, submitted_by=by, submitted_at=clock.now())
    programme.remarks.filter(answered_at__isnull=True).update(answered_at=clock.now())
    announce(ProgrammeSubmitted(programme_id=programme.pk))


@transaction.atomic
def return_programme(*, by: User, programme: GroupProgramme, comment: str) -> ProgrammeRemark:
    """Send it back; the insurer reads the comment, mends and hands it in again."""
    may_moderate(by, programme).require()
    GROUP_PROGRAMME_LIFECYCLE.advance(programme, "return", by=by)
    remark = ProgrammeRemark.objects.create(programme=programme, by=by, comment=comment)
    announce(ProgrammeReturned(programme_id=programme.pk))
    return remark


@transaction.atomic
def start_programme(*, by: User, programme: GroupProgramme) -> None:
    """The officer has compared the policy with `programme` as given; within its period it takes part in matching."""
    may_moderate(by, programme).require()
    row = GroupProgramme.objects.select_for_update().get(pk=programme.pk)
    may_approve_what_was_read(row, programme.submitted_at).and_then(may_hand_in(row)).require()
    GROUP_PROGRAMME_LIFECYCLE.advance(programme, "start", by=by, approved_by=by, approved_at=clock.now())
    announce(ProgrammeStarted(programme_id=programme.pk))
