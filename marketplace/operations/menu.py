"""The account menu: where each role's work is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import Reader, roles_of
from marketplace.notifications.queries import notices_of, work_of
from marketplace.organisations.models import OrganisationKind
from marketplace.organisations.queries import applications_of, organisations_of
from marketplace.organisations.rules.joining import OPEN
from marketplace.procurement.queries import bidders_for, sits_on_a_panel
from marketplace.volunteers.queries import volunteer_of


def account_menu(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `account_menu` for the signed-in reader, read only when a template asks."""
    return {"account_menu": lambda: list(_items(request))}


def _items(request: HttpRequest) -> Iterator[dict[str, Any]]:
    reader = getattr(request, "user", None)
    if not isinstance(reader, User):
        return
    known = [(label, name, url) for label, name in _links(reader) if (url := _address(name))]
    here = max((url for _label, _name, url in known if request.path.startswith(url)), key=len, default="")
    for label, name, url in known:
        count = _waiting(reader) if name == "desk" else 0
        yield {"label": label, "url": url, "count": count, "current": url == here}


def _address(name: str) -> str:
    """Nothing for a page that this installation does not have."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _waiting(reader: Reader) -> int:
    return work_of(reader).count() + notices_of(reader).filter(read_at__isnull=True).count()


def _links(reader: Reader) -> Iterator[tuple[str, str]]:
    yield _("My desk"), "desk"
    if volunteer_of(reader) is not None:
        yield _("My service"), "my_service"
    if applications_of(reader).filter(status__in=OPEN).exists():
        yield _("Our application"), "join_start"
    roles = roles_of(reader)
    if roles & {Role.CASEWORKER, Role.OFFICER}:
        yield _("Households"), "casework_list"
    if roles & {Role.CASEWORKER, Role.OFFICER}:
        yield _("Asking by name"), "private_desk"
        yield _("Waiting list"), "waiting_list"
    if Role.OFFICER in roles:
        yield _("Reviews"), "needs_to_review"
        yield _("Words to review"), "words_to_review"
        yield _("Releases"), "needs_releases"
        yield _("Reported pages"), "page_reports"
        yield _("Match runs"), "match_runs"
        yield _("Service records"), "service_checks"
        yield _("Applications"), "applications"
        yield _("Offers to read"), "offers_to_read"
        yield _("Group programmes to read"), "programmes_to_read"
        yield _("Lists of recipients"), "eligibility_lists"
        yield _("Giving"), "giving_watch"
        yield _("Charities' agreements to read"), "cooperations"
    if roles & {Role.OFFICER, Role.AUDITOR}:
        yield _("The city in figures"), "bureau"
    kinds = set(organisations_of(reader).values_list("kind", flat=True))
    if kinds or Role.CASEWORKER in roles:
        yield _("What I wrote"), "my_words"
    if Role.OFFICER in roles or OrganisationKind.GOVERNMENT in kinds:
        yield _("Purchases"), "purchases"
    if sits_on_a_panel(reader):
        yield _("My panels"), "seats"
    if Role.AUDITOR in roles:
        yield _("Audit trail"), "audit"
    if Role.EDITOR in roles:
        yield _("Edit pages"), "wagtailadmin_home"
    if kinds or Role.OFFICER in roles:
        yield _("Proposed projects"), "projects"
    if kinds:
        yield _("Our organisation"), "partner_home"
        yield _("Proposals"), "proposals"
        yield _("Assignments"), "assignments"
        yield _("Offers"), "offers"
    if bidders_for(reader).exists():
        yield _("Our bids"), "bids"
        yield _("Contracts"), "contracts"
    if kinds & {OrganisationKind.CHARITY, OrganisationKind.FOUNDATION}:
        yield _("Gifts"), "partner_gifts"
        yield _("Programmes and funds"), "partner_programmes"
        yield _("Agreements between charities"), "cooperations"
    if OrganisationKind.VOLUNTEER_GROUP in kinds:
        yield _("Volunteers"), "partner_volunteers"
        yield _("Activities"), "partner_activities"
    if OrganisationKind.INSURER in kinds:
        yield _("Group programmes"), "partner_insurance"
