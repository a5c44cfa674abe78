"""Compliance before scores, a panel without ties, marks given alone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.accounts.queries import Reader
from marketplace.common.rule_data import rule
from marketplace.common.verdict import YES, Verdict, first_refusal, no
from marketplace.organisations.models import Membership
from marketplace.procurement.models import Bid, Seat, Tender
from marketplace.procurement.rules.people import acts_for_no_bidder, by_an_officer, key_of, not_on_the_panel, seat_of
from marketplace.procurement.states import UNOPENED, BidStatus, TenderStatus

PANEL_FORMS = frozenset({TenderStatus.DRAFT, TenderStatus.OPEN, TenderStatus.CLOSED, TenderStatus.OPENED})


def may_judge_compliance(reader: Reader, tender: Tender) -> Verdict:
    """An officer who does not sit on the panel, after the opening and before scores."""
    if tender.status != TenderStatus.OPENED:
        message = _("Compliance is judged after the opening and before the panel scores.")
        return first_refusal(by_an_officer(reader), no(message, code="NOT_OPENED"))
    return first_refusal(by_an_officer(reader), not_on_the_panel(reader, tender), acts_for_no_bidder(reader, tender))


def compliance_is_judged(tender: Tender) -> Verdict:
    """Every opened bid was admitted or excluded."""
    if not tender.bids.filter(status=BidStatus.OPENED).exists():
        return YES
    return no(_("Judge the compliance of every bid first."), code="COMPLIANCE_FIRST")


def may_appoint(reader: Reader, tender: Tender, member: User) -> Verdict:
    """An officer appoints somebody who neither opens bids nor judges compliance, until scores begin."""
    if tender.status not in PANEL_FORMS:
        return no(_("The panel is complete; scores have begun."), code="PANEL_CLOSED")
    verdict = first_refusal(by_an_officer(reader), not_on_the_panel(reader, tender), acts_for_no_bidder(reader, tender))
    if verdict.passed and (key_of(member, tender) or tender.bids.filter(judged_by=member).exists()):
        message = _("Whoever opens bids or judges compliance knows the bidders and cannot sit on the panel.")
        return no(message, code="KNOWS_THE_BIDDERS")
    return verdict


def conflict_of(seat: Seat) -> bool:
    """Whether the member is tied to a bidder: by declaration, or because the register says so."""
    bidders = seat.tender.bids.exclude(status__in=[BidStatus.DRAFT, BidStatus.WITHDRAWN]).values("bidder")
    acts = Membership.objects.filter(user=seat.member_id, left_at__isnull=True, organisation__in=bidders)
    return seat.interests.filter(pk__in=bidders).exists() or acts.exists()


def panel_is_ready(tender: Tender) -> Verdict:
    """Five or more, an odd number, two thirds experts, all declared, nobody tied to a bidder."""
    seats = list(tender.seats.filter(stood_aside_at__isnull=True))
    on = tender.issued_on
    least, experts = int(rule("tender.panel_members", on=on).value), sum(seat.is_expert for seat in seats)
    if len(seats) < least or len(seats) % 2 == 0:
        message = _("The panel has %(count)s members; it needs an odd number of at least %(least)s. Appoint more.")
        return no(message % {"count": len(seats), "least": least}, code="PANEL_INCOMPLETE")
    if experts * 3 < len(seats) * int(rule("tender.panel_experts_in_three", on=on).value):
        return no(_("At least two thirds of the panel are experts. Appoint more experts."), code="EXPERTS_TOO_FEW")
    if any(seat.declared_at is None for seat in seats):
        return no(_("A member has not yet declared interests. Remind the panel."), code="DECLARATION_MISSING")
    if any(conflict_of(seat) for seat in seats):
        message = _("A member is tied to a bidder. Let that member stand aside and appoint another.")
        return no(message, code="CONFLICT_ON_PANEL")
    return YES


def may_declare(reader: Reader, tender: Tender) -> Verdict:
    """A member of the panel, until scores begin."""
    if seat_of(reader, tender) is None:
        return no(_("Only members of the panel do this."), code="NOT_ON_PANEL")
    if tender.status not in PANEL_FORMS:
        return no(_("Scores have begun; tell an officer at once if a tie has come up."), code="PANEL_CLOSED")
    return YES


def may_score(reader: Reader, tender: Tender) -> Verdict:
    """A member without ties, once compliance is settled, until the own sheet is handed in."""
    seat = seat_of(reader, tender)
    if seat is None:
        return no(_("Only members of the panel do this."), code="NOT_ON_PANEL")
    if seat.stood_aside_at is not None or conflict_of(seat):
        return _tied()
    if tender.status in PANEL_FORMS:
        return no(_("Scores begin when compliance is settled. You will be told."), code="COMPLIANCE_FIRST")
    if tender.status != TenderStatus.SCORING or seat.handed_in_at is not None:
        return no(_("Your scores are handed in."), code="HANDED_IN")
    return YES


def may_confer(reader: Reader, tender: Tender) -> Verdict:
    """A member who handed in, while the panel confers."""
    seat = seat_of(reader, tender)
    if seat is None or seat.handed_in_at is None:
        return no(_("Only members of the panel do this."), code="NOT_ON_PANEL")
    if seat.stood_aside_at is not None or conflict_of(seat):
        return _tied()
    if tender.status != TenderStatus.CONFERRING:
        return no(_("The panel confers once every member has handed in."), code="NOT_CONFERRING")
    return YES


def _tied() -> Verdict:
    message = _("You are tied to a bidder of this tender, so you cannot score it. Thank you for declaring it.")
    return no(message, code="CONFLICT_OF_INTEREST")


def is_opened(bid: Bid) -> bool:
    """Whether anybody beside the bidder may know what it says."""
    return bid.status not in UNOPENED
