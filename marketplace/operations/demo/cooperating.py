"""A small charity without the certificate: one draft raised by a qualified charity, another that still waits for it."""

from __future__ import annotations

from datetime import timedelta

from donations.actions import create_programme, file_programme, open_programme, record_campaign
from donations.cooperation.agreeing import approve_cooperation, ask_to_cooperate, confirm_cooperation
from donations.models import Programme, ProgrammeKind
from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.operations.demo.giving import read_plan
from marketplace.operations.demo.households import load
from marketplace.operations.demo.papers import picture_of_a_paper
from marketplace.operations.demo.partners import Partners, credit_code
from marketplace.operations.demo.staff import PLAYER, Staff, account
from marketplace.organisations import actions as organisations
from marketplace.organisations.models import CapabilityKind, MemberRole, Organisation, OrganisationKind

NUMBER = 990
STARTS_IN, RUNS, AGREED_FOR = timedelta(days=12), timedelta(days=200), timedelta(days=250)
YEARS_OLD = timedelta(days=500)


def cooperate(staff: Staff, partners: Partners) -> int:
    """How many agreements: one in force, whose programme is open since its first day, one still to be confirmed."""
    data = load("cooperations")
    small, manager = _small_charity(staff, data["charity"])
    plan = load("giving")["plan"]
    qualified = partners.of_kind("charity")[0]
    with clock.freeze(clock.now() - STARTS_IN):
        programme = _ask(manager, small, qualified, plan | data["programme"][0])
        cooperation = programme.cooperations.get()
        confirm_cooperation(by=partners.person_of(qualified), cooperation=cooperation, assessed=True)
        approve_cooperation(by=staff.officer_for(qualified.district), cooperation=cooperation)
    _raise(staff, partners.person_of(qualified), Programme.objects.get(pk=programme.pk))
    _ask(manager, small, qualified, plan | data["programme"][1])
    return len(data["programme"])


def _small_charity(staff: Staff, words: dict[str, str]) -> tuple[Organisation, User]:
    district = words["district"]
    officer, manager = staff.officer_for(district), account("smallcharity@demo.zhulin.invalid", words["name"])
    organisation = organisations.apply(
        by=PLAYER, kind=OrganisationKind.CHARITY, credit_code=credit_code("charity", district, NUMBER),
        contact="0574-20000990", is_mainland=True, **words,
    )  # fmt: skip
    organisations.admit(by=officer, organisation=organisation)
    capability = organisations.claim_capability(
        by=PLAYER, organisation=organisation, kind=CapabilityKind.CHARITY, valid_from=clock.today() - YEARS_OLD,
        valid_to=clock.today() + YEARS_OLD, certificate_number=f"DEMO-{NUMBER}-1",
    )  # fmt: skip
    organisations.propose_capability(by=staff.officer_for(None), capability=capability)
    organisations.verify_capability(by=officer, capability=capability)
    organisations.add_member(by=PLAYER, organisation=organisation, user=manager, role=MemberRole.MANAGER)
    return organisation, manager


def _ask(by: User, small: Organisation, qualified: Organisation, plan: dict[str, object]) -> Programme:
    starts = clock.today() + STARTS_IN
    programme = create_programme(
        by=by, charity=small, kind=ProgrammeKind.PROGRAMME, starts_on=starts, ends_on=starts + RUNS,
        areas=["330200"], **plan,
    )  # fmt: skip
    ask_to_cooperate(
        by=by, programme=programme, charity=qualified, starts_on=clock.today(), ends_on=clock.today() + AGREED_FOR,
        data=picture_of_a_paper(),
    )  # fmt: skip
    return programme


def _raise(staff: Staff, by: User, programme: Programme) -> None:
    """The qualified charity filed the plan before the first day, which is today."""
    file_programme(
        by=by, programme=programme, number="51330200202620001", filed_on=programme.starts_on - STARTS_IN
    )  # fmt: skip
    record_campaign(
        by=by, programme=programme, platform="demonstration", number="DEMO-C001",
        url="https://platform.invalid/campaign/c001", starts_on=programme.starts_on, ends_on=programme.ends_on,
    )  # fmt: skip
    programme.refresh_from_db()
    read_plan(staff, programme)
    open_programme(by=by, programme=programme)
