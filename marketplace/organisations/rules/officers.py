"""Who may judge an organisation: officers of its place who have nothing to do with it, always two of them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Role
from marketplace.accounts.queries import Reader, holds_role
from marketplace.common.verdict import YES, Verdict, no
from marketplace.documents.models import PrivateFile
from marketplace.organisations.models import Capability, Organisation, Paper, SocialWorkLicence
from marketplace.organisations.models.capability import WAITING
from marketplace.organisations.rules.members import acts_in
from marketplace.organisations.states import CapabilityStatus, OrganisationStatus

WITH_OFFICERS = (OrganisationStatus.APPLIED, OrganisationStatus.ACTIVE)


def handles(reader: Reader, organisation: Organisation) -> bool:
    """Whether the reader is an officer for the organisation's seat."""
    return holds_role(reader, Role.OFFICER, place=organisation.district)


def may_decide(reader: Reader, organisation: Organisation) -> Verdict:
    """An officer for its seat who does not act for it."""
    if not handles(reader, organisation):
        return no(_("Only an officer for the organisation's seat decides this."), code="NOT_ITS_OFFICER")
    if acts_in(reader, organisation):
        return no(_("You act for this organisation yourself. A colleague must decide."), code="OWN_ORGANISATION")
    return YES


def may_decide_claim(reader: Reader, capability: Capability) -> Verdict:
    """Its officers, while the organisation's papers are with them."""
    if capability.organisation.status not in WITH_OFFICERS:
        return no(_("The application is not with the officers now. Wait until it is sent in."), code="NOT_SENT_IN")
    return may_decide(reader, capability.organisation)


def may_verify(reader: Reader, capability: Capability) -> Verdict:
    """The second officer, who is not the first."""
    verdict = may_decide_claim(reader, capability)
    if not verdict:
        return verdict
    if capability.status == CapabilityStatus.PROPOSED and capability.proposed_by_id == reader.pk:
        return no(_("You saw the paper first. A colleague must confirm it."), code="SECOND_OFFICER_NEEDED")
    return YES


def may_admit(organisation: Organisation) -> Verdict:
    """An applicant is let in once every claim is decided and one of them holds."""
    statuses = {capability.status for capability in organisation.capabilities.all()}
    if statuses & set(WAITING):
        return no(_("Decide each thing that was claimed first."), code="CLAIMS_WAITING")
    if CapabilityStatus.VERIFIED not in statuses:
        return no(
            _("Nothing that was claimed has been verified. Refuse the application, or verify one claim."),
            code="NOTHING_VERIFIED",
        )
    return YES


def may_see_application(reader: Reader, organisation: Organisation) -> bool:
    """The officers of its seat, auditors, and those who act for it."""
    return handles(reader, organisation) or holds_role(reader, Role.AUDITOR) or acts_in(reader, organisation)


def may_read_paper(reader: Reader, file: PrivateFile) -> Verdict:
    """Whoever may see the application or the licence to which the file belongs."""
    paper = Paper.objects.select_related("organisation").filter(file=file).first()
    licence = SocialWorkLicence.objects.select_related("membership__organisation").filter(file=file).first()
    organisation = paper.organisation if paper else licence.membership.organisation if licence else None
    if organisation is not None and may_see_application(reader, organisation):
        return YES
    return no(_("This paper is read by the officers and by those who act for the organisation."), code="NOT_YOURS")
