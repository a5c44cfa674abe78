"""Compliance, the panel, marks given alone, the conference, the ranking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.events import announce
from marketplace.common.verdict import DomainError
from marketplace.organisations.models import Organisation
from marketplace.procurement import scoring
from marketplace.procurement.actions.opening import fail
from marketplace.procurement.events import BidsRanked, PanelConfers, ScoringBegun, SeatGiven
from marketplace.procurement.floors import least_bids, terms_of
from marketplace.procurement.models import Bid, Mark, Seat, Tender
from marketplace.procurement.rules.judging import (
    compliance_is_judged,
    may_appoint,
    may_confer,
    may_declare,
    may_judge_compliance,
    may_score,
    panel_is_ready,
)
from marketplace.procurement.rules.people import by_an_officer, not_on_the_panel
from marketplace.procurement.score_sheets import write_place
from marketplace.procurement.states import BID_LIFECYCLE, JUDGED_COMPLIANT, TENDER_LIFECYCLE

Marks = Mapping[str, Mapping[str, Decimal]]
"""Bid reference -> criterion -> mark."""


class SheetIncomplete(DomainError):
    """A mark is missing, not asked for, or no number from 0 to 100."""

    code = "SHEET_INCOMPLETE"


@transaction.atomic
def judge_bid(*, by: User, bid: Bid, exclusion: str = "", grant_deduction: bool = False) -> None:
    """Admit an opened bid, or exclude it with a code of `codes.bid_exclusion`."""
    may_judge_compliance(by, bid.tender).require()
    if exclusion:
        BID_LIFECYCLE.advance(bid, "exclude", by=by, because=exclusion, exclusion=exclusion, judged_by=by)
    else:
        BID_LIFECYCLE.advance(bid, "admit", by=by, judged_by=by, deduction_granted=grant_deduction)


@transaction.atomic
def settle_compliance(*, by: User, tender: Tender) -> bool:
    """Let the panel score; with too few compliant bids the tender fails instead, and False is returned."""
    locked = Tender.objects.select_for_update().get(pk=tender.pk)
    may_judge_compliance(by, locked).require()
    compliance_is_judged(locked).require()
    if _compliant(locked).count() < least_bids(locked):
        fail(by, locked, "TOO_FEW_BIDS")
    else:
        panel_is_ready(locked).require()
        TENDER_LIFECYCLE.advance(locked, "begin_scoring", by=by)
        announce(ScoringBegun(tender_id=locked.pk))
    tender.refresh_from_db()
    return tender.status == TENDER_LIFECYCLE.moves["begin_scoring"][1]


@transaction.atomic
def appoint(*, by: User, tender: Tender, member: User, is_expert: bool) -> Seat:
    """Give somebody a seat on the panel."""
    may_appoint(by, tender, member).require()
    seat, made = Seat.objects.get_or_create(tender=tender, member=member, defaults={"is_expert": is_expert})
    if made:
        audit.record(by=by, verb="panel.appoint", subject=seat, detail={"expert": is_expert})
        announce(SeatGiven(seat_id=seat.pk))
    return seat


@transaction.atomic
def let_stand_aside(*, by: User, seat: Seat) -> None:
    """A member leaves the panel before scores begin; what was declared stays on record."""
    by_an_officer(by).and_then(not_on_the_panel(by, seat.tender)).require()
    may_declare(seat.member, seat.tender).require()
    Seat.objects.filter(pk=seat.pk).update(stood_aside_at=clock.now())
    audit.record(by=by, verb="panel.stand_aside", subject=seat)


@transaction.atomic
def declare_interests(*, by: User, tender: Tender, organisations: Iterable[Organisation]) -> Seat:
    """Say to which organisations of the whole register one is tied; the site compares them with the bidders."""
    may_declare(by, tender).require()
    seat = Seat.objects.get(tender=tender, member=by)
    seat.interests.set(organisations)
    seat.declared_at = clock.now()
    seat.save(update_fields=["declared_at"])
    audit.record(by=by, verb="panel.declare", subject=seat, detail={"interests": seat.interests.count()})
    return seat


@transaction.atomic
def hand_in_marks(*, by: User, tender: Tender, marks: Marks) -> None:
    """One member's whole sheet, given alone; when the last one is in, the panel confers."""
    locked = Tender.objects.select_for_update().get(pk=tender.pk)
    may_score(by, locked).require()
    seat = Seat.objects.get(tender=locked, member=by)
    _write(seat, _checked(locked, marks))
    Seat.objects.filter(pk=seat.pk).update(handed_in_at=clock.now())
    audit.record(by=by, verb="panel.hand_in", subject=seat)
    if not _panel(locked).filter(handed_in_at__isnull=True).exists():
        TENDER_LIFECYCLE.advance(locked, "confer", by=by)
        announce(PanelConfers(tender_id=locked.pk))
    tender.refresh_from_db()


