"""Whom we tell about proposals; every listener may run twice and says nothing a second time."""

from __future__ import annotations

from collections import Counter

from django.db.models import Min
from django.urls import reverse

from marketplace.common.actors import SystemActor
from marketplace.fulfilment.events import AssignmentEnded
from marketplace.fulfilment.models import SupplierKind
from marketplace.fulfilment.places import places_left
from marketplace.needs.events import NeedExpired, NeedHeld, NeedsReleased, NeedWithdrawn
from marketplace.needs.models import Need, Release
from marketplace.needs.states import NeedStatus
from marketplace.notifications.actions import Params, finish_work, open_work, tell_once
from marketplace.notifications.ports import audience
from marketplace.offers.queries import offers_with_a_place
from marketplace.organisations.events import Suspended, UndertakingEnded
from marketplace.organisations.models import CapabilityKind, Organisation, Suspension, Undertaking
from marketplace.organisations.queries import organisations_in_order
from marketplace.organisations.rules import is_entrusted
from matching.actions import end_awaiting, lapse_all, lapse_entrusted, lapse_proposals
from matching.events import AskedByName, NeedsProposed, ProposalAccepted, ProposalDeclined, ProposalLapsed
from matching.models import Awaiting, MatchRun, Proposal
from matching.queries import open_proposals_to
from matching.states import ProposalOrigin, ProposalStatus

ANSWER = "answer_proposals"
ANSWER_BY_NAME = "answer_by_name"
RESTS_ON: dict[str, tuple[str, ...]] = {
    CapabilityKind.VOLUNTEER_GROUP: (SupplierKind.VOLUNTEER,),
    CapabilityKind.INSURER: (SupplierKind.GROUP_PROGRAMME,),
}
"""Which proposals fall with one capability, where the organisation still holds another."""


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


def ask_partners_to_answer(event: AskedByName) -> None:
    """People of each organisation that was asked by name learn until when their answer is waited for."""
    waiting = Proposal.objects.filter(need=event.need_id, status=ProposalStatus.PROPOSED, run__isnull=True)
    for proposal in waiting.select_related("need", "organisation").order_by("pk"):
        for member in audience().members_of(proposal.organisation_id):
            open_work(
                member,
                ANSWER_BY_NAME,
                subject=_subject(proposal),
                url=_page(proposal),
                due_at=proposal.expires_at,
                params={"need_kind": proposal.need.need_kind},
                acting_for=proposal.organisation.reference,
            )


def answer_is_given(event: ProposalAccepted | ProposalDeclined | ProposalLapsed) -> None:
    """Nobody waits for this answer; others learn that the place is taken, the asker that nobody came."""
    proposal = Proposal.objects.select_related("need", "organisation", "asked_by").get(pk=event.proposal_id)
    if proposal.origin == ProposalOrigin.RUN:
        return
    finish_work(ANSWER_BY_NAME, subject=_subject(proposal))
    params: Params = {"need_kind": proposal.need.need_kind}
    if proposal.status == ProposalStatus.LAPSED:
        tell_once(audience().members_of(proposal.organisation_id), "asking_is_over", params, _page(proposal))
    same = Proposal.objects.filter(need=proposal.need, run__isnull=True)
    answered = not same.filter(status__in=[ProposalStatus.PROPOSED, ProposalStatus.ACCEPTED]).exists()
    if answered and proposal.asked_by is not None and _still_wants(proposal.need):
        last = same.order_by("-pk").values_list("pk", flat=True)[0]  # one notice for each round of asking
        url = reverse("ask_by_name", args=[proposal.need.reference])
        tell_once([proposal.asked_by], "nobody_said_yes", params | {"round": last}, url)


def _still_wants(need: Need) -> bool:
    return need.status in (NeedStatus.PUBLISHED, NeedStatus.PRIVATE_MATCH) and places_left(need) > 0


def tell_who_waits(event: NeedsReleased | AssignmentEnded) -> None:
    """Organisations that wait for a kind of which a need is free now, and whose offer has a place, are told once."""
    rows = Need.objects.filter(status=NeedStatus.PUBLISHED, live=True)
    if isinstance(event, AssignmentEnded):
        rows = rows.filter(assignments=event.assignment_id)
    else:
        rows = rows.filter(released_at=Release.objects.get(pk=event.release_id).released_at)
    kinds = set(rows.values_list("need_kind", flat=True))
    waiting = Awaiting.objects.filter(need_kind__in=kinds, ended_at__isnull=True).select_related("organisation")
    for row in waiting.order_by("pk"):
        has_place = offers_with_a_place().filter(organisation=row.organisation, need_kind=row.need_kind).exists()
        if has_place:
            end_awaiting(row=row)


def take_back_what_was_entrusted(event: UndertakingEnded) -> None:
    """Without an undertaking in force nothing asked in confidence waits for the organisation any more."""
    organisation = Undertaking.objects.select_related("organisation").get(pk=event.undertaking_id).organisation
    if not is_entrusted(organisation):
        lapse_entrusted(by=SystemActor("undertaking-ended"), organisation=organisation)


def take_back_from_suspended(event: Suspended) -> None:
    """What is proposed to a stopped organisation, or rests on what was stopped, waits for nobody's answer any more."""
    suspension = Suspension.objects.select_related("capability", "organisation").get(pk=event.suspension_id)
    if not suspension.is_open:
        return
    waiting = open_proposals_to(suspension.organisation)
    if organisations_in_order().filter(pk=suspension.organisation_id).exists():
        kind = suspension.capability.kind if suspension.capability else ""
        waiting = waiting.filter(supplier_kind__in=RESTS_ON.get(kind, ()))
    lapse_all(waiting, by=SystemActor("suspension"))


def _subject(proposal: Proposal) -> str:
    return f"proposal:{proposal.reference}"


def _page(proposal: Proposal) -> str:
    return reverse("proposal", args=[proposal.reference])


def subject_of(organisation: Organisation) -> str:
    """How work items name what waits for an organisation."""
    return f"organisation:{organisation.reference}"


def _address() -> str:
    return reverse("proposals")
