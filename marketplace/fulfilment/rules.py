"""Who may do what with a commitment, and why not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Role
from marketplace.accounts.queries import Reader, holds_role
from marketplace.common.verdict import YES, Verdict, no
from marketplace.fulfilment.models import Assignment
from marketplace.organisations.queries import is_member


def may_serve(reader: Reader, assignment: Assignment) -> Verdict:
    """A member of the organisation that promised."""
    if is_member(reader, assignment.organisation):
        return YES
    return no(_("Only the organisation that promised this help can report on it."), code="NOT_THE_HELPER")


def may_confirm(reader: Reader, assignment: Assignment) -> Verdict:
    """The caseworker who wrote the need, or an officer; never somebody of the helping organisation."""
    if is_member(reader, assignment.organisation):
        return no(_("The helper cannot confirm its own delivery."), code="OWN_DELIVERY")
    if assignment.need.author_id == reader.pk or holds_role(reader, Role.OFFICER):
        return YES
    return no(_("The caseworker of this need, or an officer, confirms the delivery."), code="NOT_THE_CASEWORKER")
