"""Two officers, one after the other, verify what an organisation is; it ends on its day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.events.dispatch import deliver_due
from marketplace.needs.models import Need
from marketplace.notifications.queries import notices_of, work_of
from marketplace.offers.models import Offer
from marketplace.organisations import actions
from marketplace.organisations.models import Capability, CapabilityKind, Organisation
from marketplace.organisations.queries import has_capability, organisations_with, verified_for
from marketplace.organisations.states import CapabilityStatus
from matching.sources.suppliers import listed_suppliers
from tests.fulfilment.conftest import need
from tests.fulfilment.market import make_member
from tests.needs.city import CIXI, make_user
from tests.organisations.applications import PDF, YEAR, another_officer, submitted
from tests.organisations.officers import verify_by_two
from tests.refusals import refuses

__all__ = ["need"]
C = CapabilityStatus


@pytest.fixture
def claim(officer: User) -> Capability:
    return submitted(make_user("applicant")).capabilities.get()


def test_the_first_officer_is_never_the_second(officer: User, claim: Capability) -> None:
    actions.propose_capability(by=officer, capability=claim)
    refuses("SECOND_OFFICER_NEEDED", lambda: actions.verify_capability(by=officer, capability=claim))
    claim.refresh_from_db()
    assert (claim.status, claim.verified_by) == (C.PROPOSED, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Capability.objects.filter(pk=claim.pk).update(status=C.VERIFIED, verified_by=officer)
    second = another_officer()
    actions.verify_capability(by=second, capability=claim)
    claim.refresh_from_db()
    assert (claim.status, claim.proposed_by, claim.verified_by) == (C.VERIFIED, officer, second)


def test_the_first_officer_enters_what_stands_on_the_paper(officer: User, claim: Capability) -> None:
    until = clock.today() + timedelta(days=10)
    actions.propose_capability(
        by=officer, capability=claim, valid_from=clock.today(), valid_to=until, certificate_number="浙慈001"
    )
    claim.refresh_from_db()
    assert (claim.valid_to, claim.certificate_number) == (until, "浙慈001")


def test_a_doubt_begins_again_and_the_doubter_may_then_be_first(officer: User, claim: Capability) -> None:
    second = another_officer()
    actions.propose_capability(by=officer, capability=claim)
    actions.doubt_capability(by=second, capability=claim)
    actions.propose_capability(by=second, capability=claim)
    stale = Capability.objects.get(pk=claim.pk)
    stale.proposed_by = officer
    refuses("SECOND_OFFICER_NEEDED", lambda: actions.verify_capability(by=second, capability=stale))
    actions.verify_capability(by=officer, capability=claim)
    claim.refresh_from_db()
    assert (claim.proposed_by, claim.verified_by) == (second, officer)


def test_officers_elsewhere_and_strangers_verify_nothing(officer: User, claim: Capability) -> None:
    for person in (make_user("stranger"), another_officer("far", CIXI)):
        refuses("NOT_ITS_OFFICER", lambda person=person: actions.propose_capability(by=person, capability=claim))  # type: ignore[misc]
    claim.refresh_from_db()
    assert (claim.status, claim.proposed_by) == (C.CLAIMED, None)


def test_a_member_never_verifies_although_an_officer(charity: Organisation, officer: User) -> None:
    second = another_officer()
    actions.add_member(by=None, organisation=charity, user=second, role="coordinator")  # type: ignore[arg-type]
    claim = actions.claim_capability(
        by=None, organisation=charity, kind=CapabilityKind.BIDDER, valid_from=clock.today()
    )
    actions.propose_capability(by=officer, capability=claim)
    refuses("OWN_ORGANISATION", lambda: actions.verify_capability(by=second, capability=claim))
    assert not has_capability(Organisation.objects.get(pk=charity.pk), CapabilityKind.BIDDER)


def test_the_second_officer_finds_it_in_the_work_and_the_first_does_not(officer: User, claim: Capability) -> None:
    second = another_officer()
    actions.propose_capability(by=officer, capability=claim)
    deliver_due()
    assert "capability_confirm" in {item.kind for item in work_of(second)}
    assert "capability_confirm" not in {item.kind for item in work_of(officer)}
    actions.verify_capability(by=second, capability=claim)
    deliver_due()
    assert "capability_confirm" not in {item.kind for item in work_of(second)}


def ends(organisation: Organisation, days: int) -> Capability:
    """Its charity capability ends in so many days."""
    capability = organisation.capabilities.get()
    Capability.objects.filter(pk=capability.pk).update(valid_to=clock.today() + timedelta(days=days))
    capability.refresh_from_db()
    return capability


def days_told(person: User) -> list[object]:
    """With how many days left the person was warned, in order."""
    warnings = notices_of(person).filter(kind="capability_runs_out").order_by("pk")
    return [notice.params["days"] for notice in warnings]


def at(days: int) -> clock.freeze:  # type: ignore[valid-type]
    return clock.freeze(clock.start_of(clock.today() + timedelta(days=days)) + timedelta(hours=9))


def test_the_organisation_is_warned_three_times_and_no_more(charity: Organisation, member: User) -> None:
    ends(charity, 61)
    told = []
    for day in (0, 1, 1, 31, 40, 54, 60):
        with at(day):
            actions.expire_what_ran_out()
            deliver_due()
            told.append(days_told(member))
    assert told == [[], [60], [60], [60, 30], [60, 30], [60, 30, 7], [60, 30, 7]]
    assert [item.kind for item in work_of(member)] == ["capability_renew"]


def test_a_late_sweep_warns_once_with_the_nearest_number(charity: Organisation, member: User) -> None:
    ends(charity, 5)
    assert actions.expire_what_ran_out()["warned"] == 1
    deliver_due()
    assert days_told(member) == [7]


def test_what_ran_out_is_expired_by_the_sweep_once(charity: Organisation, member: User, officer: User) -> None:
    capability = ends(charity, 1)
    assert actions.expire_what_ran_out()["expired"] == 0
    with at(2):
        assert [actions.expire_what_ran_out()["expired"] for _turn in range(2)] == [1, 0]
        deliver_due()
        assert not list(organisations_with(CapabilityKind.CHARITY))
    capability.refresh_from_db()
    assert capability.status == C.EXPIRED
    for person in (member, officer):
        assert "capability_expired" in {notice.kind for notice in notices_of(person)}
    assert [shown.status for shown in verified_for(Organisation.objects.get(pk=charity.pk))] == [C.EXPIRED]


def test_the_offer_of_an_expired_charity_is_matched_no_more(charity: Organisation, offer: Offer, need: Need) -> None:
    assert offer.reference in {helper.reference for helper, _facts in listed_suppliers()}
    ends(charity, 1)
    with at(2):
        actions.expire_what_ran_out()
        assert offer.reference not in {helper.reference for helper, _facts in listed_suppliers()}


def test_a_renewal_is_a_claim_of_its_own_beside_what_holds(charity: Organisation, officer: User, member: User) -> None:
    old = ends(charity, 20)
    new = renew(member, charity)
    deliver_due()
    assert (old.holds_today, new.status) == (True, C.CLAIMED)
    assert "application_review" in {item.kind for item in work_of(officer)}
    verify_by_two(officer, new)
    deliver_due()
    assert "application_review" not in {item.kind for item in work_of(officer)}
    with at(21):
        actions.expire_what_ran_out()
        assert has_capability(Organisation.objects.get(pk=charity.pk), CapabilityKind.CHARITY)
    assert [row.status for row in charity.capabilities.order_by("pk")] == [C.EXPIRED, C.VERIFIED]


def renew(person: User, organisation: Organisation, kind: str = "charity") -> Capability:
    return actions.renew_capability(
        by=person,
        organisation=organisation,
        kind=kind,
        data=PDF,
        valid_from=clock.today(),
        valid_to=clock.today() + YEAR,
        number="NEW-1",
    )


def test_a_renewal_waits_for_its_time_its_manager_and_its_turn(charity: Organisation, member: User) -> None:
    coordinator = make_member(charity, "coordinator")
    charity.memberships.filter(user=coordinator).update(role="coordinator")
    refuses("STILL_HOLDS", lambda: renew(member, charity))
    refuses("CAPABILITY_DOES_NOT_FIT", lambda: renew(member, charity, "buyer"))
    ends(charity, 20)
    refuses("NOT_A_MANAGER", lambda: renew(coordinator, charity))
    assert charity.capabilities.count() == 1
    renew(member, charity)
    refuses("CLAIM_WAITS_ALREADY", lambda: renew(member, charity))
    assert charity.capabilities.count() == 2
