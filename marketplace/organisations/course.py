"""The course of an application as the bamboo trail shows it to the applicant."""

from __future__ import annotations

from django.utils.translation import gettext as _

from marketplace.common.trail import Moment, Stage, stopped, trail
from marketplace.common.verdict import Sentence
from marketplace.organisations.models import Organisation
from marketplace.organisations.models.capability import WAITING
from marketplace.organisations.states import CapabilityStatus, OrganisationStatus

Stages = list[tuple[Sentence, Moment]]
S = OrganisationStatus


def course_to_come() -> list[Stage]:
    """What happens, for whoever has not begun."""
    return [Stage(label, "told") for label, _moment in _stages(None)]


def course_of(organisation: Organisation) -> list[Stage]:
    """Filled in, sent, seen by a first officer, confirmed by a second, taking part."""
    stages = _stages(organisation)
    if organisation.status == S.REFUSED:
        return stopped(stages, 2, _("Refused"), organisation.decided_at)
    if organisation.status == S.CLOSED:
        return stopped(stages, 1, _("Given up"), organisation.decided_at)
    if organisation.status in (S.ACTIVE, S.SUSPENDED):
        return trail(stages, len(stages) - 1, finished=True)
    return trail(stages, _reached(organisation))


def _stages(organisation: Organisation | None) -> Stages:
    claims = list(organisation.capabilities.all()) if organisation else []
    seen = max((claim.proposed_at for claim in claims if claim.proposed_at), default=None)
    confirmed = max((claim.verified_at for claim in claims if claim.verified_at), default=None)
    return [
        (_("You fill it in"), organisation.created_at if organisation else None),
        (_("You send it to the officers"), organisation.submitted_at if organisation else None),
        (_("A first officer sees each paper"), seen),
        (_("A second officer confirms it"), confirmed),
        (_("Your organisation takes part"), organisation.decided_at if organisation else None),
    ]


def _reached(organisation: Organisation) -> int:
    """The stage that it is in now."""
    if organisation.status in (S.DRAFT, S.RETURNED):
        return 0
    statuses = [claim.status for claim in organisation.capabilities.all()]
    if CapabilityStatus.CLAIMED in statuses:
        return 2
    return 3 if any(status in WAITING for status in statuses) else 4
