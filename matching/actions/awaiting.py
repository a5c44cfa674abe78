"""Partners whose offers were full, or who came too late, wait for a need of their kind and are told once."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.verdict import DomainError
from marketplace.organisations.models import Organisation
from matching.models import Awaiting
from matching.rules import may_await


class WaitsAlready(DomainError):
    """The organisation is on the list for this kind."""

    code = "WAITS_ALREADY"


@transaction.atomic
def await_need(*, by: User, organisation: Organisation, need_kind: str) -> Awaiting:
    """Be told once when a need of this kind is free; refused without an offer of the kind in force."""
    may_await(by, organisation, need_kind).require()
    row, made = Awaiting.objects.get_or_create(
        organisation=organisation, need_kind=need_kind, ended_at=None, defaults={"by": by}
    )
    if not made:
        raise WaitsAlready(_("You are on the list for this kind already."))
    audit.record(by=by, verb="awaiting.begin", subject=row, detail={"kind": need_kind})
    return row


@transaction.atomic
def stop_awaiting(*, by: User, organisation: Organisation, need_kind: str) -> None:
    """The organisation does not want to be told any more."""
    may_await(by, organisation, need_kind, starting=False).require()
    rows = Awaiting.objects.filter(organisation=organisation, need_kind=need_kind, ended_at__isnull=True)
    for row in rows:
        end_awaiting(row)
        audit.record(by=by, verb="awaiting.stop", subject=row)


def end_awaiting(row: Awaiting) -> bool:
    """Told or stopped; False when somebody was faster."""
    return bool(Awaiting.objects.filter(pk=row.pk, ended_at__isnull=True).update(ended_at=clock.now()))
