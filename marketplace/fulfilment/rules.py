"""Who may do what with a commitment, and why not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Role
from marketplace.accounts.queries import Reader, holds_role
from marketplace.common.verdict import YES, Verdict, no
from marketplace.documents.models import PrivateFile
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


def may_read_proof(reader: Reader, file: PrivateFile) -> Verdict:
    """The helper who sent it, the need's caseworker, officers and auditors."""
    assignment = Assignment.objects.filter(deliveries__proofs__file=file).select_related("need", "organisation").first()
    if assignment is not None and (
        is_member(reader, assignment.organisation)
        or assignment.need.author_id == reader.pk
        or holds_role(reader, Role.OFFICER)
        or holds_role(reader, Role.AUDITOR)
    ):
        return YES
    return no(_("Only those who take part in this delivery may see its proof."), code="NOT_IN_THIS_DELIVERY")
