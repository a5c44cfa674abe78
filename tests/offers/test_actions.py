"""Who may offer, and a calendar that never says less than what is promised."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.offers.actions import (
    draft_offer,
    end_offer,
    pause_offer,
    resume_offer,
    revise_offer,
    set_capacity,
    submit_offer,
)
from marketplace.offers.models import Offer
from marketplace.offers.queries import offers_in_force, offers_of, offers_with_a_place
from marketplace.offers.states import OfferStatus
from marketplace.organisations.models import Organisation
from marketplace.organisations.states import OrganisationStatus
from tests.fulfilment.market import fill_period, make_member, make_organisation
from tests.refusals import refuses


def draft(by: User, organisation: Organisation) -> Offer:
    return draft_offer(by=by, organisation=organisation, kind="goods", title="棉被", valid_from=clock.today())


def test_only_members_offer(charity: Organisation, other_member: User) -> None:
    refuses("NOT_A_MEMBER", lambda: draft(other_member, charity))
    assert not Offer.objects.exists()


def test_only_verified_organisations_offer(officer: User) -> None:
    claimed = make_organisation("未核验的机构", officer, capability=None)
    person = make_member(claimed)
    refuses("NOT_VERIFIED", lambda: draft(person, claimed))
    assert not Offer.objects.exists()


def test_a_verification_that_ran_out_counts_no_more(charity: Organisation, member: User) -> None:
    with clock.freeze(clock.now() + timedelta(days=500)):
        refuses("NOT_VERIFIED", lambda: draft(member, charity))
    assert not Offer.objects.exists()


@pytest.mark.parametrize("verb", [submit_offer, pause_offer, resume_offer, end_offer])
def test_nobody_else_moves_an_offer(offer: Offer, other_member: User, verb: object) -> None:
    refuses("NOT_A_MEMBER", lambda: verb(by=other_member, offer=offer))  # type: ignore[operator]
    offer.refresh_from_db()
    assert offer.status == OfferStatus.OFFERED


def test_capacity_never_falls_below_what_is_promised(offer: Offer, member: User) -> None:
    offer.periods.update(taken=3)
    refuses("BELOW_WHAT_IS_TAKEN", lambda: fill_period(member, offer, 2))
    assert offer.periods.get().capacity == 5
    fill_period(member, offer, 3)
    assert offer.periods.get().left == 0


def test_a_day_lies_in_one_period(offer: Offer, member: User) -> None:
    start = clock.today() + timedelta(days=27)
    refuses(
        "PERIODS_OVERLAP",
        lambda: set_capacity(by=member, offer=offer, starts_on=start, ends_on=start + timedelta(days=1), capacity=1),
    )
    set_capacity(
        by=member, offer=offer, starts_on=start + timedelta(days=1), ends_on=start + timedelta(days=9), capacity=1
    )
    assert offer.periods.count() == 2


def test_a_period_may_be_entered_again(offer: Offer, member: User) -> None:
    fill_period(member, offer, 9)
    assert [period.capacity for period in offer.periods.all()] == [9]


def test_the_words_of_an_offer_change_until_it_has_ended(offer: Offer, member: User) -> None:
    revise_offer(by=member, offer=offer, reach_km=7)
    assert offer.reach_km == 7
    end_offer(by=member, offer=offer)
    refuses("OFFER_ENDED", lambda: revise_offer(by=member, offer=offer, title="又变"))
    offer.refresh_from_db()
    assert offer.title == "取暖器"


def test_its_kind_and_organisation_never_change(offer: Offer, member: User) -> None:
    with pytest.raises(TypeError):
        revise_offer(by=member, offer=offer, kind="service")
    offer.refresh_from_db()
    assert offer.need_kind == "goods"


def test_only_what_is_offered_valid_and_active_is_in_force(offer: Offer, member: User, charity: Organisation) -> None:
    assert [each.pk for each in offers_in_force()] == [offer.pk]
    pause_offer(by=member, offer=offer)
    assert not offers_in_force()
    resume_offer(by=member, offer=offer)
    Organisation.objects.filter(pk=charity.pk).update(status=OrganisationStatus.SUSPENDED)
    assert not offers_in_force()


def test_a_place_is_left_only_while_the_calendar_says_so(offer: Offer) -> None:
    assert offers_with_a_place().count() == 1
    offer.periods.update(taken=5)
    assert offers_with_a_place().count() == 0


def test_everybody_sees_the_own_offers(offer: Offer, other_offer: Offer, member: User, author: User) -> None:
    assert list(offers_of(member)) == [offer]
    assert not offers_of(author)
