"""Twenty partners press the button at the same moment: nothing is promised beyond demand or capacity."""

from __future__ import annotations

from collections import Counter
from datetime import time, timedelta

import pytest

from marketplace.accounts.models import Role, User
from marketplace.common import clock
from marketplace.common.actors import Actor
from marketplace.common.audit.models import AuditRow
from marketplace.common.rule_data import rule
from marketplace.fulfilment.actions import agree_day, assign, claim_wish, report_no_show
from marketplace.fulfilment.capacity import supplier_of_offer, supplier_of_volunteer
from marketplace.fulfilment.models import Assignment, Claim, HandOver, NoShow
from marketplace.fulfilment.rules import HOUSEHOLD
from marketplace.fulfilment.states import AssignmentStatus
from marketplace.needs.models import Need
from marketplace.needs.states import NeedStatus
from marketplace.offers.models import CapacityPeriod, Offer
from marketplace.organisations.models import CapabilityKind, Organisation
from marketplace.volunteers.actions import admit_volunteer, join
from matching.actions import accept_proposal
from matching.models import Proposal
from matching.states import ProposalStatus
from tests.fulfilment.market import make_member, make_need, make_offer, make_organisation, propose_to
from tests.needs.city import FakeGate, make_user
from tests.needs.conftest import gate
from tests.races.processes import race

__all__ = ["gate"]

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]
TOGETHER = 20


@pytest.fixture
def officer(transactional_db: None) -> User:
    return make_user("officer", Role.OFFICER)


@pytest.fixture
def author(transactional_db: None) -> User:
    return make_user("author", Role.CASEWORKER)


def accept(member: int, proposal: int) -> None:
    """As the page does: everything is read anew in the process that acts."""
    row = Proposal.objects.select_related("organisation").get(pk=proposal)
    accept_proposal(by=User.objects.get(pk=member), proposal=row)


def rivals(officer: User, count: int = TOGETHER) -> list[tuple[User, Offer]]:
    """So many organisations with a member and an offer each."""
    made = []
    for number in range(count):
        organisation = make_organisation(f"慈善会 {number}", officer)
        member = make_member(organisation, f"member-{number}")
        made.append((member, make_offer(member, organisation)))
    return made


@pytest.mark.parametrize("places", [1, 3])
def test_twenty_accept_the_last_places_of_one_need(officer: User, author: User, gate: FakeGate, places: int) -> None:
    need = make_need(officer, author, gate, helpers=places)
    proposals = [(member.pk, propose_to(offer, need).pk) for member, offer in rivals(officer)]
    told = Counter(race([lambda m=m, p=p: accept(m, p) for m, p in proposals]))  # type: ignore[misc]
    assert told == {"done": places, "NEED_FULL": TOGETHER - places}
    need.refresh_from_db()
    assert (need.status, need.assignments.count()) == (NeedStatus.MATCHED, places)
    assert sum(CapacityPeriod.objects.values_list("taken", flat=True)) == places
    statuses = Counter(Proposal.objects.values_list("status", flat=True))
    assert statuses == {ProposalStatus.ACCEPTED: places, ProposalStatus.LAPSED: TOGETHER - places}
    assert AuditRow.objects.filter(verb="assignment.make").count() == places


@pytest.mark.parametrize("capacity", [1, 4])
def test_twenty_needs_ask_one_offer_for_its_last_places(
    officer: User, author: User, gate: FakeGate, capacity: int
) -> None:
    organisation = make_organisation("慈善会", officer)
    member = make_member(organisation)
    offer = make_offer(member, organisation, capacity=capacity)
    proposals = [propose_to(offer, make_need(officer, author, gate)).pk for _number in range(TOGETHER)]
    told = Counter(race([lambda p=p: accept(member.pk, p) for p in proposals]))  # type: ignore[misc]
    assert told == {"done": capacity, "SUPPLIER_FULL": TOGETHER - capacity}
    assert Assignment.objects.count() == capacity
    assert offer.periods.get().taken == capacity
    assert Need.objects.filter(status=NeedStatus.MATCHED).count() == capacity
    assert Proposal.objects.filter(status=ProposalStatus.PROPOSED).count() == TOGETHER - capacity


def test_ten_needs_ask_one_volunteer_for_one_visit(officer: User, author: User, gate: FakeGate) -> None:
    group = make_organisation("志愿服务队", officer, capability=CapabilityKind.VOLUNTEER_GROUP, kind="volunteer_org")
    member = make_member(group)
    person = join(by=None, user=make_user("volunteer"), organisation=group, real_name="某人", district="330203")
    admit_volunteer(by=member, volunteer=person)
    needs = [make_need(officer, author, gate, need_kind="service") for _number in range(10)]
    helper = supplier_of_volunteer(person)
    told = Counter(race([lambda n=n: assign(by=member, need=n, supplier=helper) for n in needs]))  # type: ignore[misc]
    assert told == {"done": 1, "SUPPLIER_FULL": 9}
    assert Assignment.objects.filter(status=AssignmentStatus.ASSIGNED).count() == 1


