"""How a volunteer takes part: sign up, withdraw, check in, check out."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.references import blind_index
from marketplace.common.verdict import DomainError
from marketplace.volunteers.check_codes import code_opens
from marketplace.volunteers.models import Activity, SignUp, Volunteer
from marketplace.volunteers.rules import may_check, may_sign_up
from marketplace.volunteers.states import SIGN_UP_LIFECYCLE


class NotYours(DomainError):
    """Somebody else's sign-up."""

    code = "NOT_THE_VOLUNTEER"


class CodeDoesNotOpen(DomainError):
    """The code is wrong or has run out."""

    code = "CODE_DOES_NOT_OPEN"


@transaction.atomic
def sign_up(*, by: User, activity: Activity) -> SignUp:
    """Promise to come; the places and the person's time are judged under the rows' locks."""
    locked = Activity.objects.select_for_update().get(pk=activity.pk)
    volunteer = Volunteer.objects.select_for_update().filter(user=by).first()
    if volunteer is None:
        message = _("You are not a volunteer yet. Join a group first; it takes a few minutes.")
        raise DomainError(message, code="NOT_A_VOLUNTEER")
    may_sign_up(volunteer, locked).require()
    row, made = SignUp.objects.get_or_create(activity=locked, volunteer=volunteer)
    if made:
        audit.record(by=by, verb="sign_up.make", subject=row)
    else:
        SIGN_UP_LIFECYCLE.advance(row, "sign_up_again", by=by)
    return row


@transaction.atomic
def withdraw_sign_up(*, by: User, sign_up: SignUp) -> None:
    """The place is free again."""
    _own(by, sign_up)
    SIGN_UP_LIFECYCLE.advance(sign_up, "withdraw", by=by)


@transaction.atomic
def check_in(*, by: User, sign_up: SignUp, code: str, device: str = "") -> None:
    """Here I am: with the code that the host shows now. `device` is kept as a blind index only."""
    _own(by, sign_up)
    may_check(sign_up).require()
    _open(sign_up.activity, code)
    digest = blind_index(f"device:{device}", settings.BLIND_INDEX_KEY) if device else ""
    SIGN_UP_LIFECYCLE.advance(sign_up, "check_in", by=by, checked_in_at=clock.now(), device_digest=digest)


@transaction.atomic
def check_out(*, by: User, sign_up: SignUp, code: str) -> None:
    """I am leaving: with the code that the host shows now."""
    _own(by, sign_up)
    may_check(sign_up).require()
    _open(sign_up.activity, code)
    SIGN_UP_LIFECYCLE.advance(sign_up, "check_out", by=by, checked_out_at=clock.now())


def _own(by: User, row: SignUp) -> None:
    if row.volunteer.user_id != by.pk:
        raise NotYours(_("Only the volunteer who signed up can do this."))


def _open(activity: Activity, code: str) -> None:
    if not code_opens(activity, code):
        raise CodeDoesNotOpen(_("This code is wrong or has run out. Scan or type the one that the host shows now."))
