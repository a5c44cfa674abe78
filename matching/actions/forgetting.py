"""A household left the register: of who was asked for its needs, only who and when stays."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from marketplace.common import audit
from marketplace.common.actors import Actor
from marketplace.needs.models import Need
from matching.models import Proposal, Response


@transaction.atomic
def forget_proposals_of(*, by: Actor, need: Need) -> None:
    """Blank why partners were asked, why they fit, and what they said when they declined."""
    written = Proposal.objects.filter(need=need).exclude(Q(because="") & Q(reasons=[]) & Q(parts={}))
    asked = written.update(because="", reasons=[], parts={})
    said = Response.objects.filter(proposal__need=need).exclude(comment="").update(comment="")
    if asked or said:
        audit.record(by=by, verb="proposals.forget", subject=need, detail={"proposals": asked, "comments": said})


class ProposalsMade:
    """Bound to `casework.proposals_made` in wiring."""

    def forget(self, *, by: Actor, need: Need) -> None:
        """What was written when the need was offered."""
        forget_proposals_of(by=by, need=need)