def test_many_needs_and_many_offers_cross_without_a_deadlock(officer: User, author: User, gate: FakeGate) -> None:
    """Five needs for one helper each, four offers with one place each, every pair at once."""
    organisation = make_organisation("慈善会", officer)
    member = make_member(organisation)
    offers = [make_offer(member, organisation, capacity=1) for _number in range(4)]
    needs = [make_need(officer, author, gate) for _number in range(5)]
    pairs = [propose_to(offer, need).pk for offer in offers for need in needs]
    told = Counter(race([lambda p=p: accept(member.pk, p) for p in pairs]))  # type: ignore[misc]
    assert set(told) <= {"done", "NEED_FULL", "SUPPLIER_FULL"}, told
    assert told["done"] == 4
    assert max(need.assignments.count() for need in needs) == 1
    assert set(CapacityPeriod.objects.values_list("taken", flat=True)) == {1}


def test_one_of_many_holds_the_wish(officer: User, author: User, gate: FakeGate) -> None:
    need = make_need(officer, author, gate)
    deeds = [
        lambda member=member, offer=offer: claim_wish(by=member, need=need, offer=offer)  # type: ignore[misc]
        for member, offer in rivals(officer, 10)
    ]
    told = Counter(race(deeds))
    assert told == {"done": 1, "NEED_FULL": 9}
    assert Claim.objects.count() == 1


def test_a_claim_and_an_acceptance_never_both_win(officer: User, author: User, gate: FakeGate) -> None:
    need = make_need(officer, author, gate)
    pairs = rivals(officer, 10)
    deeds = (
        [
            lambda member=member, offer=offer: claim_wish(by=member, need=need, offer=offer)  # type: ignore[misc]
            for member, offer in pairs[:5]
        ]
        + [
            lambda member=member, offer=offer: assign(by=member, need=need, supplier=supplier_of_offer(offer))  # type: ignore[misc]
            for member, offer in pairs[5:]
        ]
    )
    told = Counter(race(deeds))
    assert told == {"done": 1, "NEED_FULL": 9}
    assert Claim.objects.count() + Assignment.objects.count() == 1


def test_answers_and_counter_answers_leave_one_state(officer: User, author: User, gate: FakeGate) -> None:
    """Two people of one organisation answer the same proposal at once: one answer counts."""
    from matching.actions import decline_proposal

    organisation = make_organisation("慈善会", officer)
    people = [make_member(organisation, f"person-{number}") for number in range(6)]
    proposal = propose_to(make_offer(people[0], organisation), make_need(officer, author, gate))

    def decline(member: int) -> None:
        row = Proposal.objects.select_related("organisation").get(pk=proposal.pk)
        decline_proposal(by=User.objects.get(pk=member), proposal=row, reason="too_far")

    deeds = [
        (lambda p=p: accept(p.pk, proposal.pk)) if number % 2 else (lambda p=p: decline(p.pk))  # type: ignore[misc]
        for number, p in enumerate(people)
    ]
    told = Counter(race(deeds))
    assert told == {"done": 1, "ILLEGAL_MOVE": 5}
    proposal.refresh_from_db()
    assert proposal.status in (ProposalStatus.ACCEPTED, ProposalStatus.DECLINED)
    assert Assignment.objects.count() == (proposal.status == ProposalStatus.ACCEPTED)
    assert Organisation.objects.count() == 1


def test_everybody_who_brings_a_part_leaves_one_place_open(officer: User, author: User, gate: FakeGate) -> None:
    """Parts taken at the same moment are counted one after the other: always one more than parts."""
    most = int(rule("fulfilment.most_places", on=clock.today()).value)
    need = make_need(officer, author, gate)
    proposals = [(member.pk, propose_to(offer, need).pk) for member, offer in rivals(officer)]

    def bring_a_part(member: int, proposal: int) -> None:
        row = Proposal.objects.select_related("organisation").get(pk=proposal)
        accept_proposal(by=User.objects.get(pk=member), proposal=row, quantity="一台", is_part=True)

    told = Counter(race([lambda m=m, p=p: bring_a_part(m, p) for m, p in proposals]))  # type: ignore[misc]
    assert told == {"done": most - 1, "TOO_MANY_PARTS": TOGETHER - most + 1}
    need.refresh_from_db()
    assert (need.status, need.helpers, need.assignments.count()) == (NeedStatus.PUBLISHED, most, most - 1)
    assert sum(CapacityPeriod.objects.values_list("taken", flat=True)) == most - 1


def test_two_who_report_the_same_miss_report_one(officer: User, author: User, gate: FakeGate) -> None:
    """The household with its slip and the caseworker at the desk press the button at once."""
    member, offer = rivals(officer, 1)[0]
    promise = assign(by=member, need=make_need(officer, author, gate), supplier=supplier_of_offer(offer))
    Assignment.objects.filter(pk=promise.pk).update(hand_over=HandOver.WINDOW)
    promise.refresh_from_db()
    with clock.freeze(clock.now() - timedelta(days=3)):
        day = clock.today() + timedelta(days=1)
        agree_day(by=member, assignment=promise, on=day, starts=time(9), ends=time(10))

    def report(by: Actor, channel: str) -> None:
        row = Assignment.objects.select_related("need", "organisation").get(pk=promise.pk)
        report_no_show(by=by, assignment=row, because="nobody_came", channel=channel)

    deeds = [(lambda: report(author, "desk")), (lambda: report(HOUSEHOLD, "slip"))] * 4
    assert Counter(race(deeds)) == {"done": 1, "ILLEGAL_MOVE": 7}
    assert (NoShow.objects.count(), AuditRow.objects.filter(verb="assignment.miss").count()) == (1, 1)
