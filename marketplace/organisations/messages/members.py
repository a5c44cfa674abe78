"""Invitations by mail, who came and went, licences and replies."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from marketplace.notifications.actions import finish_work, open_work, owe_mail, tell_once
from marketplace.organisations.events import (
    LicenceDecided,
    LicenceEntered,
    LicenceExpired,
    MemberInvited,
    MemberJoined,
    MemberLeft,
    ReplyDecided,
    ReplyWritten,
)
from marketplace.organisations.messages.audience import answer_by, officers_of, own_page
from marketplace.organisations.models import Invitation, Membership, Organisation, Reply, SocialWorkLicence
from marketplace.organisations.queries import managers_of
from marketplace.organisations.states import InvitationStatus, LicenceStatus, ReplyStatus

LICENCE = "licence_to_see"
REPLY = "reply_to_read"


def send_invitation(event: MemberInvited) -> None:
    """The link goes to the invited address and nowhere else."""
    invitation = Invitation.objects.select_related("organisation", "invited_by").get(pk=event.invitation_id)
    if invitation.status != InvitationStatus.SENT:
        return
    owe_mail(
        kind="member_invitation",
        recipient=invitation.email,
        language=invitation.invited_by.language,
        params={
            "name": invitation.organisation.name,
            "role": invitation.role,
            "link": settings.BASE_URL + reverse("invitation", args=[invitation.reference]),
            "until": invitation.expires_at.date().isoformat(),
        },
        once_key=f"invitation:{invitation.reference}",
    )


def tell_managers_who_joined(event: MemberJoined) -> None:
    """The managers learn that the seat was taken."""
    _tell_managers(event.membership_id, "member_joined")


def tell_managers_who_left(event: MemberLeft) -> None:
    """The managers learn that somebody acts no more, and that open work has passed to them."""
    _tell_managers(event.membership_id, "member_left")


def ask_about_licence(event: LicenceEntered) -> None:
    """An officer of the seat looks at the paper."""
    licence = _licence(event.licence_id)
    organisation = licence.membership.organisation
    if licence.status != LicenceStatus.ENTERED:
        return
    for officer in officers_of(organisation):
        open_work(
            officer,
            LICENCE,
            subject=f"licence:{licence.reference}",
            url=reverse("small_papers"),
            due_at=answer_by(),
            params={"name": organisation.name},
        )


def licence_is_decided(event: LicenceDecided) -> None:
    """Nobody waits to see it; the member learns the answer."""
    licence = _licence(event.licence_id)
    finish_work(LICENCE, subject=f"licence:{licence.reference}")
    kind = "licence_verified" if licence.status == LicenceStatus.VERIFIED else "licence_refused"
    _tell_holder(licence, kind)


def tell_of_ended_licence(event: LicenceExpired) -> None:
    """The member is told to enter the new one."""
    _tell_holder(_licence(event.licence_id), "licence_expired")


def ask_about_reply(event: ReplyWritten) -> None:
    """An officer of the seat reads it."""
    reply = _reply(event.reply_id)
    if reply.status != ReplyStatus.WAITING:
        return
    for officer in officers_of(reply.organisation):
        open_work(
            officer,
            REPLY,
            subject=f"reply:{reply.reference}",
            url=reverse("small_papers"),
            due_at=answer_by(),
            params={"name": reply.organisation.name},
        )


def reply_is_decided(event: ReplyDecided) -> None:
    """Nobody waits to read it; the organisation learns whether it is shown."""
    reply = _reply(event.reply_id)
    finish_work(REPLY, subject=f"reply:{reply.reference}")
    kinds = {ReplyStatus.PUBLISHED: "reply_published", ReplyStatus.REFUSED: "reply_refused"}
    kind = kinds.get(ReplyStatus(reply.status))
    if kind:
        url = f"{own_page(reply.organisation)}?reply={reply.reference}"
        tell_once(managers_of(reply.organisation), kind, {"name": reply.organisation.name}, url)


def _tell_managers(key: int, kind: str) -> None:
    membership = Membership.objects.select_related("organisation").get(pk=key)
    organisation: Organisation = membership.organisation
    since = (membership.left_at or membership.created_at).isoformat()
    url = f"{reverse('members', args=[organisation.reference])}?since={since[:19]}"
    managers = [person for person in managers_of(organisation) if person.pk != membership.user_id]
    tell_once(managers, kind, {"name": organisation.name, "role": membership.role}, url)


def _tell_holder(licence: SocialWorkLicence, kind: str) -> None:
    membership = licence.membership
    if membership.left_at is None:
        url = reverse("member", args=[membership.organisation.reference, membership.user.reference])
        tell_once([membership.user], kind, {"level": licence.level}, f"{url}?licence={licence.reference}")


def _licence(key: int) -> SocialWorkLicence:
    return SocialWorkLicence.objects.select_related("membership__organisation", "membership__user").get(pk=key)


def _reply(key: int) -> Reply:
    return Reply.objects.select_related("organisation").get(pk=key)
