"""Who may answer for an organisation, attach a licence, or import a published list."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Role
from marketplace.accounts.queries import Reader, holds_role
from marketplace.common.verdict import YES, Verdict, no
from marketplace.organisations.models import Membership, Organisation
from marketplace.organisations.rules.members import may_manage
from marketplace.organisations.states import OrganisationStatus

SHOWN = (OrganisationStatus.ACTIVE, OrganisationStatus.SUSPENDED)


def may_reply(person: object, organisation: Organisation) -> Verdict:
    """A manager, also of a suspended organisation: that is when a reply is wanted most."""
    if organisation.status not in SHOWN:
        return no(_("Nothing is shown about this organisation yet."), code="NOT_SHOWN")
    return may_manage(person, organisation)


def may_enter_licence(person: object, membership: Membership) -> Verdict:
    """The member or a manager, while the member acts for the organisation."""
    if membership.left_at is not None:
        return no(_("This person has left already."), code="HAS_LEFT")
    if getattr(person, "pk", None) == membership.user_id:
        return YES
    return may_manage(person, membership.organisation)


def may_import_lists(reader: Reader) -> Verdict:
    """Officers; the second of them confirms."""
    if holds_role(reader, Role.OFFICER):
        return YES
    return no(_("Only officers import published lists."), code="NOT_AN_OFFICER")
