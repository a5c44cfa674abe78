"""Who acts for an organisation, and who may say who does."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common.verdict import YES, Verdict, no
from marketplace.organisations.models import MemberRole, Membership, Organisation


def acts_in(person: object, organisation: Organisation) -> bool:
    """Whether the person is a present member or the applicant."""
    if not isinstance(person, User):
        return False
    current = Membership.objects.filter(user=person, organisation=organisation, left_at__isnull=True)
    return organisation.applicant_id == person.pk or current.exists()


def may_manage(person: object, organisation: Organisation) -> Verdict:
    """A present manager of the organisation."""
    managers = Membership.objects.filter(organisation=organisation, role=MemberRole.MANAGER, left_at__isnull=True)
    if isinstance(person, User) and managers.filter(user=person).exists():
        return YES
    return no(_("Only a manager of the organisation can do this. Ask one of them."), code="NOT_A_MANAGER")


def may_invite(person: object, organisation: Organisation, email: str) -> Verdict:
    """A manager invites somebody who does not act for the organisation yet."""
    verdict = may_manage(person, organisation)
    if not verdict:
        return verdict
    current = Membership.objects.filter(organisation=organisation, left_at__isnull=True)
    if current.filter(user__email__iexact=email).exists():
        return no(_("This person acts for the organisation already."), code="ALREADY_A_MEMBER")
    return YES


def may_stop_acting(membership: Membership) -> Verdict:
    """Nobody leaves an organisation without a manager."""
    if membership.left_at is not None:
        return no(_("This person has left already."), code="HAS_LEFT")
    if membership.role != MemberRole.MANAGER:
        return YES
    others = Membership.objects.filter(
        organisation_id=membership.organisation_id,
        role=MemberRole.MANAGER,
        left_at__isnull=True,
        user__is_active=True,
    ).exclude(pk=membership.pk)
    if others.exists():
        return YES
    return no(_("This is the last manager. Make somebody else a manager first."), code="LAST_MANAGER")
