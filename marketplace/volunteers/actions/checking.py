"""An officer's spot check of a record (民政部令第67号 Art.21)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import holds_role
from marketplace.common import audit
from marketplace.common.events import announce
from marketplace.common.verdict import DomainError
from marketplace.organisations.queries import is_member
from marketplace.volunteers.actions.following import supersede_citing
from marketplace.volunteers.events import RecordStruck
from marketplace.volunteers.models import CheckOutcome, ServiceRecord, SpotCheck
from marketplace.volunteers.states import RECORD_LIFECYCLE


@transaction.atomic
def check_record(*, by: User, record: ServiceRecord, outcome: CheckOutcome, note: str = "") -> SpotCheck:
    """The record stands, or it is struck out and no paper that cites it holds any more."""
    activity = record.sign_up.activity
    if not holds_role(by, Role.OFFICER, place=activity.district):
        raise DomainError(_("Only an officer of this district can check the record."), code="NOT_THE_OFFICER")
    if is_member(by, activity.organisation) or record.sign_up.volunteer.user_id == by.pk:
        raise DomainError(_("You take part in this service. A colleague checks it."), code="OWN_RECORD")
    RECORD_LIFECYCLE.may(record, "strike").require()
    if SpotCheck.objects.filter(record=record).exists():
        raise DomainError(_("This record was checked already."), code="ALREADY_CHECKED")
    check = SpotCheck.objects.create(record=record, checked_by=by, outcome=outcome, note=note)
    audit.record(by=by, verb="record.check", subject=record, detail={"outcome": outcome})
    if outcome == CheckOutcome.STRUCK:
        RECORD_LIFECYCLE.advance(record, "strike", by=by, because="SPOT_CHECK")
        supersede_citing(record, by=by)
        announce(RecordStruck(record_id=record.pk))
    return check
