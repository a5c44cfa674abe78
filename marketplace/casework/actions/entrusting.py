"""What is not published is released field by field to a partner under an undertaking, and taken back again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.casework.models import Disclosure, NeedDraft
from marketplace.casework.queries import current_disclosure
from marketplace.casework.rules import may_ask_for
from marketplace.common import audit, clock
from marketplace.common.actors import Actor
from marketplace.common.verdict import DomainError
from marketplace.needs.models import Need
from marketplace.organisations.models import Organisation
from marketplace.organisations.queries import is_member
from marketplace.organisations.rules import is_entrusted


class EntrustingRefused(DomainError):
    """These fields may not be released, or nothing is open to this reader."""

    code = "ENTRUSTING_REFUSED"


@transaction.atomic
def disclose(
    *,
    by: User,
    draft: NeedDraft | None,
    organisation: Organisation,
    fields: Sequence[str],
    until: datetime,
    releasable: Collection[str],
) -> Disclosure:
    """Let an organisation under an undertaking read chosen generalised fields until a moment, or the kind alone."""
    may_ask_for(by, draft.case if draft else None).and_then(is_entrusted(organisation)).require()
    if set(fields) - set(releasable):
        raise EntrustingRefused(_("One of the fields may not be released, or has no value."), code="FIELD_NOT_RELEASED")
    if draft is None or draft.need is None or until <= clock.now():
        raise EntrustingRefused(_("Choose a day in the future."))
    disclosure, _made = Disclosure.objects.update_or_create(
        need=draft.need,
        organisation=organisation,
        defaults={
            "case": draft.case, "fields": sorted(fields), "until": until, "released_at": clock.now(),
            "released_by": by, "revoked_at": None,
        },
    )  # fmt: skip
    detail = {"fields": sorted(fields), "organisation": organisation.reference, "until": until.isoformat()}
    audit.record(by=by, verb="disclosure.release", subject=disclosure, detail=detail)
    return disclosure


@transaction.atomic
def read_disclosure(*, by: User, need: Need, organisation: Organisation) -> list[str]:
    """The fields that are open to a member of the organisation now; each reading is logged before anything shows."""
    disclosure = current_disclosure(need, organisation)
    if disclosure is None or not is_member(by, organisation):
        raise EntrustingRefused(_("Nothing is released to you for this need."))
    detail = {"fields": disclosure.fields, "organisation": organisation.reference}
    audit.record_read(by=by, verb="disclosure.read", subject=disclosure, detail=detail)
    return list(disclosure.fields)


@transaction.atomic
def close_disclosure(*, by: Actor, need: Need, organisation: Organisation) -> None:
    """The answer was no, or the time is over: nothing can be read any more."""
    for disclosure in Disclosure.objects.filter(need=need, organisation=organisation, revoked_at__isnull=True):
        Disclosure.objects.filter(pk=disclosure.pk).update(revoked_at=clock.now())
        audit.record(by=by, verb="disclosure.close", subject=disclosure)
