"""A helper is suspended while it has still something to bring: whose household waits for it knows."""

from __future__ import annotations

from marketplace.fulfilment.messages.people import address_of, params_of
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.states import RUNNING
from marketplace.notifications.actions import Params, tell_once
from marketplace.organisations.events import Suspended
from marketplace.organisations.models import Suspension


def tell_caseworkers_of_suspension(event: Suspended) -> None:
    """Of the whole organisation; it may finish, and the caseworker may give the place to others."""
    suspension = Suspension.objects.get(pk=event.suspension_id)
    if suspension.capability_id is not None or not suspension.is_open:
        return
    owed = Assignment.objects.filter(organisation=suspension.organisation_id, status__in=sorted(RUNNING))
    for assignment in owed.select_related("need__author").order_by("pk"):
        params: Params = params_of(assignment) | {"suspension": suspension.reference}
        tell_once([assignment.need.author], "helper_suspended", params, address_of(assignment))
