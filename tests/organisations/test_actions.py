"""Who is in the market, what each was verified to be, and who acts for whom until when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.notifications.ports import audience
from marketplace.organisations import actions
from marketplace.organisations.models import (
    Capability,
    CapabilityKind,
    DeductionEligibility,
    Membership,
    Organisation,
    OrganisationKind,
)
from marketplace.organisations.queries import (
    acts_for_any,
    eligibility_on,
    has_capability,
    is_member,
    is_verified_partner,
    organisations_of,
    organisations_with,
)
from marketplace.organisations.states import OrganisationStatus
from tests.fulfilment.market import make_member
from tests.needs.city import make_user
from tests.organisations.officers import verify_by_two
from tests.refusals import refuses


def apply(credit_code: str) -> Organisation:
    return actions.apply(
        by=None, name="新机构", name_en="New", kind=OrganisationKind.CHARITY, credit_code=credit_code, district="330203"
    )


@pytest.mark.django_db
def test_a_wrong_credit_code_is_refused() -> None:
    refuses("CREDIT_CODE_CHECK", lambda: apply("91350100M000100Y44"))
    assert not Organisation.objects.exists()


@pytest.mark.django_db
def test_an_organisation_waits_until_it_is_admitted(officer: User) -> None:
    organisation = apply("91350100M000100Y43")
    person = make_user("person")
    actions.add_member(by=None, organisation=organisation, user=person, role="manager")  # type: ignore[arg-type]
    assert not is_member(person, organisation)
    actions.admit(by=officer, organisation=organisation)
    assert is_member(person, organisation)


def test_a_claim_counts_once_an_officer_has_seen_the_paper(charity: Organisation, officer: User) -> None:
    today = clock.today()
    claim = actions.claim_capability(
        by=None, organisation=charity, kind=CapabilityKind.BUYER, valid_from=today, valid_to=today
    )
    assert not has_capability(charity, CapabilityKind.BUYER)
    refuses("ILLEGAL_MOVE", lambda: actions.verify_capability(by=officer, capability=claim))
    verify_by_two(officer, claim)
    assert has_capability(charity, CapabilityKind.BUYER)
    assert not has_capability(charity, CapabilityKind.BUYER, on=today + timedelta(days=1))
    assert not has_capability(charity, CapabilityKind.BUYER, on=today - timedelta(days=1))
    assert list(organisations_with(CapabilityKind.BUYER)) == [charity]


def test_a_capability_ends_after_it_begins(charity: Organisation) -> None:
    today = clock.today()
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.claim_capability(
            by=None,
            organisation=charity,
            kind=CapabilityKind.BUYER,
            valid_from=today,
            valid_to=today - timedelta(days=1),
        )
    assert Capability.objects.filter(kind=CapabilityKind.BUYER).count() == 0


def test_access_ends_when_somebody_leaves(charity: Organisation, member: User) -> None:
    assert (is_verified_partner(member), acts_for_any(member)) == (True, True)
    refuses("LAST_MANAGER", lambda: actions.remove_member(by=None, membership=Membership.objects.get(user=member)))
    assert is_member(member, charity)
    colleague = make_member(charity, "colleague")
    actions.remove_member(by=None, membership=Membership.objects.get(user=member))
    assert not is_member(member, charity)
    assert not acts_for_any(member)
    assert [each.pk for each in audience().members_of(charity.pk)] == [colleague.pk]
    actions.add_member(by=None, organisation=charity, user=member, role="manager")  # type: ignore[arg-type]
    assert {each.pk for each in audience().members_of(charity.pk)} == {member.pk, colleague.pk}


def test_a_suspended_organisation_acts_no_more(charity: Organisation, member: User) -> None:
    Organisation.objects.filter(pk=charity.pk).update(status=OrganisationStatus.SUSPENDED)
    assert not organisations_of(member)
    assert not is_verified_partner(member)


def entered(officer: User, charity: Organisation) -> DeductionEligibility:
    return actions.list_eligibility(
        by=officer,
        credit_code=charity.credit_code,
        document_number="公告2026年第1号",
        level="city",
        year_from=2025,
        year_to=2027,
        source="测试名单",
    )


def test_whoever_entered_a_line_does_not_confirm_it(charity: Organisation, officer: User) -> None:
    line = entered(officer, charity)
    refuses("SECOND_PERSON_NEEDED", lambda: actions.confirm_eligibility(by=officer, line=line))
    assert eligibility_on(charity, date(2026, 5, 1)) is None


def test_a_confirmed_line_covers_its_years_until_it_is_revoked(charity: Organisation, officer: User) -> None:
    line = entered(officer, charity)
    actions.confirm_eligibility(by=make_user("colleague"), line=line)
    assert eligibility_on(charity, date(2026, 5, 1)) == line
    assert eligibility_on(charity, date(2024, 12, 31)) is None
    assert eligibility_on(charity, date(2028, 1, 1)) is None
    DeductionEligibility.objects.filter(pk=line.pk).update(revoked_on=date(2026, 6, 1))
    assert eligibility_on(charity, date(2026, 5, 31)) is not None
    assert eligibility_on(charity, date(2026, 6, 1)) is None
