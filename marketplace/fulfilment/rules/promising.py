"""Who may do what with a commitment, and why not."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Role
from marketplace.accounts.queries import Reader, holds_role
from marketplace.common import clock
from marketplace.common.verdict import YES, Verdict, no
from marketplace.documents.models import PrivateFile
from marketplace.fulfilment.models import Assignment, Claim
from marketplace.fulfilment.states import ASSIGNMENT_LIFECYCLE
from marketplace.needs.codes import NeedKind
from marketplace.needs.models import Need
from marketplace.offers.models import Offer
from marketplace.offers.queries import offers_with_a_place
from marketplace.organisations.queries import belongs_to, is_member, may_finish_for

CLAIMABLE = frozenset({NeedKind.MICRO_WISH, NeedKind.GOODS})
"""What somebody can buy twice."""


def may_serve(reader: Reader, assignment: Assignment) -> Verdict:
    """A member of the organisation that promised, also while it is suspended: what is owed is still done."""
    if may_finish_for(reader, assignment.organisation):
        return YES
    return no(_("Only the organisation that promised this help can report on it."), code="NOT_THE_HELPER")


def may_step_back(reader: Reader, assignment: Assignment) -> Verdict:
    """The helper, the need's caseworker or an officer, until the delivery is reported."""
    helper_or_judge = may_finish_for(reader, assignment.organisation) or judges(reader, assignment)
    if not helper_or_judge:
        return no(_("Only the helper, the caseworker or an officer can end this help."), code="NOT_IN_THIS_DELIVERY")
    return ASSIGNMENT_LIFECYCLE.may(assignment, "cancel")


def may_report(assignment: Assignment, delivered_on: date) -> Verdict:
    """On a day between the promise and today."""
    if delivered_on > clock.today():
        return no(_("The delivery lies in the future. Report it on the day it is done."), code="DELIVERY_IN_FUTURE")
    if delivered_on < clock.local(assignment.created_at).date():
        message = _("The delivery lies before the promise of %(day)s. Check the date.")
        day = clock.local(assignment.created_at).date()
        return no(message % {"day": day.isoformat()}, code="DELIVERY_BEFORE_PROMISE")
    return YES


def may_claim(reader: Reader, need: Need, offer: Offer) -> Verdict:
    """A member, with an offer in force of the same kind, for a wish or goods that the reader may see."""
    if not is_member(reader, offer.organisation):
        return no(_("Only people who act for the organisation can hold a wish in its name."), code="NOT_A_MEMBER")
    if need.need_kind not in CLAIMABLE or offer.need_kind != need.need_kind:
        message = _("Only wishes and goods can be held, with an offer of the same kind.")
        return no(message, code="NOT_CLAIMABLE")
    if not offers_with_a_place().filter(pk=offer.pk).exists():
        message = _("The offer has no place left in this period. Enter more capacity or decline.")
        return no(message, code="SUPPLIER_FULL")
    return YES


def may_settle(reader: Reader, claim: Claim) -> Verdict:
    """A member of the organisation that holds the wish, until its time is over."""
    if not is_member(reader, claim.organisation):
        return no(_("Only the organisation that holds this wish can answer for it."), code="NOT_A_MEMBER")
    if claim.expires_at <= clock.now():
        return no(_("The time to hold the wish is over; it is offered to others."), code="CLAIM_EXPIRED")
    return YES


def may_confirm(reader: Reader, assignment: Assignment) -> Verdict:
    """The caseworker who wrote the need, or an officer; never somebody of the helping organisation."""
    if belongs_to(reader, assignment.organisation):
        return no(_("The helper cannot confirm its own delivery."), code="OWN_DELIVERY")
    if judges(reader, assignment):
        return YES
    return no(_("The caseworker of this need, or an officer, confirms the delivery."), code="NOT_THE_CASEWORKER")


def may_read_proof(reader: Reader, file: PrivateFile) -> Verdict:
    """The helper who sent it, the need's caseworker, officers and auditors."""
    assignment = Assignment.objects.filter(deliveries__proofs__file=file).select_related("need", "organisation").first()
    if assignment is not None:
        takes_part = may_finish_for(reader, assignment.organisation) or judges(reader, assignment)
        if takes_part or holds_role(reader, Role.AUDITOR):
            return YES
    return no(_("Only those who take part in this delivery may see its proof."), code="NOT_IN_THIS_DELIVERY")


def reads_former_words(reader: Reader, assignment: Assignment) -> bool:
    """What was confirmed before, and every single mark: the caseworker, officers and auditors, never the helper."""
    if belongs_to(reader, assignment.organisation):
        return False
    return judges(reader, assignment) or holds_role(reader, Role.AUDITOR)


def judges(reader: Reader, assignment: Assignment) -> bool:
    """The need's caseworker, or an officer."""
    return assignment.need.author_id == reader.pk or holds_role(reader, Role.OFFICER)
