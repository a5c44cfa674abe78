"""Who may do what with a charity's programmes and money."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from donations.models import Gift, Programme, Refund
from donations.rules.cooperations import cooperation_of
from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import CITY, Reader, holds_role
from marketplace.common.actors import Actor
from marketplace.common.verdict import YES, Verdict, no
from marketplace.organisations.models import MemberRole, Membership, Organisation
from marketplace.organisations.states import OrganisationStatus

RUN_PROGRAMMES = (MemberRole.MANAGER, MemberRole.COORDINATOR)
HANDLE_MONEY = (MemberRole.FINANCE,)
DECIDE_ON_MONEY = (MemberRole.MANAGER, MemberRole.FINANCE)


def may_run_programmes(by: Actor, charity: Organisation) -> Verdict:
    """Its managers and coordinators write programmes, open and close them, and report on them."""
    if acts_for(by, charity, RUN_PROGRAMMES):
        return YES
    return no(
        _("Only a manager or coordinator of this charity may do this. Ask one of them."), code="NOT_OF_THIS_CHARITY"
    )


def may_tell_news(by: Actor, programme: Programme) -> Verdict:
    """The people of the charity, and of the one that wrote the programme, while their agreement is in force."""
    raised_for = cooperation_of(programme)
    if raised_for is not None and raised_for.ended_at is None and acts_for(by, raised_for.initiator, RUN_PROGRAMMES):
        return YES
    return may_run_programmes(by, programme.charity)


def may_handle_money(by: Actor, charity: Organisation) -> Verdict:
    """Its finance people confirm gifts, read statements, spend, and ask for refunds."""
    if acts_for(by, charity, HANDLE_MONEY):
        return YES
    return no(_("Only the finance staff of this charity may do this. Ask one of them."), code="NOT_ITS_FINANCE_STAFF")


def may_import_platform_file(by: Actor, charity: Organisation) -> Verdict:
    """The charity's finance people, or an officer of the city."""
    if isinstance(by, User) and holds_role(by, Role.OFFICER, place=CITY):
        return YES
    return may_handle_money(by, charity)


def may_approve_refund(by: Actor, refund: Refund) -> Verdict:
    """A manager or finance person of the charity who did not ask for it."""
    if not acts_for(by, refund.payment.gift.programme.charity, DECIDE_ON_MONEY):
        return no(
            _("Only a manager or the finance staff of this charity decides on a refund."), code="NOT_OF_THIS_CHARITY"
        )
    if isinstance(by, User) and refund.requested_by_id == by.pk:
        return no(_("A second person decides on a refund that you asked for."), code="SECOND_PERSON_NEEDED")
    return YES


def may_read_donor(by: Reader, gift: Gift) -> Verdict:
    """The charity's finance people and managers, for receipts; auditors."""
    if acts_for(by, gift.programme.charity, DECIDE_ON_MONEY) or holds_role(by, Role.AUDITOR):
        return YES
    return no(_("Who gave this is known to the charity's finance staff only."), code="DONOR_IS_CONFIDENTIAL")


def acts_for(by: Actor, charity: Organisation, roles: tuple[MemberRole, ...]) -> bool:
    """Whether the person holds one of the roles in this organisation now, and the organisation is active."""
    if not isinstance(by, User) or charity.status != OrganisationStatus.ACTIVE:
        return False
    held = Membership.objects.filter(user=by, organisation=charity, role__in=roles, left_at__isnull=True)
    return held.exists()
