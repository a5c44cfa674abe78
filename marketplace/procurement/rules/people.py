"""Who acts for whom in a purchase."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import Reader, holds_role
from marketplace.common.verdict import YES, Verdict, no
from marketplace.organisations.queries import is_member
from marketplace.procurement.models import OpeningKey, Seat, Tender


def by_an_officer(reader: Reader) -> Verdict:
    """Any bureau officer."""
    if holds_role(reader, Role.OFFICER):
        return YES
    return no(_("Only a bureau officer does this."), code="NOT_AN_OFFICER")


def for_the_buyer(reader: Reader, tender: Tender) -> Verdict:
    """Somebody of the buying organisation, or a bureau officer."""
    if is_member(reader, tender.buyer) or holds_role(reader, Role.OFFICER):
        return YES
    return no(_("Only the buyer or a bureau officer does this."), code="NOT_THE_BUYER")


def not_on_the_panel(reader: Reader, tender: Tender) -> Verdict:
    """The panel stays blind, and whoever scored decides nothing else."""
    if seat_of(reader, tender) is None:
        return YES
    return no(
        _("You sit on the panel of this tender, so you stay blind and a colleague must do this."), code="SITS_ON_PANEL"
    )


def acts_for_no_bidder(reader: Reader, tender: Tender) -> Verdict:
    """Whoever acts for a bidder does nothing else in its tender, whatever office that person holds."""
    if not any(is_member(reader, bid.bidder) for bid in tender.bids.select_related("bidder")):
        return YES
    return no(_("You act for a bidder of this tender; somebody else decides."), code="DECIDED_BY_BIDDER")


def seat_of(reader: Reader, tender: Tender) -> Seat | None:
    """The reader's seat on the panel, also one that was left."""
    return tender.seats.filter(member=reader).first() if isinstance(reader, User) else None


def key_of(reader: Reader, tender: Tender) -> OpeningKey | None:
    """The reader's half of the opening."""
    return tender.opening_keys.filter(officer=reader).first() if isinstance(reader, User) else None
