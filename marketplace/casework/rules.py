"""Who may do what in casework, and why not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Role
from marketplace.accounts.queries import Reader, holds_role
from marketplace.casework.models import Case
from marketplace.common.verdict import YES, Verdict, no


def may_work_on(reader: Reader, case: Case) -> Verdict:
    """A caseworker for the township writes; officers read."""
    if holds_role(reader, Role.CASEWORKER, place=case.township):
        return YES
    return no(_("Only a caseworker for this township can change the case."), code="NOT_THE_CASEWORKER")


def may_record_in(reader: Reader, township: str) -> Verdict:
    """Whether the reader may put a household of this township on the register."""
    if holds_role(reader, Role.CASEWORKER, place=township):
        return YES
    return no(_("This township is outside the area you work for."), code="OUTSIDE_SCOPE")
