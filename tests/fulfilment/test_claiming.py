"""A wish is held for a few days by one organisation, so that nobody buys it twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.fulfilment.actions import assign, claim_wish, keep_claim, lapse_claims, release_claim
from marketplace.fulfilment.capacity import supplier_of_offer
from marketplace.fulfilment.models import Claim
from marketplace.fulfilment.places import places_left
from marketplace.fulfilment.states import ClaimStatus
from marketplace.needs.models import Need
from marketplace.needs.states import NeedStatus
from marketplace.offers.actions import pause_offer
from marketplace.offers.models import Offer
from tests.fulfilment.market import make_need, make_offer
from tests.needs.city import FakeGate
from tests.refusals import refuses


@pytest.fixture
def held(member: User, need: Need, offer: Offer) -> Claim:
    return claim_wish(by=member, need=need, offer=offer)


def test_a_held_wish_has_no_place_for_others(held: Claim, need: Need, other_member: User, other_offer: Offer) -> None:
    refuses("NEED_FULL", lambda: claim_wish(by=other_member, need=need, offer=other_offer))
    refuses("NEED_FULL", lambda: assign(by=other_member, need=need, supplier=supplier_of_offer(other_offer)))
    assert need.claims.count() == 1
    assert need.assignments.count() == 0


def test_it_is_held_for_the_hours_of_the_rule(held: Claim) -> None:
    hours = int(rule("fulfilment.claim_hours", on=clock.today()).value)
    assert held.expires_at - held.created_at == pytest.approx(timedelta(hours=hours), abs=timedelta(seconds=5))


def test_what_is_bought_becomes_a_promise(held: Claim, need: Need, member: User, offer: Offer) -> None:
    promise = keep_claim(by=member, claim=held)
    need.refresh_from_db()
    held.refresh_from_db()
    assert (held.status, need.status, promise.organisation) == (
        ClaimStatus.KEPT,
        NeedStatus.MATCHED,
        offer.organisation,
    )


def test_accepting_a_proposal_uses_the_place_that_one_holds(
    held: Claim, need: Need, member: User, offer: Offer
) -> None:
    assign(by=member, need=need, supplier=supplier_of_offer(offer))
    held.refresh_from_db()
    assert held.status == ClaimStatus.KEPT


def test_what_is_given_back_is_free_again(held: Claim, need: Need, member: User) -> None:
    release_claim(by=member, claim=held)
    assert places_left(need) == 1


def test_a_claim_lapses_by_itself(held: Claim, need: Need) -> None:
    with clock.freeze(held.expires_at):
        assert lapse_claims() == 1
        assert lapse_claims() == 0
    held.refresh_from_db()
    assert (held.status, places_left(need)) == (ClaimStatus.LAPSED, 1)


def test_the_sweep_leaves_what_is_not_over(held: Claim) -> None:
    with clock.freeze(held.expires_at - timedelta(seconds=1)):
        assert lapse_claims() == 0
    held.refresh_from_db()
    assert held.status == ClaimStatus.HELD


def test_after_its_time_a_claim_is_not_kept(held: Claim, need: Need, member: User) -> None:
    with clock.freeze(held.expires_at):
        refuses("CLAIM_EXPIRED", lambda: keep_claim(by=member, claim=held))
    assert need.assignments.count() == 0


def test_nobody_holds_a_wish_twice(officer: User, author: User, gate: FakeGate, member: User, offer: Offer) -> None:
    need = make_need(officer, author, gate, helpers=2)
    claim_wish(by=member, need=need, offer=offer)
    refuses("ALREADY_HELD", lambda: claim_wish(by=member, need=need, offer=offer))
    assert need.claims.count() == 1


def test_only_members_hold_and_settle(held: Claim, need: Need, offer: Offer, other_member: User) -> None:
    refuses("NOT_A_MEMBER", lambda: claim_wish(by=other_member, need=need, offer=offer))
    refuses("NOT_A_MEMBER", lambda: keep_claim(by=other_member, claim=held))
    refuses("NOT_A_MEMBER", lambda: release_claim(by=other_member, claim=held))
    held.refresh_from_db()
    assert held.status == ClaimStatus.HELD


def test_only_wishes_and_goods_are_held_with_an_offer_of_their_kind(
    officer: User, author: User, gate: FakeGate, member: User, offer: Offer
) -> None:
    visit = make_need(officer, author, gate, need_kind="service")
    wish = make_need(officer, author, gate, need_kind="micro_wish")
    refuses("NOT_CLAIMABLE", lambda: claim_wish(by=member, need=visit, offer=offer))
    refuses("NOT_CLAIMABLE", lambda: claim_wish(by=member, need=wish, offer=offer))
    assert Claim.objects.count() == 0


def test_an_offer_that_rests_or_is_full_holds_nothing(need: Need, member: User, offer: Offer, charity: object) -> None:
    pause_offer(by=member, offer=offer)
    empty = make_offer(member, charity, capacity=0)  # type: ignore[arg-type]
    refuses("SUPPLIER_FULL", lambda: claim_wish(by=member, need=need, offer=offer))
    refuses("SUPPLIER_FULL", lambda: claim_wish(by=member, need=need, offer=empty))
    assert Claim.objects.count() == 0
