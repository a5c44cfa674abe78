"""Whose certificate and account a programme stands on: its charity's own, or under an agreement (Order 74 Art.18)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from donations.models import Cooperation, Programme
from marketplace.common.verdict import YES, Verdict, no
from marketplace.organisations.models import CapabilityKind
from marketplace.organisations.queries import has_capability
from marketplace.organisations.states import OrganisationStatus


def was_approved(programme: Programme) -> list[Cooperation]:
    """Every agreement that ever put the programme into the qualified charity's books, the newest first."""
    return [row for row in programme.cooperations.all() if row.approved_at is not None]


def cooperation_of(programme: Programme) -> Cooperation | None:
    """The newest agreement that put the programme into the books of its charity, in force or over."""
    rows = was_approved(programme)
    return rows[0] if rows else None


def agreement_holds(programme: Programme, *, on: date) -> Verdict:
    """A programme raised for another charity takes gifts while the agreement runs and both are charities in order."""
    row = cooperation_of(programme)
    if row is None:
        return YES
    initiator = row.initiator
    is_charity = initiator.status == OrganisationStatus.ACTIVE and has_capability(
        initiator, CapabilityKind.CHARITY, on=on
    )
    if row.holds_on(on) and row.charity_id == programme.charity_id and is_charity:
        return YES
    return no(
        _(
            "The agreement under which this money is raised together with another charity is not in force today. "
            "Make a new agreement, or close the programme."
        ),
        code="NO_PF_QUALIFICATION",
    )
