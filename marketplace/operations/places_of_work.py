"""Where somebody works on this site: every page of their roles and organisations, sorted by what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import roles_of
from marketplace.organisations.models import OrganisationKind
from marketplace.organisations.queries import applications_of, organisations_of
from marketplace.organisations.rules.joining import OPEN
from marketplace.procurement.queries import bidders_for, sits_on_a_panel
from marketplace.volunteers.queries import volunteer_of

GIVEN_TO: Final = frozenset({OrganisationKind.CHARITY, OrganisationKind.FOUNDATION})
Pages = Iterator[tuple[str, str]]
"""(label, name of the address) of each page."""


@dataclass(frozen=True)
class Place:
    """A page by the name of its address; group is what it is about, empty for what stands alone."""

    label: str
    name: str
    group: str = ""


def places_of_work(reader: User) -> list[Place]:
    """Every page where this reader works; pages about the same thing follow each other."""
    roles = roles_of(reader)
    kinds = set(organisations_of(reader).values_list("kind", flat=True))
    return [
        Place(label, name, group)
        for group, pages in (
            ("", _own(reader)),
            (pgettext("menu", "Households"), _households(roles)),
            (pgettext("menu", "To decide"), _decisions(roles)),
            (pgettext("menu", "Organisation"), _organisation(roles, kinds)),
            (pgettext("menu", "Helping"), _helping(roles, kinds)),
            (pgettext("menu", "Giving"), _giving(roles, kinds)),
            (pgettext("menu", "Purchases"), _purchases(reader, roles, kinds)),
            ("", _city(roles)),
        )
        for label, name in pages
    ]


def _own(reader: User) -> Pages:
    yield _("My desk"), "desk"
    if volunteer_of(reader) is not None:
        yield _("My service"), "my_service"
    if applications_of(reader).filter(status__in=OPEN).exists():
        yield _("Our application"), "join_start"


def _households(roles: frozenset[str]) -> Pages:
    if roles & {Role.CASEWORKER, Role.OFFICER}:
        yield _("Households"), "casework_list"
        yield _("Asking by name"), "private_desk"
        yield _("Waiting list"), "waiting_list"


def _decisions(roles: frozenset[str]) -> Pages:
    if Role.OFFICER in roles:
        yield _("Needs to review"), "needs_to_review"
        yield _("Releases"), "needs_releases"
        yield _("Words to review"), "words_to_review"
        yield _("Reported pages"), "page_reports"
        yield _("Offers to read"), "offers_to_read"
        yield _("Group programmes to read"), "programmes_to_read"
        yield _("Service records"), "service_checks"


def _organisation(roles: frozenset[str], kinds: set[str]) -> Pages:
    if Role.OFFICER in roles:
        yield _("Applications"), "applications"
        yield _("Lists of recipients"), "eligibility_lists"
    if kinds:
        yield _("Our organisation"), "partner_home"
    if kinds or Role.CASEWORKER in roles:
        yield _("What I wrote"), "my_words"


def _helping(roles: frozenset[str], kinds: set[str]) -> Pages:
    if Role.OFFICER in roles:
        yield _("Match runs"), "match_runs"
    if kinds:
        yield _("Proposals"), "proposals"
        yield _("Assignments"), "assignments"
        yield _("Offers"), "offers"
    if OrganisationKind.VOLUNTEER_GROUP in kinds:
        yield _("Volunteers"), "partner_volunteers"
        yield _("Activities"), "partner_activities"
    if OrganisationKind.INSURER in kinds:
        yield _("Group programmes"), "partner_insurance"


def _giving(roles: frozenset[str], kinds: set[str]) -> Pages:
    if Role.OFFICER in roles:
        yield _("Giving"), "giving_watch"
        yield _("Charities' agreements to read"), "cooperations"
    if kinds & GIVEN_TO:
        yield _("Gifts"), "partner_gifts"
        yield _("Programmes and funds"), "partner_programmes"
        yield _("Agreements between charities"), "cooperations"
    if kinds or Role.OFFICER in roles:
        yield _("Proposed projects"), "projects"


def _purchases(reader: User, roles: frozenset[str], kinds: set[str]) -> Pages:
    if Role.OFFICER in roles or OrganisationKind.GOVERNMENT in kinds:
        yield _("Purchases"), "purchases"
    if sits_on_a_panel(reader):
        yield _("My panels"), "seats"
    if bidders_for(reader).exists():
        yield _("Our bids"), "bids"
        yield _("Contracts"), "contracts"


def _city(roles: frozenset[str]) -> Pages:
    if roles & {Role.OFFICER, Role.AUDITOR}:
        yield _("The city in figures"), "bureau"
    if Role.AUDITOR in roles:
        yield _("Audit trail"), "audit"
    if Role.EDITOR in roles:
        yield _("Edit pages"), "wagtailadmin_home"
