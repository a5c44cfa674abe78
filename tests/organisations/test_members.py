"""People are invited, join by a link that works once, and leave with all access gone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.urls import reverse

from marketplace.accounts.actions import give_role
from marketplace.accounts.middleware import needs_second_factor
from marketplace.accounts.models import Role, User
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.common.events.dispatch import deliver_due
from marketplace.notifications.actions import open_work, pass_work_on
from marketplace.notifications.models import Mail, WorkItem
from marketplace.notifications.queries import notices_of, work_of
from marketplace.organisations import actions
from marketplace.organisations.models import Invitation, Membership, Organisation, SocialWorkLicence
from marketplace.organisations.queries import is_member, verified_social_workers
from marketplace.organisations.states import InvitationStatus, LicenceStatus
from tests.fulfilment.market import make_member
from tests.needs.city import make_user
from tests.organisations.applications import PDF, YEAR
from tests.refusals import refuses


def newcomer(address: str = "new@example.org", *, confirmed: bool = True) -> User:
    """Somebody with an account and no second factor."""
    user = User.objects.create_user(address)
    EmailAddress.objects.create(user=user, email=address, verified=confirmed, primary=True)
    return user


def invite(manager: User, charity: Organisation, address: str = "new@example.org") -> Invitation:
    return actions.invite_member(by=manager, organisation=charity, email=address, role="coordinator")


def membership_of(user: User) -> Membership:
    return Membership.objects.get(user=user)


def test_an_invitation_is_mailed_once_and_its_address_is_not_readable_in_the_table(
    charity: Organisation, member: User
) -> None:
    invitation = invite(member, charity, "New@Example.org")
    deliver_due()
    mail = Mail.objects.get(kind="member_invitation")
    assert (mail.recipient, mail.sent_at is not None) == ("new@example.org", True)
    assert reverse("invitation", args=[invitation.reference]) in str(mail.params["link"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT email, email_index FROM organisations_invitation")
        assert "example" not in str(cursor.fetchone())


def test_whoever_accepts_is_a_member_and_needs_a_second_factor(charity: Organisation, member: User) -> None:
    person = newcomer()
    invitation = invite(member, charity)
    assert not needs_second_factor(person)
    actions.accept_invitation(by=person, invitation=invitation)
    deliver_due()
    assert (is_member(person, charity), membership_of(person).role) == (True, "coordinator")
    assert needs_second_factor(person)
    assert "member_joined" in {notice.kind for notice in notices_of(member)}
    client = Client()
    client.force_login(person)
    assert client.get(reverse("members", args=[charity.reference])).url.startswith(reverse("mfa_activate_totp"))  # type: ignore[attr-defined]
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "none"})
    assert client.get(reverse("members", args=[charity.reference])).status_code == 200


def test_the_link_works_once_and_for_its_reader_only(charity: Organisation, member: User) -> None:
    invitation = invite(member, charity)
    thief, unconfirmed = newcomer("thief@example.org"), newcomer(confirmed=False)
    for person in (thief, unconfirmed):
        refuses(
            "NOT_YOUR_INVITATION",
            lambda person=person: actions.accept_invitation(by=person, invitation=invitation),  # type: ignore[misc]
        )
    assert Membership.objects.count() == 1
    EmailAddress.objects.filter(user=unconfirmed).update(verified=True)
    actions.accept_invitation(by=unconfirmed, invitation=invitation)
    refuses("ILLEGAL_MOVE", lambda: actions.accept_invitation(by=unconfirmed, invitation=invitation))
    assert Membership.objects.count() == 2


def test_an_invitation_ends_by_time_by_withdrawal_and_by_a_newer_one(charity: Organisation, member: User) -> None:
    person = newcomer()
    first = invite(member, charity)
    second = invite(member, charity)
    refuses("ILLEGAL_MOVE", lambda: actions.accept_invitation(by=person, invitation=first))
    with clock.freeze(second.expires_at + timedelta(seconds=1)):
        refuses("NOT_YOUR_INVITATION", lambda: actions.accept_invitation(by=person, invitation=second))
        assert [actions.expire_what_ran_out()["invitations"] for _turn in range(2)] == [1, 0]
    third = invite(member, charity)
    actions.withdraw_invitation(by=member, invitation=third)
    refuses("ILLEGAL_MOVE", lambda: actions.accept_invitation(by=person, invitation=third))
    assert set(Invitation.objects.values_list("status", flat=True)) == {
        InvitationStatus.WITHDRAWN, InvitationStatus.LAPSED,
    }  # fmt: skip
    assert not is_member(person, charity)


def test_only_a_manager_says_who_acts(charity: Organisation, member: User, other_member: User) -> None:
    coordinator = make_member(charity, "coordinator")
    Membership.objects.filter(user=coordinator).update(role="coordinator")
    rows = AuditRow.objects.count()
    for person in (coordinator, other_member):
        refuses("NOT_A_MANAGER", lambda person=person: invite(person, charity))  # type: ignore[misc]
        refuses(
            "NOT_A_MANAGER",
            lambda person=person: actions.remove_member(by=person, membership=membership_of(member)),  # type: ignore[misc]
        )
        refuses(
            "NOT_A_MANAGER",
            lambda person=person: actions.change_role(  # type: ignore[misc]
                by=person, membership=membership_of(coordinator), role="manager"
            ),
        )
    refuses("ALREADY_A_MEMBER", lambda: invite(member, charity, coordinator.email.upper()))
    assert (Invitation.objects.count(), AuditRow.objects.count()) == (0, rows)


def test_the_last_manager_neither_leaves_nor_steps_down(charity: Organisation, member: User) -> None:
    own = membership_of(member)
    refuses("LAST_MANAGER", lambda: actions.remove_member(by=member, membership=own))
    refuses("LAST_MANAGER", lambda: actions.change_role(by=member, membership=own, role="finance"))
    assert is_member(member, charity)
    colleague = make_member(charity, "colleague")
    actions.remove_member(by=member, membership=own)
    assert not is_member(member, charity)
    refuses("LAST_MANAGER", lambda: actions.remove_member(by=colleague, membership=membership_of(colleague)))


def test_open_work_passes_to_the_others_when_a_member_leaves_in_the_middle_of_it(
    charity: Organisation, member: User, other_charity: Organisation
) -> None:
    leaver = make_member(charity, "leaver")
    due = clock.now() + timedelta(days=3)
    for number, acting_for in enumerate([charity.reference, other_charity.reference, ""]):
        open_work(leaver, "answer_proposals", subject=f"thing:{number}", url="/x/", due_at=due, acting_for=acting_for)
    actions.remove_member(by=member, membership=membership_of(leaver))
    assert [(item.subject, item.due_at) for item in work_of(member)] == [("thing:0", due)]
    assert [item.subject for item in work_of(leaver)] == ["thing:1", "thing:2"]
    assert pass_work_on(leaver, to=[member], acting_for=charity.reference) == 0
    assert WorkItem.objects.filter(subject="thing:0").count() == 2


def test_work_passes_to_those_who_can_do_it(charity: Organisation, member: User) -> None:
    people = {}
    for name, role in [("leaver", "finance"), ("cashier", "finance"), ("helper", "coordinator")]:
        people[name] = make_member(charity, name)
        Membership.objects.filter(user=people[name]).update(role=role)
    open_work(people["leaver"], "gift_to_confirm", subject="gift:1", url="/x/", acting_for=charity.reference)
    actions.remove_member(by=people["leaver"], membership=membership_of(people["leaver"]))
    held = {name: [item.subject for item in work_of(person)] for name, person in people.items()}
    assert held == {"leaver": [], "cashier": ["gift:1"], "helper": []}
    assert [item.subject for item in work_of(member)] == ["gift:1"]


@pytest.mark.parametrize("with_session_row", [True, False])
def test_the_very_next_request_of_whoever_was_removed_is_refused(
    charity: Organisation, member: User, with_session_row: bool
) -> None:
    leaver = make_member(charity, "leaver")
    client, url = Client(), reverse("members", args=[charity.reference])
    client.force_login(leaver)
    assert client.get(url).status_code == 200
    if not with_session_row:
        UserSession.objects.all().delete()
    actions.remove_member(by=member, membership=membership_of(leaver))
    answer = client.get(url)
    if with_session_row:
        assert answer.url.startswith(reverse("account_login"))  # type: ignore[attr-defined]
    else:
        assert answer.status_code == 404
    assert client.get(reverse("offers")).status_code in (302, 404)


def licence(by: User, holder: User, number: str = "浙社工20260001") -> SocialWorkLicence:
    return actions.enter_licence(
        by=by,
        membership=membership_of(holder),
        number=number,
        level="social_worker",
        valid_from=clock.today() - YEAR,
        valid_to=clock.today() + timedelta(days=5),
        data=PDF,
    )


def test_a_licence_counts_once_an_officer_has_seen_it_and_until_its_day(
    charity: Organisation, member: User, officer: User
) -> None:
    paper = licence(member, member)
    deliver_due()
    assert ("licence_to_see" in {item.kind for item in work_of(officer)}, verified_social_workers(charity)) == (True, 0)
    actions.verify_licence(by=officer, licence=paper)
    deliver_due()
    assert verified_social_workers(charity) == 1
    assert "licence_verified" in {notice.kind for notice in notices_of(member)}
    with clock.freeze(clock.now() + timedelta(days=6)):
        assert verified_social_workers(charity) == 0
        assert [actions.expire_what_ran_out()["licences"] for _turn in range(2)] == [1, 0]
    paper.refresh_from_db()
    assert paper.status == LicenceStatus.EXPIRED


def test_a_licence_has_one_holder_and_is_entered_by_its_people(
    charity: Organisation, member: User, other_member: User, officer: User
) -> None:
    first = licence(member, member)
    refuses("LICENCE_TAKEN", lambda: licence(other_member, other_member, " 浙社工20260001"))
    refuses("NOT_A_MANAGER", lambda: licence(other_member, member, "另一号"))
    assert SocialWorkLicence.objects.count() == 1
    actions.refuse_licence(by=officer, licence=first, because="看不清编号。")
    assert licence(other_member, other_member).status == LicenceStatus.ENTERED


def test_a_member_who_is_an_officer_does_not_verify_the_licence(charity: Organisation, member: User) -> None:
    give_role(by=None, user=member, role=Role.OFFICER, place="330200")
    paper = licence(member, member)
    refuses("OWN_ORGANISATION", lambda: actions.verify_licence(by=member, licence=paper))
    paper.refresh_from_db()
    assert (paper.status, paper.verified_by) == (LicenceStatus.ENTERED, None)


def test_a_second_manager_may_be_made_and_then_the_first_may_step_down(charity: Organisation, member: User) -> None:
    colleague = make_user("colleague")
    actions.add_member(by=None, organisation=charity, user=colleague, role="coordinator")  # type: ignore[arg-type]
    actions.change_role(by=member, membership=membership_of(colleague), role="manager")
    actions.change_role(by=colleague, membership=membership_of(member), role="coordinator")
    assert {row.user_id: row.role for row in Membership.objects.filter(organisation=charity)} == {
        member.pk: "coordinator", colleague.pk: "manager",
    }  # fmt: skip
