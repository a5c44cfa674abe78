"""A charity that promised help, for the tests of what a helper may know."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.fulfilment.actions import assign
from marketplace.fulfilment.capacity import supplier_of_offer
from marketplace.fulfilment.models import Assignment
from marketplace.needs.models import Need
from marketplace.offers.models import CapacityPeriod, Offer
from marketplace.organisations.models import MemberRole, Membership, Organisation, OrganisationKind
from marketplace.organisations.states import OrganisationStatus
from tests.casework.factories import person

_numbers = count(1)


def charity() -> Organisation:
    """An active organisation without members."""
    number = next(_numbers)
    return Organisation.objects.create(
        name=f"样例慈善会{number}",
        kind=OrganisationKind.CHARITY,
        credit_code=f"TEST{number:014d}",
        district="330203",
        status=OrganisationStatus.ACTIVE,
    )


def member_of(organisation: Organisation) -> User:
    """Somebody who acts for it, signed in with two factors."""
    user = person()
    Membership.objects.create(organisation=organisation, user=user, role=MemberRole.COORDINATOR)
    return user


def promised(need: Need, organisation: Organisation | None = None) -> Assignment:
    """The organisation took the need on."""
    organisation = organisation or charity()
    today = clock.today()
    offer = Offer.objects.create(
        organisation=organisation, kind="goods", need_kind="goods", title="取暖器", valid_from=today
    )
    CapacityPeriod.objects.create(offer=offer, starts_on=today, ends_on=today + timedelta(days=30), capacity=9)
    return assign(by=member_of(organisation), need=need, supplier=supplier_of_offer(offer))
