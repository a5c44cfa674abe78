"""A suspended organisation finishes what it owes and begins nothing new, and no household waits in vain."""

from __future__ import annotations

import pytest
from django.urls import reverse

from marketplace.accounts.models import Role, User
from marketplace.common import clock
from marketplace.common.events.dispatch import deliver_due
from marketplace.fulfilment.actions import release_message, report_delivery, write_message
from marketplace.fulfilment.invariants import violations as help_violations
from marketplace.fulfilment.messages import ask_again_who_may_read
from marketplace.fulfilment.models import Assignment, Message
from marketplace.fulfilment.queries import messages_visible_to
from marketplace.needs.models import Need
from marketplace.notifications.models import Notice, WorkItem
from marketplace.offers.models import Offer
from marketplace.organisations import actions
from marketplace.organisations.invariants import violations as stop_violations
from marketplace.organisations.models import Capability, Organisation, Suspension
from matching.actions import accept_proposal
from matching.invariants import violations as match_violations
from matching.models import Proposal
from tests.fulfilment.conftest import need
from tests.fulfilment.market import make_member, propose_to
from tests.needs.city import CIXI, make_user
from tests.procurement.browsing import read, send, signed_in
from tests.refusals import refuses

__all__ = ["need"]
REASON = "年检未通过，请在三十日内补报材料。"
WORDS = "取暖器周五下午送到，可以吗？"


@pytest.fixture
def proposal(offer: Offer, need: Need) -> Proposal:
    return propose_to(offer, need)


@pytest.fixture
def promise(proposal: Proposal, member: User) -> Assignment:
    return accept_proposal(by=member, proposal=proposal)


def talk(need: Need, organisation: Organisation) -> str:
    return reverse("conversation", args=[need.reference, organisation.reference])


def test_both_sides_write_about_help_that_is_still_to_be_brought(
    promise: Assignment, officer: User, charity: Organisation, member: User, need: Need
) -> None:
    actions.suspend(by=officer, organisation=charity, because=REASON)
    helper = signed_in(member)
    send(helper, talk(need, charity), do="write", text=WORDS)
    asked = Message.objects.get()
    assert asked.from_helper
    release_message(by=make_user("second-reader", Role.OFFICER), message=asked)
    answer = write_message(by=need.author, need=need, organisation=charity, text="周五下午可以。")
    release_message(by=make_user("third-reader", Role.OFFICER), message=answer)
    assert list(messages_visible_to(member, need, charity)) == [asked, answer]
    assert "周五下午可以。" in read(helper, talk(need, charity))


def test_when_it_was_brought_and_confirmed_or_was_only_proposed_nothing_new_is_written(
    officer: User, charity: Organisation, member: User, need: Need, proposal: Proposal
) -> None:
    written = write_message(by=member, need=need, organisation=charity, text=WORDS)
    release_message(by=make_user("second-reader", Role.OFFICER), message=written)
    actions.suspend(by=officer, organisation=charity, because=REASON)
    for person in (member, need.author):
        refuses("SUSPENDED_STARTS_NOTHING", lambda by=person: write_message(  # type: ignore[misc]
            by=by, need=need, organisation=charity, text=WORDS,
        ))  # fmt: skip
    helper = signed_in(member)
    page = read(helper, talk(need, charity))
    assert "only help that it has still to bring" in page
    assert 'value="write"' not in page
    send(helper, talk(need, charity), 409, do="write", text=WORDS)
    assert Message.objects.count() == 1


def test_nobody_else_writes_in_the_name_of_a_suspended_organisation(
    promise: Assignment, officer: User, charity: Organisation, need: Need, other_member: User
) -> None:
    gone = make_member(charity, "gone")
    charity.memberships.filter(user=gone).update(left_at=clock.now())
    actions.suspend(by=officer, organisation=charity, because=REASON)
    for person in (other_member, gone):
        refuses("NOT_CONCERNED", lambda by=person: write_message(  # type: ignore[misc]
            by=by, need=need, organisation=charity, text=WORDS,
        ))  # fmt: skip
        read(signed_in(person), talk(need, charity), 404)
    assert not Message.objects.exists()


def test_the_caseworker_of_running_help_learns_of_the_suspension_and_of_help_that_is_over_not(
    promise: Assignment, officer: User, charity: Organisation, need: Need
) -> None:
    actions.suspend(by=officer, organisation=charity, because=REASON)
    deliver_due()
    deliver_due()
    told = Notice.objects.filter(kind="helper_suspended")
    assert [(each.user, each.url) for each in told] == [
        (need.author, reverse("assignment", args=[promise.reference])),
    ]


def test_after_a_suspension_no_invariant_is_broken_and_a_broken_one_is_found(
    officer: User, charity: Organisation, proposal: Proposal, offer: Offer
) -> None:
    actions.suspend(by=officer, organisation=charity, because=REASON)
    name = "nothing waits for the answer of whoever is suspended"
    assert [each[0] for each in match_violations()] == [name]
    deliver_due()
    assert list(match_violations()) == []
    assert list(stop_violations()) == []
    Suspension.objects.update(lifted_at=clock.now(), lifted_by=officer)
    assert [each[0] for each in stop_violations()] == ["whoever is suspended can read why"]


def test_a_suspended_capability_has_its_reason_and_nothing_waits_on_it(
    officer: User, charity: Organisation, proposal: Proposal
) -> None:
    capability = charity.capabilities.get()
    actions.suspend(by=officer, organisation=charity, because=REASON, capability=capability)
    assert len(list(match_violations())) == 1
    deliver_due()
    assert [*match_violations(), *stop_violations()] == []
    Capability.objects.filter(pk=capability.pk).update(status="verified")
    assert [each[0] for each in stop_violations()] == ["no open suspension holds nothing"]


def test_a_waiting_message_waits_for_somebody_who_may_read_it(
    promise: Assignment, officer: User, charity: Organisation, member: User, need: Need
) -> None:
    write_message(by=member, need=need, organisation=charity, text=WORDS)
    assert len(list(help_violations())) == 1
    deliver_due()
    assert list(help_violations()) == []
    WorkItem.objects.filter(kind="pass_message_on").update(user=make_user("elsewhere", Role.OFFICER, place=CIXI))
    assert [each[0] for each in help_violations()] == ["a waiting message has open work of somebody who may read it"]
    assert ask_again_who_may_read() == 1
    assert list(help_violations()) == []


def test_what_is_delivered_is_still_to_be_confirmed_and_may_be_asked_about(
    promise: Assignment, officer: User, charity: Organisation, member: User, need: Need
) -> None:
    report_delivery(by=member, assignment=promise, delivered_on=clock.today())
    actions.suspend(by=officer, organisation=charity, because=REASON)
    write_message(by=need.author, need=need, organisation=charity, text="还缺一根电源线。")
    assert Message.objects.get().from_helper is False
