"""An organisation writes its application page by page and sends it to the officers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.events import announce
from marketplace.common.identifiers import normalise_identifier
from marketplace.common.verdict import DomainError
from marketplace.documents.actions import store_upload
from marketplace.organisations.actions.locking import locked
from marketplace.organisations.events import ApplicationSubmitted, ApplicationWithdrawn
from marketplace.organisations.models import Capability, Organisation, OrganisationKind, Paper, PaperKind
from marketplace.organisations.models.capability import WAITING
from marketplace.organisations.rules import (
    application_is_complete,
    capability_fits,
    code_is_free,
    identity_may_change,
    may_begin,
    may_edit,
    name_is_free,
    paper_may_change,
    words_name_nobody,
)
from marketplace.organisations.states import ORGANISATION_LIFECYCLE, CapabilityStatus

PAPER = "organisation_paper"


class AlreadyJoined(DomainError):
    """Somebody else sent the same code or name at the same moment."""

    code = "CREDIT_CODE_TAKEN"


@transaction.atomic
def begin_application(
    *, by: User, name: str, name_en: str, kind: str, credit_code: str, district: str, body: str = ""
) -> Organisation:
    """A draft that only its writer sees; the code must pass its sums and be free."""
    code = normalise_identifier(credit_code)
    may_begin(by).and_then(code_is_free(code)).and_then(name_is_free(name)).require()
    organisation = Organisation.objects.create(
        name=name,
        name_en=name_en,
        kind=OrganisationKind(kind),
        body=body,
        credit_code=code,
        district=district,
        applicant=by,
    )
    audit.record(by=by, verb="organisation.begin", subject=organisation)
    return organisation


@transaction.atomic
def introduce_application(
    *,
    by: User,
    organisation: Organisation,
    name: str,
    name_en: str,
    kind: str,
    credit_code: str,
    district: str,
    body: str = "",
) -> None:
    """Change who the organisation is; a claim that no longer fits its legal form is taken off."""
    organisation = locked(organisation)
    code = normalise_identifier(credit_code)
    free = code_is_free(code, but=organisation).and_then(name_is_free(name, but=organisation))
    same = identity_may_change(organisation, name=name, code=code, kind=kind)
    may_edit(by, organisation).and_then(same).and_then(free).require()
    organisation.name, organisation.name_en, organisation.kind = name, name_en, OrganisationKind(kind)
    organisation.body, organisation.credit_code, organisation.district = body, code, district
    organisation.save(update_fields=["name", "name_en", "kind", "body", "credit_code", "district"])
    fitting = [c.kind for c in organisation.capabilities.all() if capability_fits(organisation, c.kind)]
    _drop_claims(organisation, keep=fitting)
    audit.record(by=by, verb="organisation.introduce", subject=organisation)


@transaction.atomic
def describe_application(*, by: User, organisation: Organisation, summary: str, summary_en: str, contact: str) -> None:
    """What the public will read about it; nothing in it may point at a person."""
    organisation = locked(organisation)
    may_edit(by, organisation).and_then(words_name_nobody(summary, summary_en, contact)).require()
    organisation.summary, organisation.summary_en, organisation.contact = summary, summary_en, contact
    organisation.save(update_fields=["summary", "summary_en", "contact"])
    audit.record(by=by, verb="organisation.describe", subject=organisation)


@transaction.atomic
def choose_capabilities(*, by: User, organisation: Organisation, kinds: Iterable[str]) -> None:
    """What it wants to be; what is taken off goes with its paper, what an officer decided stays."""
    organisation, wanted = locked(organisation), list(dict.fromkeys(kinds))
    may_edit(by, organisation).require()
    for kind in wanted:
        capability_fits(organisation, kind).require()
    _drop_claims(organisation, keep=wanted)
    decided = [*WAITING, CapabilityStatus.VERIFIED]
    there = set(organisation.capabilities.filter(status__in=decided).values_list("kind", flat=True))
    for kind in wanted:
        if kind not in there:
            Capability.objects.create(organisation=organisation, kind=kind, valid_from=clock.today())
    audit.record(by=by, verb="organisation.choose", subject=organisation, detail={"kinds": wanted})


@transaction.atomic
def attach_paper(
    *,
    by: User,
    organisation: Organisation,
    data: bytes,
    valid_from: date,
    valid_to: date | None = None,
    number: str = "",
    capability: Capability | None = None,
) -> Paper:
    """Upload the certificate of registration, or the evidence of a claim; a new one takes the place of the old."""
    organisation, capability = locked(organisation), locked(capability) if capability else None
    may_edit(by, organisation).and_then(paper_may_change(capability)).require()
    return keep_paper(
        by=by,
        organisation=organisation,
        data=data,
        number=number,
        valid_from=valid_from,
        valid_to=valid_to,
        capability=capability,
    )


def keep_paper(
    *,
    by: User,
    organisation: Organisation,
    data: bytes,
    number: str,
    valid_from: date,
    valid_to: date | None,
    capability: Capability | None,
) -> Paper:
    """Store the checked upload with its number and validity, which the claim takes over."""
    kind = PaperKind.EVIDENCE if capability else PaperKind.REGISTRATION
    stored = store_upload(by=by, purpose=PAPER, data=data)
    Paper.objects.filter(organisation=organisation, kind=kind, capability=capability).delete()
    if capability is not None:
        Capability.objects.filter(pk=capability.pk, status=CapabilityStatus.CLAIMED).update(
            certificate_number=number, valid_from=valid_from, valid_to=valid_to
        )
    return Paper.objects.create(
        organisation=organisation,
        capability=capability,
        kind=kind,
        number=number,
        valid_from=valid_from,
        valid_to=valid_to,
        file=stored,
    )


@transaction.atomic
def submit_application(*, by: User, organisation: Organisation) -> None:
    """Send it to the officers of its seat; of two applications with one code, the first one sent counts."""
    organisation = locked(organisation)
    may_edit(by, organisation).and_then(application_is_complete(organisation)).require()
    try:
        with transaction.atomic():
            ORGANISATION_LIFECYCLE.advance(organisation, "submit", by=by, submitted_at=clock.now())
    except IntegrityError as error:
        message = _("An organisation with this code has joined or applied already. Ask its manager to invite you.")
        raise AlreadyJoined(message) from error
    organisation.remarks.filter(answered_at__isnull=True).update(answered_at=clock.now())
    announce(ApplicationSubmitted(organisation_id=organisation.pk))


@transaction.atomic
def withdraw_application(*, by: User, organisation: Organisation) -> None:
    """The applicant gives up; the code is free again."""
    organisation = locked(organisation)
    if organisation.applicant_id != by.pk:
        may_edit(by, organisation).require()
    ORGANISATION_LIFECYCLE.advance(organisation, "withdraw", by=by, decided_at=clock.now())
    announce(ApplicationWithdrawn(organisation_id=organisation.pk))


def _drop_claims(organisation: Organisation, *, keep: Iterable[str]) -> None:
    organisation.capabilities.filter(status=CapabilityStatus.CLAIMED).exclude(kind__in=list(keep)).delete()
