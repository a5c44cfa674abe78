"""Whether a day, a report, a proof or an outcome fits what was promised, and why not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.queries import Reader
from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.common.verdict import YES, DomainError, Verdict, first_refusal, no
from marketplace.documents.models import PrivateFile
from marketplace.fulfilment.models import Appointment, Assignment, Outcome
from marketplace.fulfilment.places import may_divide
from marketplace.fulfilment.rules.promising import judges
from marketplace.fulfilment.states import REPORTED, AssignmentStatus, Channel, ProofStatus
from marketplace.needs.models import Need
from marketplace.needs.states import GONE
from marketplace.organisations.queries import may_finish_for

MISSABLE = frozenset({AssignmentStatus.APPOINTED, AssignmentStatus.UNDER_WAY}) | REPORTED


class DayNotOver(DomainError):
    """Whether somebody came is known when the agreed hours are over."""

    code = "DAY_NOT_OVER"


def may_appoint(reader: Reader, assignment: Assignment) -> Verdict:
    """The helper's organisation, the need's caseworker or an officer."""
    if may_finish_for(reader, assignment.organisation) or judges(reader, assignment):
        return YES
    message = _("Only the helper's organisation, the caseworker or an officer can agree a day.")
    return no(message, code="NOT_IN_THIS_DELIVERY")


def appointment_fits(assignment: Assignment, on: date, starts: time, ends: time) -> Verdict:
    """In the future and not far ahead, with hours in order, once it is decided where the help is handed over."""
    last = clock.today() + timedelta(days=int(rule("fulfilment.appointment_days_ahead", on=clock.today()).value))
    return first_refusal(
        _fits(
            bool(assignment.hand_over),
            no(_("The caseworker has first to say how the help is handed over. Then agree a day."), code="PLACE_OPEN"),
        ),
        _fits(starts < ends, no(_("The hours end before they start. Check them."), code="HOURS_IN_DISORDER")),
        _fits(
            datetime.combine(on, starts, tzinfo=clock.CITY_ZONE) > clock.now(),
            no(_("This hour is over. Choose a day and hours that lie ahead."), code="DAY_IN_PAST"),
        ),
        _fits(
            on <= last,
            no(_("Choose a day until %(last)s.") % {"last": last.isoformat()}, code="DAY_TOO_FAR"),
        ),
    )


def day_is_over(assignment: Assignment) -> Appointment:
    """The agreed day, whose hours are over; raises `DayNotOver`."""
    appointment = assignment.appointments.filter(replaced_at__isnull=True).first()
    if appointment is None:
        raise DayNotOver(_("No day was agreed, so nobody could come too late. Agree a day first."))
    if appointment.ends_at > clock.now():
        raise DayNotOver(_("The agreed hours are not over yet. Report it afterwards."))
    return appointment


def may_miss_helper(assignment: Assignment) -> Verdict:
    """Whether a household may say that nobody came: the agreed hours are over, and no new day is waited for yet."""
    if assignment.status not in MISSABLE:
        return no(
            _("A new day is being agreed, or nothing is expected. Nothing needs to be done."), code="NOT_EXPECTED"
        )
    try:
        day_is_over(assignment)
    except DayNotOver as reason:
        return no(str(reason), code=DayNotOver.code)
    return YES


def proof_is_declared(proofs: Sequence[PrivateFile], shows_nobody: bool) -> Verdict:
    """No proof without the helper's word that it shows nobody."""
    if not proofs or shows_nobody:
        return YES
    message = _("Look at the picture and confirm that it shows no face, no door and no number; or leave it out.")
    return no(message, code="PROOF_NOT_DECLARED")


def need_still_wants(need: Need) -> Verdict:
    """Nobody is sent again to a household whose need is gone."""
    if need.status not in GONE:
        return YES
    message = _("This need is gone; nobody is sent there again. If help is wanted still, write a new need.")
    return no(message, code="NEED_GONE")


def may_add_proof(assignment: Assignment) -> Verdict:
    """While a reported delivery waits for its confirmation."""
    if assignment.status in REPORTED:
        return YES
    message = _("A proof belongs to a delivery that waits for its confirmation. Report the delivery first.")
    return no(message, code="NO_REPORT_WAITS")


def outcome_fits(assignment: Assignment, outcome: str) -> Verdict:
    """What came in part is not complete, and a rest stays open only of goods."""
    if assignment.status == AssignmentStatus.IN_PART and outcome == Outcome.COMPLETE:
        message = _("Only a part was reported. Confirm that part, or wait for the rest.")
        return no(message, code="ONLY_A_PART")
    return may_divide(assignment.need) if outcome == Outcome.REST_OPEN else YES


def proof_allows(assignment: Assignment, channel: str) -> Verdict:
    """At a desk every proof was looked at, and not all of them were refused; the household's own word needs none."""
    latest = assignment.deliveries.first()
    seen = list(latest.proofs.values_list("status", flat=True)) if latest else []
    if channel == Channel.SLIP or not seen:
        return YES
    if ProofStatus.WAITING in seen:
        return no(_("A proof waits for a look. Accept or refuse it first."), code="PROOF_WAITS")
    if set(seen) == {ProofStatus.REFUSED}:
        message = _("Every proof was refused. Ask the helper for another one, or send the delivery back.")
        return no(message, code="PROOF_REFUSED")
    return YES


def _fits(it_does: bool, refusal: Verdict) -> Verdict:
    return YES if it_does else refusal
