"""Officers answer an application: send it back, refuse it, or let the organisation in."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.actors import Actor
from marketplace.common.events import announce
from marketplace.common.identifiers import normalise_identifier
from marketplace.organisations.actions.locking import locked
from marketplace.organisations.events import ApplicationRefused, ApplicationReturned, OrganisationAdmitted
from marketplace.organisations.models import MemberRole, Membership, Organisation, OrganisationKind, Remark
from marketplace.organisations.rules import code_is_free, may_admit, may_decide
from marketplace.organisations.states import (
    CAPABILITY_LIFECYCLE,
    ORGANISATION_LIFECYCLE,
    CapabilityStatus,
    OrganisationStatus,
)


@transaction.atomic
def apply(
    *,
    by: Actor,
    name: str,
    name_en: str,
    kind: OrganisationKind,
    credit_code: str,
    district: str,
    summary: str = "",
    summary_en: str = "",
    contact: str = "",
    is_mainland: bool = True,
) -> Organisation:
    """The bureau enters an organisation it knows, as applied; its credit code must pass its sums and be free."""
    code = normalise_identifier(credit_code)
    code_is_free(code).require()
    organisation = Organisation.objects.create(
        name=name,
        name_en=name_en,
        kind=kind,
        credit_code=code,
        district=district,
        summary=summary,
        summary_en=summary_en,
        contact=contact,
        is_mainland=is_mainland,
        status=OrganisationStatus.APPLIED,
        submitted_at=clock.now(),
    )
    audit.record(by=by, verb="organisation.apply", subject=organisation)
    return organisation


@transaction.atomic
def return_application(*, by: User, organisation: Organisation, comments: Mapping[str, str]) -> None:
    """Send it back with a comment at each field that is to be mended."""
    organisation = locked(organisation)
    may_decide(by, organisation).require()
    ORGANISATION_LIFECYCLE.advance(organisation, "send_back", by=by)
    for claim in organisation.capabilities.filter(status=CapabilityStatus.PROPOSED):
        # Its paper may be exchanged now: whoever looks next is a first officer again.
        CAPABILITY_LIFECYCLE.advance(claim, "send_back", by=by, proposed_by=None, proposed_at=None)
    Remark.objects.bulk_create(
        Remark(organisation=organisation, field=field, comment=comment, officer=by)
        for field, comment in comments.items()
    )
    announce(ApplicationReturned(organisation_id=organisation.pk))


@transaction.atomic
def refuse_application(*, by: User, organisation: Organisation, because: str) -> None:
    """Say no, with the reason that the applicant reads; the code is free again."""
    organisation = locked(organisation)
    may_decide(by, organisation).require()
    ORGANISATION_LIFECYCLE.advance(organisation, "refuse", by=by, refused_because=because, decided_at=clock.now())
    announce(ApplicationRefused(organisation_id=organisation.pk))


@transaction.atomic
def admit(*, by: User, organisation: Organisation) -> None:
    """Let an organisation act in the market; whoever applied for it becomes its first manager."""
    organisation = locked(organisation)
    may_decide(by, organisation).require()
    if organisation.applicant_id is not None:
        may_admit(organisation).require()
    ORGANISATION_LIFECYCLE.advance(organisation, "admit", by=by, decided_at=clock.now())
    if organisation.applicant_id is not None:
        Membership.objects.get_or_create(
            organisation=organisation, user_id=organisation.applicant_id, defaults={"role": MemberRole.MANAGER}
        )
    announce(OrganisationAdmitted(organisation_id=organisation.pk))
