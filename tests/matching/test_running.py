"""A run reads what is open, proposes within demand and capacity, and never proposes a pair twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.actors import SystemActor
from marketplace.fulfilment.actions import claim_wish
from marketplace.needs.actions import hold_need
from marketplace.needs.models import Need
from marketplace.offers.actions import pause_offer
from marketplace.offers.models import Offer
from marketplace.organisations.models import Organisation
from matching.actions import accept_proposal, decline_proposal, find_matches, run_match, start_match
from matching.explanation import explain
from matching.models import MatchRun, Proposal
from matching.policies import load_policy
from matching.queries import runs_visible_to
from matching.sources.needs import need_facts, open_needs
from tests.fulfilment.market import make_need, make_offer
from tests.matching.conftest import Fund, Funds
from tests.needs.city import CLOCKWORK, FakeGate
from tests.refusals import refuses

pytestmark = pytest.mark.usefixtures("funds", "register")
JOB = SystemActor("test")


def proposed() -> list[tuple[int, str]]:
    return list(Proposal.objects.order_by("pk").values_list("need_id", "supplier_reference"))


def test_a_need_is_proposed_to_who_offers_it(need: Need, offer: Offer) -> None:
    run, _found = run_match(by=JOB)
    assert proposed() == [(need.pk, offer.reference)]
    assert (run.pairs, run.objective <= run.upper_bound) == (1, True)


def test_a_run_proposes_no_more_than_is_wanted(need: Need, offer: Offer, other_offer: Offer) -> None:
    run_match(by=JOB)
    assert len(proposed()) == need.helpers


def test_a_run_proposes_no_more_than_the_calendar_has(
    officer: User, author: User, gate: FakeGate, member: User, charity: Organisation
) -> None:
    make_offer(member, charity, capacity=2)
    for _number in range(4):
        make_need(officer, author, gate)
    run_match(by=JOB)
    assert len(proposed()) == 2


def test_the_next_run_proposes_nothing_twice(need: Need, offer: Offer) -> None:
    run_match(by=JOB)
    run, _found = run_match(by=JOB)
    assert (run.pairs, len(proposed())) == (0, 1)


def test_who_declined_is_not_asked_again(need: Need, offer: Offer, other_offer: Offer, member: User) -> None:
    run_match(by=JOB)
    first = Proposal.objects.get()
    by = first.organisation.memberships.get().user
    decline_proposal(by=by, proposal=first, reason="too_far")
    run_match(by=JOB)
    second = Proposal.objects.exclude(pk=first.pk).get()
    assert second.supplier_reference != first.supplier_reference


def test_what_is_promised_held_or_taken_back_is_not_proposed(
    officer: User, author: User, gate: FakeGate, member: User, offer: Offer
) -> None:
    promised, held, back = (make_need(officer, author, gate) for _ in range(3))
    claim_wish(by=member, need=held, offer=offer)
    hold_need(by=CLOCKWORK, need=back, code="REPORTED")
    run_match(by=JOB)
    accept_proposal(by=member, proposal=Proposal.objects.get())
    run_match(by=JOB)
    assert proposed() == [(promised.pk, offer.reference)]


def test_an_offer_that_rests_is_asked_nothing(need: Need, offer: Offer, member: User) -> None:
    pause_offer(by=member, offer=offer)
    run_match(by=JOB)
    assert proposed() == []


def test_an_offer_whose_fund_is_empty_is_asked_nothing(
    need: Need, member: User, charity: Organisation, funds: Funds
) -> None:
    make_offer(member, charity, fund_reference="ours")
    funds.funds = [Fund("ours", charity.pk, balance_band=None)]
    run_match(by=JOB)
    assert proposed() == []
    funds.funds = [Fund("ours", charity.pk)]
    run_match(by=JOB)
    assert len(proposed()) == 1


def test_looking_writes_nothing(need: Need, offer: Offer) -> None:
    found = find_matches()
    assert len(list(found.proposals.pairs())) == 1
    assert not MatchRun.objects.exists()
    assert not Proposal.objects.exists()


def test_only_officers_start_a_run(need: Need, offer: Offer, author: User, officer: User) -> None:
    refuses("NOT_AN_OFFICER", lambda: start_match(by=author))
    assert not MatchRun.objects.exists()
    assert start_match(by=officer).by == officer


def test_only_officers_and_auditors_see_runs(need: Need, offer: Offer, member: User, officer: User) -> None:
    run_match(by=JOB)
    assert (runs_visible_to(officer).count(), runs_visible_to(member).count()) == (1, 0)


def test_a_need_that_was_proposed_already_can_be_asked_about(need: Need, offer: Offer) -> None:
    run_match(by=JOB)
    assert need.reference not in find_matches().directory.needs
    found = find_matches(asked_about=need.reference)
    (told,) = explain(found.proposals, need.reference)
    assert (told.supplier, told.eligible) == (offer.reference, True)


@pytest.mark.parametrize(("days", "band"), [(13, "new"), (14, "weeks"), (60, "months")])
def test_a_need_has_waited_since_its_release_in_the_bands_of_the_policy(need: Need, days: int, band: str) -> None:
    need.refresh_from_db()
    assert need.released_at is not None
    with clock.freeze(need.released_at + timedelta(days=days)):
        assert [fact.waiting for fact in need_facts(open_needs(), load_policy())] == [band]
