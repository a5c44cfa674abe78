"""A charity asks, the qualified one confirms, an officer approves; either may end it."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from donations.actions.locking import lock_programme
from donations.cooperation.events import (
    CooperationApproved,
    CooperationAsked,
    CooperationConfirmed,
    CooperationEnded,
    CooperationReturned,
)
from donations.cooperation.rules import (
    dates_are_sound,
    may_approve,
    may_ask,
    may_confirm,
    may_end,
    may_mend,
    may_moderate,
)
from donations.cooperation.states import COOPERATION_LIFECYCLE
from donations.models import Cooperation, Programme
from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.events import announce
from marketplace.common.verdict import DomainError
from marketplace.documents.actions import erase_upload, store_upload
from marketplace.organisations.models import Organisation
from marketplace.organisations.moderation.models import Remark
from marketplace.organisations.moderation.moves import approve, hand_in, send_back

AGREEMENT = "cooperation_agreement"
"""The purpose of the stored paper."""


class CooperationRefused(DomainError):
    """The agreement cannot be made like this."""

    code = "COOPERATION_REFUSED"


@transaction.atomic
def ask_to_cooperate(
    *, by: User, programme: Programme, charity: Organisation, starts_on: date, ends_on: date, data: bytes
) -> Cooperation:
    """Ask a qualified charity to raise the money for a draft, with the agreement as it stands on paper."""
    today = clock.today()
    programme = lock_programme(programme.pk)
    may_ask(by, programme, charity, on=today).and_then(dates_are_sound(starts_on, ends_on, on=today)).require()
    try:
        with transaction.atomic():
            cooperation = Cooperation.objects.create(
                programme=programme,
                initiator=programme.charity,
                charity=charity,
                starts_on=starts_on,
                ends_on=ends_on,
                paper=store_upload(by=by, purpose=AGREEMENT, data=data),
                asked_by=by,
            )
    except IntegrityError as error:
        raise CooperationRefused(
            _("A charity is asked already. End that agreement first."), code="ALREADY_ASKED"
        ) from error
    audit.record(by=by, verb="cooperation.ask", subject=cooperation)
    announce(CooperationAsked(cooperation_id=cooperation.pk))
    return cooperation


@transaction.atomic
def mend_cooperation(*, by: User, cooperation: Cooperation, starts_on: date, ends_on: date, data: bytes) -> None:
    """New dates and a new paper after an officer sent it back: the qualified charity confirms anew."""
    may_mend(by, cooperation).and_then(dates_are_sound(starts_on, ends_on, on=clock.today())).require()
    old = cooperation.paper
    COOPERATION_LIFECYCLE.advance(
        cooperation,
        "ask_again",
        by=by,
        asked_by=by,
        starts_on=starts_on,
        ends_on=ends_on,
        paper=store_upload(by=by, purpose=AGREEMENT, data=data),
        confirmed_by=None,
        confirmed_at=None,
    )
    erase_upload(by=by, file=old)
    announce(CooperationAsked(cooperation_id=cooperation.pk))


@transaction.atomic
def confirm_cooperation(*, by: User, cooperation: Cooperation, assessed: bool) -> None:
    """The qualified charity signs, having assessed the other one; officers read it next."""
    may_confirm(by, cooperation, assessed=assessed).require()
    hand_in(cooperation, COOPERATION_LIFECYCLE, by=by, confirmed_by=by, confirmed_at=clock.now())
    announce(CooperationConfirmed(cooperation_id=cooperation.pk))


@transaction.atomic
def return_cooperation(*, by: User, cooperation: Cooperation, comment: str) -> Remark:
    """Send it back; both charities read the comment, the one that asked mends it."""
    may_moderate(by, cooperation).require()
    remark = send_back(cooperation, COOPERATION_LIFECYCLE, by=by, comment=comment)
    announce(CooperationReturned(cooperation_id=cooperation.pk))
    return remark


@transaction.atomic
def approve_cooperation(*, by: User, cooperation: Cooperation) -> None:
    """An officer has read `cooperation` as given: from now on the programme is the qualified charity's.

    Its plan, account, books, receipts and reports; the money never reaches the charity that wrote it.
    """
    programme = lock_programme(cooperation.programme_id)
    cooperation.programme = programme
    may_approve(by, cooperation).require()
    approve(cooperation, COOPERATION_LIFECYCLE, "approve", by=by)
    Programme.objects.filter(pk=programme.pk).update(charity=cooperation.charity)
    programme.refresh_from_db()
    audit.record(by=by, verb="programme.hand_over", subject=programme, detail={"cooperation": cooperation.reference})
    announce(CooperationApproved(cooperation_id=cooperation.pk))


@transaction.atomic
def end_cooperation(*, by: User, cooperation: Cooperation) -> None:
    """No gifts are taken under it any more; what was given stays with the charity that was paid."""
    may_end(by, cooperation).require()
    COOPERATION_LIFECYCLE.advance(cooperation, "end", by=by, ended_at=clock.now())
    announce(CooperationEnded(cooperation_id=cooperation.pk))
