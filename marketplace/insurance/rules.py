"""Who may enter a group programme, and why not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.queries import Reader
from marketplace.common.verdict import YES, Verdict, no
from marketplace.organisations.models import CapabilityKind, Organisation
from marketplace.organisations.queries import has_capability, is_member


def may_run_programme(reader: Reader, insurer: Organisation) -> Verdict:
    """A member of a licensed insurer (互联网保险业务监管办法: nobody else)."""
    if not is_member(reader, insurer):
        return no(_("Only people who act for the insurer can enter its programmes."), code="NOT_A_MEMBER")
    if not has_capability(insurer, CapabilityKind.INSURER):
        return no(_("The insurer's licence is not verified. Ask the bureau to verify it."), code="NOT_AN_INSURER")
    return YES
