"""Partners are asked by name, by an officer or the household's caseworker; the first yes takes the place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit
from marketplace.common.events import announce
from marketplace.common.public_words import refuse_identifying_text
from marketplace.common.verdict import DomainError
from marketplace.fulfilment.actions.assigning import refuse_when_full
from marketplace.needs.models import Need
from marketplace.needs.states import Audience
from matching.events import AskedByName
from matching.models import Proposal
from matching.policies import DEFAULT_POLICY, Policy, load_policy
from matching.ports import entrusting
from matching.queries import stored
from matching.rules import may_ask_by_name, may_be_due
from matching.states import ProposalOrigin, ProposalStatus
from matching.suitable import Suited, suited_to


class CannotBeAsked(DomainError):
    """No partner was chosen, or a rule of matching speaks against one of them."""

    code = "CANNOT_BE_ASKED"


@transaction.atomic
def ask_partners(
    *, by: User, need: Need, suppliers: Sequence[str], fields: Sequence[str], until: datetime, reason: str = ""
) -> list[Proposal]:
    """Offer a need that is not open to everybody to several partners under an undertaking at once, each by name."""
    return _ask(by, need, suppliers, fields, until, reason, ProposalOrigin.BY_NAME)


@transaction.atomic
def broker(
    *, by: User, need: Need, supplier: str, reason: str, until: datetime, fields: Sequence[str] = ()
) -> Proposal:
    """Propose a need to one named partner, for a reason that officers read later; scanned like a need."""
    if not reason.strip():
        raise CannotBeAsked(_("Say why you ask this partner."), code="REASON_MISSING")
    return _ask(by, need, [supplier], fields, until, reason, ProposalOrigin.BROKERED)[0]


def _ask(
    by: User,
    need: Need,
    suppliers: Sequence[str],
    fields: Sequence[str],
    until: datetime,
    reason: str,
    origin: ProposalOrigin,
) -> list[Proposal]:
    locked = Need.objects.select_for_update().get(pk=need.pk)
    may_ask_by_name(by, locked, origin).and_then(may_be_due(until)).require()
    refuse_when_full(locked)
    refuse_identifying_text(reason)
    policy = load_policy(DEFAULT_POLICY)
    chosen = _chosen(locked, policy, suppliers, fields)
    proposals = [Proposal.objects.create(**_columns(by, locked, each, until, reason, origin)) for each in chosen]
    if locked.audience == Audience.PRIVATE:
        for proposal in proposals:
            entrusting().disclose(by=by, need=locked, organisation=proposal.organisation, fields=fields, until=until)
    detail = {"origin": origin.value, "partners": len(proposals), "fields": sorted(fields)}
    audit.record(by=by, verb="need.ask", subject=locked, detail=detail)
    announce(AskedByName(need_id=locked.pk))
    return proposals


def _chosen(need: Need, policy: Policy, suppliers: Sequence[str], fields: Sequence[str]) -> list[Suited]:
    """The suppliers by their references, each of whom every rule lets pass."""
    if not suppliers:
        raise CannotBeAsked(_("Choose at least one partner."), code="NOBODY_CHOSEN")
    values = entrusting().values(need) if need.audience == Audience.PRIVATE else {}
    told = {name: values[name] for name in fields if name in values}
    known = {each.helper.reference: each for each in suited_to(need, policy, told)}
    waiting = set(
        Proposal.objects.filter(need=need, status=ProposalStatus.PROPOSED).values_list("supplier_reference", flat=True)
    )
    chosen = []
    for reference in dict.fromkeys(suppliers):
        suited = known.get(reference)
        if reference in waiting:
            raise CannotBeAsked(_("This partner has been asked and has not answered yet."), code="ASKED_ALREADY")
        if suited is None or not suited.may_be_asked:
            raise CannotBeAsked(_("One of the partners cannot be asked; the page says why. Choose others."))
        chosen.append(suited)
    return chosen


def _columns(
    by: User, need: Need, suited: Suited, until: datetime, reason: str, origin: ProposalOrigin
) -> dict[str, object]:
    helper = suited.helper
    return {
        "need": need,
        "origin": origin,
        "asked_by": by,
        "because": reason.strip(),
        "supplier_kind": helper.kind,
        "supplier_reference": helper.reference,
        "supplier_name": helper.name,
        "organisation": helper.organisation,
        "score": suited.score,
        # Reasons and parts follow from released values: of a private need nothing of them is stored here.
        "parts": {} if need.audience == Audience.PRIVATE else dict(suited.parts),
        "reasons": [] if need.audience == Audience.PRIVATE else stored(suited.reasons),
        "expires_at": until,
    }
