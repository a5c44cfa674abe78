"""Who may stop an organisation or one thing it may do, and who may let it go on."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.queries import Reader
from marketplace.common.verdict import Verdict, no
from marketplace.organisations.models import Capability, Organisation, Suspension
from marketplace.organisations.rules.officers import may_decide
from marketplace.organisations.states import CapabilityStatus, OrganisationStatus


def may_suspend(reader: Reader, organisation: Organisation, capability: Capability | None = None) -> Verdict:
    """An officer for its seat who does not act for it, while there is something to stop."""
    verdict = may_decide(reader, organisation)
    if not verdict.passed:
        return verdict
    if organisation.status != OrganisationStatus.ACTIVE:
        return no(_("Only an organisation that takes part now can be suspended."), code="NOT_ACTIVE")
    if capability is not None and capability.status != CapabilityStatus.VERIFIED:
        return no(_("Only what is verified now can be suspended."), code="NOT_VERIFIED")
    return verdict


def may_lift(reader: Reader, suspension: Suspension) -> Verdict:
    """An officer for its seat who does not act for it, once."""
    verdict = may_decide(reader, suspension.organisation)
    if verdict.passed and not suspension.is_open:
        return no(_("This suspension has been lifted already."), code="LIFTED_ALREADY")
    return verdict
