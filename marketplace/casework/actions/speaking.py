"""What the household says with its slip: it arrived or not, it must not be shown, it is not wanted any more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.casework.actions.assessing import take_back
from marketplace.casework.actions.entrusting import close_disclosure
from marketplace.casework.codes import ConsentKind, Spoken, WithdrawReason
from marketplace.casework.events import HouseholdSpoke
from marketplace.casework.models import Consent, HouseholdWord, Slip
from marketplace.casework.queries import open_disclosures
from marketplace.common import audit, clock
from marketplace.common.events import announce
from marketplace.common.verdict import DomainError
from marketplace.fulfilment.actions import confirm_delivery, dispute_delivery
from marketplace.fulfilment.models import Assignment, Outcome
from marketplace.fulfilment.rules import HOUSEHOLD, may_miss_helper
from marketplace.fulfilment.states import REPORTED, RUNNING, AssignmentStatus, Channel, DisputeReason
from marketplace.needs.actions import hide_promised, hold_need
from marketplace.needs.actions.review import make_private
from marketplace.needs.models import Need
from marketplace.needs.states import BEFORE_CLOSED, NeedStatus

OBJECTS = "HOUSEHOLD_OBJECTS"
DISPUTES = {
    Spoken.IN_PART: DisputeReason.INCOMPLETE,
    Spoken.NOT_ARRIVED: DisputeReason.NOT_ARRIVED,
    Spoken.NOBODY_CAME: DisputeReason.NOT_ARRIVED,
}
NOT_SHOWN_YET = (NeedStatus.SUBMITTED, NeedStatus.REVIEWED)


class NothingToSay(DomainError):
    """What the household answers to is over, or was never there."""

    code = "NOTHING_TO_SAY"


@transaction.atomic
def say_of_help(*, slip: Slip, assignment: Assignment, spoken: str) -> HouseholdWord:
    """Arrived, in part, not, or nobody came: a reported delivery is confirmed or goes on; else the caseworker asks."""
    need = locked_need(slip)
    assignment.refresh_from_db(fields=["status"])
    if assignment.need_id != need.pk or assignment.status not in RUNNING or need.status not in BEFORE_CLOSED:
        raise NothingToSay(_("This has been answered already. Nothing needs to be done."))
    if spoken == Spoken.NOBODY_CAME:
        may_miss_helper(assignment).require()
    said = HouseholdWord.objects.filter(assignment=assignment).first()
    if said is not None and said.spoken == spoken and said.created_at >= _changed_at(assignment):
        raise NothingToSay(_("This has been answered already. Nothing needs to be done."))
    word = _write(slip, Spoken(spoken), assignment)
    if assignment.status in REPORTED:
        _answer_report(assignment, Spoken(spoken))
    return word


@transaction.atomic
def object_to_publication(*, slip: Slip) -> HouseholdWord:
    """Neither the public nor a partner reads it from now on; help may go on, and the caseworker asks what is wanted."""
    need = locked_need(slip)
    told = open_disclosures(need)
    if need.status not in NOT_SHOWN_YET and not need.live and not told:
        raise NothingToSay(_("Your request is not shown to the public. Nothing needs to be done."))
    _take_consent_back(slip)
    if need.status in NOT_SHOWN_YET:
        make_private(by=HOUSEHOLD, need=need, because=OBJECTS)
    elif need.status == NeedStatus.PUBLISHED:
        hold_need(by=HOUSEHOLD, need=need, code=OBJECTS)
    elif need.live:
        hide_promised(by=HOUSEHOLD, need=need, code=OBJECTS)
    for disclosure in told:
        close_disclosure(by=HOUSEHOLD, need=need, organisation=disclosure.organisation)
    return _write(slip, Spoken.OBJECTS)


@transaction.atomic
def withdraw_by_household(*, slip: Slip) -> HouseholdWord:
    """The household wants it no more: consent and need are withdrawn, and nobody reads its contact any more."""
    need = locked_need(slip)
    if need.status not in BEFORE_CLOSED:
        raise NothingToSay(_("Your request has ended already. Nothing needs to be done."))
    _take_consent_back(slip)
    take_back(HOUSEHOLD, need, WithdrawReason.CONSENT_WITHDRAWN)
    return _write(slip, Spoken.WITHDRAWS)


def _changed_at(assignment: Assignment) -> datetime:
    """A word said before the last report, or before another day was agreed, does not answer it."""
    delivery = assignment.deliveries.order_by("-pk").first()
    day = assignment.appointments.order_by("-pk").first()
    return max(each.created_at for each in (assignment, delivery, day) if each is not None)


def _answer_report(assignment: Assignment, spoken: Spoken) -> None:
    """What the helper reported is confirmed or sent back; whether a part is enough, the caseworker asks."""
    outcome = Outcome.IN_PART if assignment.status == AssignmentStatus.IN_PART else Outcome.COMPLETE
    if spoken == Spoken.ARRIVED:
        confirm_delivery(by=HOUSEHOLD, assignment=assignment, outcome=outcome, channel=Channel.SLIP)
    elif spoken in (Spoken.NOT_ARRIVED, Spoken.NOBODY_CAME) or outcome == Outcome.COMPLETE:
        because = DISPUTES[spoken]
        dispute_delivery(by=HOUSEHOLD, assignment=assignment, because=because, channel=Channel.SLIP)


def locked_need(slip: Slip) -> Need:
    """The need under its lock, while the slip, read under its own lock, is in force."""
    need = Need.objects.select_for_update().get(pk=slip.need_id)
    present = Slip.objects.select_for_update().get(pk=slip.pk)
    if present.ended_at is not None or present.expires_at <= clock.now():
        raise NothingToSay(_("This slip is not valid any more. Ask your caseworker for a new one."), code="SLIP_OVER")
    return need


def _take_consent_back(slip: Slip) -> None:
    Consent.objects.create(
        draft=slip.draft, kind=ConsentKind.PUBLICATION, given=False, given_on=clock.today(), recorded_by=None
    )


def _write(slip: Slip, spoken: Spoken, assignment: Assignment | None = None) -> HouseholdWord:
    word = HouseholdWord.objects.create(slip=slip, spoken=spoken, assignment=assignment)
    audit.record(by=HOUSEHOLD, verb="slip.say", subject=slip.draft, detail={"said": spoken.value})
    announce(HouseholdSpoke(word_id=word.pk))
    return word
