"""The licence of a social worker: entered with its paper, seen by an officer, valid until a day."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.events import announce
from marketplace.common.identifiers import normalise_identifier
from marketplace.common.references import blind_index
from marketplace.common.verdict import DomainError
from marketplace.documents.actions import store_upload
from marketplace.organisations.actions.locking import locked
from marketplace.organisations.events import LicenceDecided, LicenceEntered
from marketplace.organisations.models import Membership, SocialWorkLicence
from marketplace.organisations.rules import may_decide, may_enter_licence
from marketplace.organisations.states import LICENCE_LIFECYCLE, LicenceStatus

PAPER = "licence_paper"
HELD = (LicenceStatus.ENTERED, LicenceStatus.VERIFIED)


class LicenceTaken(DomainError):
    """One licence has one holder."""

    code = "LICENCE_TAKEN"


@transaction.atomic
def enter_licence(
    *, by: User, membership: Membership, number: str, level: str, valid_from: date, valid_to: date, data: bytes
) -> SocialWorkLicence:
    """Attach a licence to a member: entered by the member or a manager, valid once an officer has seen it."""
    locked(membership.organisation)
    may_enter_licence(by, membership).require()
    number = normalise_identifier(number)
    index = blind_index(number, settings.BLIND_INDEX_KEY)
    if SocialWorkLicence.objects.filter(number_index=index, status__in=HELD).exists():
        raise LicenceTaken(_("A licence with this number has been entered already. Check the number."))
    licence = SocialWorkLicence.objects.create(
        membership=membership,
        number=number,
        number_index=index,
        level=level,
        valid_from=valid_from,
        valid_to=valid_to,
        file=store_upload(by=by, purpose=PAPER, data=data),
    )
    audit.record(by=by, verb="licence.enter", subject=licence, detail={"level": level})
    announce(LicenceEntered(licence_id=licence.pk))
    return licence


@transaction.atomic
def verify_licence(*, by: User, licence: SocialWorkLicence) -> None:
    """An officer for the organisation's seat has seen the paper."""
    licence = locked(licence)
    may_decide(by, licence.membership.organisation).require()
    LICENCE_LIFECYCLE.advance(licence, "verify", by=by, verified_by=by, verified_at=clock.now())
    announce(LicenceDecided(licence_id=licence.pk))


@transaction.atomic
def refuse_licence(*, by: User, licence: SocialWorkLicence, because: str) -> None:
    """The paper does not show it; the number is free to be entered again."""
    licence = locked(licence)
    may_decide(by, licence.membership.organisation).require()
    LICENCE_LIFECYCLE.advance(licence, "refuse", by=by, refused_because=because)
    announce(LicenceDecided(licence_id=licence.pk))
