"""An application brought to any point of its way, and the papers for it."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

from marketplace.accounts.models import Role, User
from marketplace.common import clock
from marketplace.operations.demo.partners import credit_code
from marketplace.organisations import actions
from marketplace.organisations.models import Organisation
from tests.needs.city import HAISHU, make_user

PDF = b"%PDF-1.7\n%%EOF\n"
numbers = count(500)
YEAR = timedelta(days=365)


def another_officer(name: str = "second-officer", place: str = "330200") -> User:
    """A colleague of the officer."""
    return make_user(name, Role.OFFICER, place)


def begin(applicant: User, *, kind: str = "charity", name: str = "", code: str = "") -> Organisation:
    """A draft with its first page."""
    number = next(numbers)
    return actions.begin_application(
        by=applicant,
        name=name or f"申请机构{number}",
        name_en="",
        kind=kind,
        credit_code=code or credit_code(kind, HAISHU, number),
        district=HAISHU,
    )


def fill_in(applicant: User, organisation: Organisation, kinds: tuple[str, ...] = ("charity",)) -> None:
    """Every page and every paper."""
    actions.describe_application(
        by=applicant, organisation=organisation, summary="为老人送餐。", summary_en="", contact="办公室总机"
    )
    actions.choose_capabilities(by=applicant, organisation=organisation, kinds=kinds)
    attach(applicant, organisation)
    for claim in organisation.capabilities.all():
        actions.attach_paper(
            by=applicant,
            organisation=organisation,
            data=PDF,
            number=f"NO-{claim.kind}",
            valid_from=clock.today() - YEAR,
            valid_to=clock.today() + YEAR,
            capability=claim,
        )


def attach(applicant: User, organisation: Organisation) -> None:
    """The registration certificate."""
    actions.attach_paper(by=applicant, organisation=organisation, data=PDF, valid_from=clock.today() - YEAR)


def submitted(applicant: User, kinds: tuple[str, ...] = ("charity",)) -> Organisation:
    """With the officers."""
    organisation = begin(applicant)
    fill_in(applicant, organisation, kinds)
    actions.submit_application(by=applicant, organisation=organisation)
    organisation.refresh_from_db()
    return organisation


def admitted(applicant: User, first: User, second: User) -> Organisation:
    """Taking part, by two officers."""
    organisation = submitted(applicant)
    claim = organisation.capabilities.get()
    actions.propose_capability(by=first, capability=claim)
    actions.verify_capability(by=second, capability=claim)
    actions.admit(by=second, organisation=organisation)
    organisation.refresh_from_db()
    return organisation
