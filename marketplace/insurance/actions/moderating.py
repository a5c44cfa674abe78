"""A programme goes to the officers of the insurer's seat; one of them sends it back or lets it begin."""

from __future__ import annotations

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common.events import announce
from marketplace.insurance.events import ProgrammeReturned, ProgrammeStarted, ProgrammeSubmitted
from marketplace.insurance.models import GroupProgramme
from marketplace.insurance.rules import may_hand_in, may_moderate, may_run_programme
from marketplace.insurance.states import GROUP_PROGRAMME_LIFECYCLE
from marketplace.organisations.moderation.models import Remark
from marketplace.organisations.moderation.moves import approve, hand_in, send_back


@transaction.atomic
def submit_programme(*, by: User, programme: GroupProgramme) -> None:
    """Hand the programme in with its policy; open remarks count as answered."""
    may_run_programme(by, programme.insurer).require()
    may_hand_in(GroupProgramme.objects.select_for_update().get(pk=programme.pk)).require()
    hand_in(programme, GROUP_PROGRAMME_LIFECYCLE, by=by, submitted_by=by)
    announce(ProgrammeSubmitted(programme_id=programme.pk))


@transaction.atomic
def return_programme(*, by: User, programme: GroupProgramme, comment: str) -> Remark:
    """Send it back; the insurer reads the comment, mends and hands it in again."""
    may_moderate(by, programme).require()
    remark = send_back(programme, GROUP_PROGRAMME_LIFECYCLE, by=by, comment=comment)
    announce(ProgrammeReturned(programme_id=programme.pk))
    return remark


@transaction.atomic
def start_programme(*, by: User, programme: GroupProgramme) -> None:
    """The officer has compared the policy with `programme` as given; within its period it takes part in matching."""
    may_moderate(by, programme).require()
    may_hand_in(GroupProgramme.objects.select_for_update().get(pk=programme.pk)).require()
    approve(programme, GROUP_PROGRAMME_LIFECYCLE, "start", by=by)
    announce(ProgrammeStarted(programme_id=programme.pk))
