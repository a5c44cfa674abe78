"""Is this charity one that may ask the public for money? (Charity Law Art.22, 25; domain.md §8 checks 1 and 3)"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from marketplace.common.rule_data import rule
from marketplace.common.verdict import YES, Verdict, no
from marketplace.organisations.models import Capability, CapabilityKind, Organisation
from marketplace.organisations.queries import has_capability, verified_for
from marketplace.organisations.states import OrganisationStatus


def has_charity_in_order(charity: Organisation, *, is_directed: bool, on: date) -> Verdict:
    """An active, verified charity; for the public also with its fundraising certificate (Charity Law Art.22)."""
    kinds = [CapabilityKind.CHARITY] if is_directed else [CapabilityKind.CHARITY, CapabilityKind.PUBLIC_FUNDRAISING]
    if charity.status == OrganisationStatus.ACTIVE and all(has_capability(charity, kind, on=on) for kind in kinds):
        return YES
    return no(
        _(
            "This charity holds no valid certificate for public fundraising. It may raise money only together with "
            "a charity that holds one, into that charity's account: ask one on the page of the draft."
        ),
        code="NO_PF_QUALIFICATION",
    )


def is_recognised_long_enough(charity: Organisation, *, on: date) -> Verdict:
    """A charity for so many full years, counted from the first certificate that was verified here."""
    years = int(rule("charity.fundraising_years_registered", on=on).value)
    first = min((row.valid_from for row in verified_for(charity) if row.kind == CapabilityKind.CHARITY), default=None)
    if first is not None and years_later(first, years) <= on:
        return YES
    return no(
        _(
            "A charity may ask the public for money once it has been one for %(years)s year. Until then it raises "
            "money only together with a charity that holds the certificate, into that charity's account."
        )
        % {"years": years},
        code="NO_PF_QUALIFICATION",
    )


def says_who_it_is(charity: Organisation, *, on: date) -> Verdict:
    """The certificate has its number and the public knows whom to ask: the page must show both."""
    certificate = certificate_of(charity, on=on)
    if certificate is not None and certificate.certificate_number and charity.contact.strip():
        return YES
    return no(
        _(
            "The page must show the number of the fundraising certificate and how the charity can be reached. "
            "Have both recorded on the organisation's page, then open the programme."
        ),
        code="IDENTITY_NOT_SHOWN",
    )


def certificate_of(charity: Organisation, *, on: date) -> Capability | None:
    """The fundraising certificate that is valid on the day."""
    held = [c for c in charity.capabilities.all() if c.kind == CapabilityKind.PUBLIC_FUNDRAISING and c.holds_on(on)]
    return held[-1] if held else None


def years_later(day: date, years: int) -> date:
    """The same day so many years on; from 29 February the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
