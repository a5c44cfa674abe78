"""An officer stops an organisation, or one thing it may do, in two steps: it stops at once, and may reply."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from marketplace.accounts.actions import give_role
from marketplace.accounts.models import Role, User
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.common.events.dispatch import deliver_due
from marketplace.common.verdict import DomainError
from marketplace.fulfilment.actions.delivering import start_assignment
from marketplace.fulfilment.states import AssignmentStatus
from marketplace.needs.models import Need
from marketplace.notifications.queries import notices_of
from marketplace.offers.models import Offer
from marketplace.offers.queries import offers_in_force
from marketplace.organisations import actions
from marketplace.organisations.models import CapabilityKind, Organisation, Suspension
from marketplace.organisations.queries import has_capability, is_member
from matching.actions import accept_proposal
from matching.models import Proposal
from tests.fulfilment.conftest import need
from tests.fulfilment.market import make_member, propose_to
from tests.needs.city import make_user
from tests.organisations.officers import verify_by_two
from tests.procurement.browsing import read, send, signed_in
from tests.refusals import refuses

__all__ = ["need"]
REASON = "年检未通过，请在三十日内补报材料。"


@pytest.fixture
def proposal(offer: Offer, need: Need) -> Proposal:
    return propose_to(offer, need)


def page(organisation: Organisation, kind: str = "") -> str:
    if kind:
        return reverse("suspend_capability", args=[organisation.reference, kind])
    return reverse("suspend_organisation", args=[organisation.reference])


def test_two_steps_stop_it_at_once_and_its_people_are_told(
    officer: User, charity: Organisation, member: User, offer: Offer, proposal: Proposal
) -> None:
    client = signed_in(officer)
    assert "Suspend the whole organisation" in read(client, reverse("application", args=[charity.reference]))
    send(client, page(charity), 422, do="check", because="")
    seen = send(client, page(charity), 200, do="check", because=REASON)
    assert "Proposals that rest on it" in seen
    assert not Suspension.objects.exists(), "the first step changes nothing"
    assert is_member(member, charity)
    send(client, page(charity), do="suspend", because=REASON)
    charity.refresh_from_db()
    assert charity.status == "suspended"
    assert not offers_in_force().filter(pk=offer.pk).exists()
    refuses("NOT_A_MEMBER", lambda: accept_proposal(by=member, proposal=proposal))
    deliver_due()
    proposal.refresh_from_db()
    assert proposal.status == "lapsed"
    assert notices_of(member).filter(kind="organisation_suspended").count() == 1
    assert AuditRow.objects.filter(verb="organisation.suspend").count() == 1


def test_its_people_read_the_reason_and_reply_and_the_public_does_not(
    officer: User, charity: Organisation, member: User, client: Client
) -> None:
    actions.suspend(by=officer, organisation=charity, because=REASON)
    own = reverse("partner_organisation", args=[charity.reference])
    manager = signed_in(member)
    assert REASON in read(manager, own)
    send(manager, own, text="材料已于昨日补报。")
    assert charity.replies.count() == 1
    shown = client.get(reverse("organisation", args=[charity.reference])).content.decode()
    assert REASON not in shown
    assert "暂停" in shown


def test_one_capability_stops_and_the_others_hold(
    officer: User, charity: Organisation, member: User, proposal: Proposal
) -> None:
    raising = actions.claim_capability(
        by=None, organisation=charity, kind=CapabilityKind.PUBLIC_FUNDRAISING, valid_from=clock.today()
    )
    verify_by_two(officer, raising)
    client = signed_in(officer)
    send(client, page(charity, raising.kind), do="suspend", because=REASON)
    deliver_due()
    assert not has_capability(charity, CapabilityKind.PUBLIC_FUNDRAISING)
    assert has_capability(charity, CapabilityKind.CHARITY)
    proposal.refresh_from_db()
    assert proposal.status == "proposed", "it rests on the other capability"
    read(client, page(charity, raising.kind), 404)
    row = Suspension.objects.get()
    lift = reverse("lift_suspension", args=[charity.reference, row.reference])
    assert REASON in read(client, lift)
    send(client, lift, because="材料齐全。")
    send(client, lift, 409, because="材料齐全。")
    deliver_due()
    raising.refresh_from_db()
    assert raising.status == "verified"
    assert notices_of(member).filter(kind="suspension_lifted").count() == 1


def test_lifted_it_goes_on(officer: User, charity: Organisation, member: User, offer: Offer) -> None:
    row = actions.suspend(by=officer, organisation=charity, because=REASON)
    with pytest.raises(DomainError) as refusal:
        actions.suspend(by=officer, organisation=charity, because=REASON)
    assert refusal.value.code == "NOT_ACTIVE"
    actions.lift_suspension(by=officer, suspension=row, because="已补报。")
    charity.refresh_from_db()
    assert charity.status == "active"
    assert is_member(member, charity)
    assert offers_in_force().filter(pk=offer.pk).exists()


def test_what_ran_out_meanwhile_stays_over(officer: User, charity: Organisation) -> None:
    capability = charity.capabilities.get()
    row = actions.suspend(by=officer, organisation=charity, because=REASON, capability=capability)
    type(capability).objects.filter(pk=capability.pk).update(status="expired")
    actions.lift_suspension(by=officer, suspension=row, because="已补报。")
    capability.refresh_from_db()
    assert capability.status == "expired"


def test_nobody_else_and_nobody_of_its_own_suspends(officer: User, charity: Organisation, member: User) -> None:
    elsewhere = make_user("elsewhere", Role.OFFICER, place="330282")
    own = make_member(charity, "insider")
    give_role(by=None, user=own, role=Role.OFFICER, place=charity.district)
    refused = [(member, "NOT_ITS_OFFICER"), (elsewhere, "NOT_ITS_OFFICER"), (own, "OWN_ORGANISATION")]
    for person, code in refused:
        with pytest.raises(DomainError) as refusal:
            actions.suspend(by=person, organisation=charity, because=REASON)
        assert refusal.value.code == code
    read(signed_in(member), page(charity), 404)
    assert not Suspension.objects.exists()
    charity.refresh_from_db()
    assert charity.status == "active"


def test_a_suspended_helper_finishes_what_it_promised_and_takes_on_nothing(
    officer: User, charity: Organisation, member: User, offer: Offer, proposal: Proposal
) -> None:
    promise = accept_proposal(by=member, proposal=proposal)
    actions.suspend(by=officer, organisation=charity, because=REASON)
    client = signed_in(member)
    assert promise.reference in read(client, reverse("assignments"))
    own = reverse("assignment", args=[promise.reference])
    read(client, own)
    start_assignment(by=member, assignment=promise)
    promise.refresh_from_db()
    assert promise.status == AssignmentStatus.UNDER_WAY
    read(client, reverse("proposals"), 404)
    read(client, reverse("offers"), 404)


def test_who_left_a_suspended_helper_finishes_nothing(
    officer: User, charity: Organisation, member: User, offer: Offer, proposal: Proposal
) -> None:
    promise = accept_proposal(by=member, proposal=proposal)
    actions.suspend(by=officer, organisation=charity, because=REASON)
    charity.memberships.update(left_at=clock.now())
    read(signed_in(member), reverse("assignments"), 404)
    refuses("NOT_THE_HELPER", lambda: start_assignment(by=member, assignment=promise))