@transaction.atomic
def revise_marks(*, by: User, tender: Tender, marks: Marks) -> None:
    """While the panel confers a member may change the own sheet; everybody then agrees anew."""
    locked = Tender.objects.select_for_update().get(pk=tender.pk)
    may_confer(by, locked).require()
    seat = Seat.objects.get(tender=locked, member=by)
    _write(seat, _checked(locked, marks))
    _panel(locked).update(agreed_at=None)
    audit.record(by=by, verb="panel.revise", subject=seat)


@transaction.atomic
def agree(*, by: User, tender: Tender) -> bool:
    """Agree to the marks as they stand; the last member's agreement ranks the bids, and True is returned."""
    locked = Tender.objects.select_for_update().get(pk=tender.pk)
    may_confer(by, locked).require()
    _panel(locked).filter(member=by).update(agreed_at=clock.now())
    audit.record(by=by, verb="panel.agree", subject=locked)
    if _panel(locked).filter(agreed_at__isnull=True).exists():
        return False
    _rank(by, locked)
    tender.refresh_from_db()
    return True


def sheets_of(tender: Tender, bids: Iterable[Bid]) -> list[scoring.Bid]:
    """Bids as the pure scoring knows them."""
    marks = Mark.objects.filter(bid__tender=tender, seat__stood_aside_at__isnull=True).order_by("seat_id")
    given: dict[int, dict[str, list[Decimal]]] = {}
    for mark in marks:
        given.setdefault(mark.bid_id, {}).setdefault(mark.criterion, []).append(mark.value)
    return [
        scoring.Bid(
            bidder=bid.reference,
            price=Decimal(bid.price_fen or 0).scaleb(-2),
            compliant=bid.status in JUDGED_COMPLIANT,
            deduction=Decimal(tender.deduction) if bid.deduction_granted else Decimal(0),
            scores=given.get(bid.pk, {}),
        )
        for bid in bids
    ]


def _rank(by: User, tender: Tender) -> None:
    bids = {bid.reference: bid for bid in tender.bids.filter(opened__isnull=False).order_by("label")}
    outcome = scoring.score(terms_of(tender), sheets_of(tender, bids.values()))
    for place in outcome.ranking:
        figures = write_place(place)
        Bid.objects.filter(pk=bids[place.bidder].pk).update(rank=figures.pop("rank"), figures=figures)
    if outcome.awardable:
        TENDER_LIFECYCLE.advance(tender, "rank", by=by, ranked_at=clock.now())
        announce(BidsRanked(tender_id=tender.pk))
    else:
        fail(by, tender, outcome.refusals[0].value)


def _compliant(tender: Tender) -> QuerySet[Bid]:
    return tender.bids.filter(status__in=sorted(JUDGED_COMPLIANT))


def _panel(tender: Tender) -> QuerySet[Seat]:
    return tender.seats.filter(stood_aside_at__isnull=True)


def _checked(tender: Tender, marks: Marks) -> list[tuple[Bid, str, Decimal]]:
    """Every compliant bid has exactly the criteria of the documents, each from 0 to 100."""
    bids = {bid.reference: bid for bid in _compliant(tender)}
    wanted = {criterion["id"] for criterion in tender.criteria}
    whole = set(marks) == set(bids) and all(set(sheet) == wanted for sheet in marks.values())
    if not whole or not all(0 <= mark <= 100 for sheet in marks.values() for mark in sheet.values()):
        raise SheetIncomplete(_("Give every bid a mark from 0 to 100 for every criterion."))
    return [(bids[bid], criterion, mark) for bid, sheet in marks.items() for criterion, mark in sheet.items()]


def _write(seat: Seat, rows: list[tuple[Bid, str, Decimal]]) -> None:
    for bid, criterion, value in rows:
        Mark.objects.update_or_create(seat=seat, bid=bid, criterion=criterion, defaults={"value": value})
