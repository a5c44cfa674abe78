"""Whom we tell about proposals; every listener may run twice and says nothing a second time."""

from __future__ import annotations

from collections import Counter

from django.db.models import Min
from django.urls import reverse

from marketplace.common.actors import SystemActor
from marketplace.needs.events import NeedExpired, NeedHeld, NeedWithdrawn
from marketplace.needs.models import Need
from marketplace.needs.states import NeedStatus
from marketplace.notifications.actions import finish_work, open_work, tell_once
from marketplace.notifications.ports import audience
from marketplace.organisations.models import Organisation
from matching.actions import lapse_proposals
from matching.events import NeedsProposed, ProposalAccepted, ProposalDeclined, ProposalLapsed
from matching.models import MatchRun, Proposal
from matching.queries import open_proposals_to

ANSWER = "answer_proposals"


def tell_partners_of_run(event: NeedsProposed) -> None:
    """People of each organisation learn how many needs wait for its answer, and until when."""
    run = MatchRun.objects.get(pk=event.run_id)
    counts = Counter(run.proposals.values_list("organisation_id", flat=True))
    for organisation in Organisation.objects.filter(pk__in=counts).order_by("pk"):
        members = audience().members_of(organisation.pk)
        tell_once(members, "needs_proposed", {"count": counts[organisation.pk], "run": run.reference}, _address())
        due_at = open_proposals_to(organisation).aggregate(first=Min("expires_at"))["first"]
        if due_at is None:
            continue
        for member in members:
            open_work(
                member,
                ANSWER,
                subject=subject_of(organisation),
                url=_address(),
                due_at=due_at,
                acting_for=organisation.reference,
            )


def finish_when_answered(event: ProposalAccepted | ProposalDeclined | ProposalLapsed) -> None:
    """The organisation's work is done when none of its proposals waits any more."""
    organisation = Proposal.objects.select_related("organisation").get(pk=event.proposal_id).organisation
    if not open_proposals_to(organisation).exists():
        finish_work(ANSWER, subject=subject_of(organisation))


def take_back_proposals(event: NeedHeld | NeedWithdrawn | NeedExpired) -> None:
    """A need that is not shown any more is not proposed any more."""
    need = Need.objects.get(pk=event.need_id)
    if need.status in (NeedStatus.HELD, NeedStatus.WITHDRAWN, NeedStatus.EXPIRED):
        lapse_proposals(by=SystemActor("need-taken-back"), need=need)


def subject_of(organisation: Organisation) -> str:
    """How work items name what waits for an organisation."""
    return f"organisation:{organisation.reference}"


def _address() -> str:
    return reverse("proposals")
