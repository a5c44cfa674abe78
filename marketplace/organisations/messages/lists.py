"""Published lists wait for a second person."""

from __future__ import annotations

from django.urls import reverse

from marketplace.accounts.queries import CITY, officers_for
from marketplace.notifications.actions import finish_work, open_work
from marketplace.organisations.events import EligibilityListDecided, EligibilityListEntered
from marketplace.organisations.messages.audience import answer_by
from marketplace.organisations.models import EligibilityList
from marketplace.organisations.states import ListStatus

COMPARE = "list_to_compare"


def ask_second_person(event: EligibilityListEntered) -> None:
    """The officers of the city but the one who imported it."""
    imported = EligibilityList.objects.get(pk=event.list_id)
    if imported.status != ListStatus.ENTERED:
        return
    for officer in officers_for(CITY):
        if officer.pk != imported.entered_by_id:
            url = reverse("eligibility_list", args=[imported.reference])
            open_work(officer, COMPARE, subject=f"list:{imported.reference}", url=url, due_at=answer_by())


def list_is_decided(event: EligibilityListDecided) -> None:
    """Nobody waits to compare it."""
    imported = EligibilityList.objects.get(pk=event.list_id)
    finish_work(COMPARE, subject=f"list:{imported.reference}")
