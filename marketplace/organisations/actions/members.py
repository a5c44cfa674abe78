"""Who acts for an organisation: invited by mail, joining by a link that works once, leaving with all access gone."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.actions import end_sessions_of
from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.actors import Actor
from marketplace.common.events import announce
from marketplace.common.references import blind_index
from marketplace.common.rule_data import rule
from marketplace.common.verdict import DomainError
from marketplace.notifications.actions import pass_work_on
from marketplace.organisations.actions.locking import locked
from marketplace.organisations.events import MemberInvited, MemberJoined, MemberLeft
from marketplace.organisations.models import Invitation, MemberRole, Membership, Organisation
from marketplace.organisations.rules import may_invite, may_manage, may_stop_acting
from marketplace.organisations.states import INVITATION_LIFECYCLE, InvitationStatus


class NotYourInvitation(DomainError):
    """It was sent to another address, or its time is over."""

    code = "NOT_YOUR_INVITATION"


@transaction.atomic
def add_member(*, by: Actor, organisation: Organisation, user: User, role: MemberRole) -> Membership:
    """Let a person act for the organisation."""
    membership, _created = Membership.objects.update_or_create(
        organisation=organisation, user=user, defaults={"role": role, "left_at": None}
    )
    audit.record(by=by, verb="membership.add", subject=membership, detail={"role": role})
    return membership


@transaction.atomic
def invite_member(*, by: User, organisation: Organisation, email: str, role: str) -> Invitation:
    """Offer a seat to an address; an older offer to the same address is taken back."""
    organisation, email = locked(organisation), email.strip().lower()
    may_invite(by, organisation, email).require()
    index = blind_index(email, settings.BLIND_INDEX_KEY)
    for older in organisation.invitations.filter(email_index=index, status=InvitationStatus.SENT):
        INVITATION_LIFECYCLE.advance(older, "withdraw", by=by)
    days = int(rule("organisations.invitation_days", on=clock.today()).value)
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        email_index=index,
        role=MemberRole(role),
        invited_by=by,
        expires_at=clock.now() + timedelta(days=days),
    )
    audit.record(by=by, verb="invitation.send", subject=invitation, detail={"role": role})
    announce(MemberInvited(invitation_id=invitation.pk))
    return invitation


@transaction.atomic
def withdraw_invitation(*, by: User, invitation: Invitation) -> None:
    """Its link works no more."""
    may_manage(by, invitation.organisation).require()
    INVITATION_LIFECYCLE.advance(invitation, "withdraw", by=by)


@transaction.atomic
def accept_invitation(*, by: User, invitation: Invitation) -> Membership:
    """Take the seat; only whoever has proven to read the mail of the invited address can, and once."""
    invitation = locked(invitation)
    if invitation.expires_at <= clock.now() or not reads_mail_of(by, invitation):
        raise NotYourInvitation(
            _("This invitation is not for the address you signed in with, or it has run out. Ask for a new one.")
        )
    INVITATION_LIFECYCLE.advance(invitation, "accept", by=by, accepted_by=by)
    membership, _created = Membership.objects.update_or_create(
        organisation=invitation.organisation, user=by, defaults={"role": invitation.role, "left_at": None}
    )
    announce(MemberJoined(membership_id=membership.pk))
    return membership


def reads_mail_of(person: User, invitation: Invitation) -> bool:
    """Whether the person has confirmed the invited address."""
    confirmed = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    return invitation.email_index in {blind_index(email.lower(), settings.BLIND_INDEX_KEY) for email in confirmed}


@transaction.atomic
def change_role(*, by: User, membership: Membership, role: str) -> None:
    """Give a member another role; the last manager stays one."""
    organisation = locked(membership.organisation)
    membership = locked(membership)
    may_manage(by, organisation).require()
    if role != MemberRole.MANAGER:
        may_stop_acting(membership).require()
    Membership.objects.filter(pk=membership.pk).update(role=MemberRole(role))
    audit.record(by=by, verb="membership.change", subject=membership, detail={"role": role})


@transaction.atomic
def remove_member(*, by: Actor, membership: Membership) -> None:
    """A person leaves, or a manager ends it: access ends at once, open work passes on, the record stays."""
    organisation = locked(membership.organisation)
    membership = locked(membership)
    if isinstance(by, User) and by.pk != membership.user_id:
        may_manage(by, organisation).require()
    may_stop_acting(membership).require()
    Membership.objects.filter(pk=membership.pk).update(left_at=clock.now())
    pass_work_on(membership.user, to=_heirs(organisation, membership.role), acting_for=organisation.reference)
    if getattr(by, "pk", None) != membership.user_id:
        end_sessions_of(membership.user)
    audit.record(by=by, verb="membership.remove", subject=membership)
    announce(MemberLeft(membership_id=membership.pk))


def _heirs(organisation: Organisation, role: str) -> list[User]:
    """Whoever acts for it still in the same role, and its managers: others could not do the work."""
    rows = Membership.objects.filter(
        organisation=organisation,
        role__in=[role, MemberRole.MANAGER],
        left_at__isnull=True,
        user__is_active=True,
    )
    return [row.user for row in rows.select_related("user").order_by("pk")]
