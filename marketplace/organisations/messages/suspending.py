"""The people of an organisation learn at once that it is stopped, why, and when it may go on."""

from __future__ import annotations

from marketplace.notifications.actions import tell_once
from marketplace.notifications.ports import audience
from marketplace.organisations.events import Suspended, SuspensionLifted
from marketplace.organisations.messages.audience import own_page
from marketplace.organisations.models import Suspension


def tell_of_suspension(event: Suspended) -> None:
    """Everybody who acts for it; the reason stands on its page, where a manager may reply."""
    suspension = _suspension(event.suspension_id)
    if suspension.is_open:
        _tell(suspension, "organisation_suspended")


def tell_of_lifting(event: SuspensionLifted) -> None:
    """It may go on."""
    _tell(_suspension(event.suspension_id), "suspension_lifted")


def _tell(suspension: Suspension, kind: str) -> None:
    organisation = suspension.organisation
    what = suspension.capability.kind if suspension.capability else ""
    url = f"{own_page(organisation)}#{suspension.reference}"
    tell_once(audience().members_of(organisation.pk), kind, {"name": organisation.name, "kind": what}, url)


def _suspension(key: int) -> Suspension:
    return Suspension.objects.select_related("organisation", "capability").get(pk=key)
