"""Partners whose offers were full, or who came too late, wait for a need of their kind and are told once."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.actors import SystemActor
from marketplace.common.verdict import DomainError
from marketplace.notifications.actions import Params, tell_once
from marketplace.notifications.ports import audience
from marketplace.organisations.models import Organisation
from matching.models import Awaiting
from matching.rules import may_await

LIST = SystemActor("waiting-list")


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
    for row in rows.select_for_update():
        Awaiting.objects.filter(pk=row.pk).update(ended_at=clock.now())
        audit.record(by=by, verb="awaiting.stop", subject=row)


@transaction.atomic
def end_awaiting(*, row: Awaiting) -> bool:
    """Tell the organisation that a need is free, once; False when it was told or stopped meanwhile."""
    if not Awaiting.objects.filter(pk=row.pk, ended_at__isnull=True).update(ended_at=clock.now()):
        return False
    audit.record(by=LIST, verb="awaiting.tell", subject=row, detail={"kind": row.need_kind})
    url = f"{reverse('needs')}?{urlencode({'need_kind': row.need_kind})}"
    params: Params = {"need_kind": row.need_kind, "wait": row.pk}
    tell_once(audience().members_of(row.organisation_id), "need_is_free", params, url)
    return True
