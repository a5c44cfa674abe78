"""What must be true of proposals at any time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q, QuerySet

from marketplace.common import audit, clock
from marketplace.common.audit.models import AuditRow
from marketplace.needs.states import Audience
from marketplace.organisations.models import Capability, Organisation, Undertaking
from marketplace.organisations.queries import entrusted_organisations, organisations_in_order
from marketplace.organisations.states import CapabilityStatus, OrganisationStatus, UndertakingStatus
from matching.messages import RESTS_ON
from matching.models import Proposal
from matching.sources.suppliers import listed_suppliers
from matching.states import ProposalOrigin, ProposalStatus

Finding = tuple[str, str, str]
EVER_VETTED = (UndertakingStatus.VETTED, UndertakingStatus.WITHDRAWN, UndertakingStatus.EXPIRED)


def counts() -> dict[str, int]:
    """How many objects each check looks at."""
    return {"proposals_in_confidence": _in_confidence().count()}


def violations() -> Iterator[Finding]:
    """(promise, object, detail) of each that is broken."""
    yield from _waiting_without_undertaking()
    yield from _accepted_without_undertaking()
    yield from _waiting_of_suspended()
    yield from _read_of_suspended()


def _waiting_without_undertaking() -> Iterator[Finding]:
    trusted = set(entrusted_organisations().values_list("pk", flat=True))
    waiting = _in_confidence().filter(status=ProposalStatus.PROPOSED, expires_at__gt=clock.now())
    for proposal in waiting:
        if proposal.organisation_id not in trusted:
            name = "nobody is asked in confidence without an undertaking in force"
            yield name, f"proposal:{proposal.reference}", "the organisation has none"


def _accepted_without_undertaking() -> Iterator[Finding]:
    for proposal in _in_confidence().filter(status=ProposalStatus.ACCEPTED).select_related("organisation", "response"):
        if not _was_trusted(proposal.organisation, proposal):
            name = "nobody helped in confidence without an undertaking that day"
            yield name, f"proposal:{proposal.reference}", "no undertaking covers the day of the answer"


def _waiting_of_suspended() -> Iterator[Finding]:
    name = "nothing waits for the answer of whoever is suspended"
    waiting = Proposal.objects.filter(status=ProposalStatus.PROPOSED, expires_at__gt=clock.now())
    stopped = set(Organisation.objects.filter(status=OrganisationStatus.SUSPENDED).values_list("pk", flat=True))
    in_order = set(organisations_in_order().values_list("pk", flat=True))
    held = _suspended_capabilities()
    for proposal in waiting:
        key = proposal.organisation_id
        nothing_left = key in held and key not in in_order
        if key in stopped or nothing_left or proposal.supplier_kind in held.get(key, ()):
            yield name, f"proposal:{proposal.reference}", "the organisation, or what the proposal rests on, is stopped"


def _suspended_capabilities() -> dict[int, set[str]]:
    """Organisation -> kinds of suppliers that rest on what it was stopped in."""
    stopped = Capability.objects.filter(status=CapabilityStatus.SUSPENDED)
    kinds: dict[int, set[str]] = {}
    for organisation, kind in stopped.values_list("organisation", "kind"):
        kinds.setdefault(organisation, set()).update(RESTS_ON.get(kind, ()))
    return kinds


def _read_of_suspended() -> Iterator[Finding]:
    """Asked of what a run really reads, not of the query that should leave it out."""
    stopped = set(Organisation.objects.filter(status=OrganisationStatus.SUSPENDED).values_list("pk", flat=True))
    for helper, _supplier in listed_suppliers() if stopped else ():
        if helper.organisation.pk in stopped:
            yield "matching reads no supply of whoever is suspended", f"{helper.kind}:{helper.reference}", "read"


def _was_trusted(organisation: Organisation, proposal: Proposal) -> bool:
    moment = proposal.response.created_at
    day = clock.local(moment).date()
    rows = organisation.undertakings.filter(status__in=EVER_VETTED, vetted_at__lte=moment)
    return any(not _ended_before(row, moment) for row in rows.filter(valid_from__lte=day, valid_to__gte=day))


def _ended_before(undertaking: Undertaking, moment: datetime) -> bool:
    """The audit knows when it was withdrawn or ended."""
    ends = AuditRow.objects.filter(subject=audit.subject_key(undertaking), verb="undertaking.withdraw")
    return ends.filter(at__lt=moment).exists()


def _in_confidence() -> QuerySet[Proposal]:
    """As `Proposal.is_in_confidence` says of one."""
    return Proposal.objects.filter(Q(need__audience=Audience.PRIVATE) | Q(origin=ProposalOrigin.BY_NAME))
