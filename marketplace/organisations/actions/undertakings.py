"""The undertaking of confidentiality: signed by a manager, vetted by an officer, ended by either or by its day."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.actors import SystemActor
from marketplace.common.events import announce
from marketplace.common.verdict import DomainError
from marketplace.organisations.actions.locking import locked
from marketplace.organisations.events import UndertakingDecided, UndertakingEnded, UndertakingSigned
from marketplace.organisations.models import Organisation, Undertaking
from marketplace.organisations.rules import may_end_undertaking, may_sign_undertaking, may_vet
from marketplace.organisations.states import UNDERTAKING_LIFECYCLE, UndertakingStatus
from marketplace.organisations.undertaking_text import text_on

SWEEP = SystemActor("undertaking-expiry")
OPEN = (UndertakingStatus.SIGNED, UndertakingStatus.VETTED)


class TextHasChanged(DomainError):
    """Nobody signs what they have not read."""

    code = "TEXT_HAS_CHANGED"


@transaction.atomic
def sign_undertaking(*, by: User, organisation: Organisation, version: str = "") -> Undertaking:
    """Promise what today's text says, of which `version` was read; it opens nothing until an officer has vetted it."""
    organisation = locked(organisation)
    may_sign_undertaking(by, organisation).require()
    today = clock.today()
    text = text_on(today)
    if version and version != text.version:
        raise TextHasChanged(_("The text has changed since you opened this page. Read it again, then sign."))
    undertaking = Undertaking.objects.create(
        organisation=organisation,
        version=text.version,
        text_digest=text.digest,
        signed_by=by,
        valid_from=today,
        valid_to=today + timedelta(days=text.days),
    )
    audit.record(by=by, verb="undertaking.sign", subject=undertaking, detail={"version": text.version})
    announce(UndertakingSigned(undertaking_id=undertaking.pk))
    return undertaking


@transaction.atomic
def vet_undertaking(*, by: User, undertaking: Undertaking) -> None:
    """An officer knows the organisation and those who act for it: from now on it may be entrusted with needs."""
    undertaking = locked(undertaking)
    may_vet(by, undertaking).require()
    UNDERTAKING_LIFECYCLE.advance(undertaking, "vet", by=by, vetted_by=by, vetted_at=clock.now())
    announce(UndertakingDecided(undertaking_id=undertaking.pk))


@transaction.atomic
def refuse_undertaking(*, by: User, undertaking: Undertaking, because: str) -> None:
    """It is not entrusted with anything, for a reason that the organisation reads."""
    undertaking = locked(undertaking)
    may_vet(by, undertaking).require()
    UNDERTAKING_LIFECYCLE.advance(undertaking, "refuse", by=by, ended_because=because)
    announce(UndertakingDecided(undertaking_id=undertaking.pk))


@transaction.atomic
def end_undertaking(*, by: User, undertaking: Undertaking, because: str = "") -> None:
    """Withdrawn by the organisation or ended by an officer: nothing entrusted can be read from this moment on."""
    undertaking = locked(undertaking)
    may_end_undertaking(by, undertaking).require()
    UNDERTAKING_LIFECYCLE.advance(undertaking, "withdraw", by=by, ended_because=because)
    announce(UndertakingEnded(undertaking_id=undertaking.pk))


def expire_undertakings() -> int:
    """Sweep: those whose last day is over; returns how many."""
    due = Undertaking.objects.filter(status__in=OPEN, valid_to__lt=clock.today()).order_by("pk")
    return sum(map(_expire, due))


@transaction.atomic
def _expire(undertaking: Undertaking) -> bool:
    row = Undertaking.objects.select_for_update().filter(pk=undertaking.pk, status__in=OPEN).first()
    if row is None:
        return False
    UNDERTAKING_LIFECYCLE.advance(row, "expire", by=SWEEP)
    announce(UndertakingEnded(undertaking_id=row.pk))
    return True
