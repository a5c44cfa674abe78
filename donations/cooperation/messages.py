"""Agreements between charities: the qualified one is asked, officers read, both are told."""

from __future__ import annotations

from django.urls import reverse

from donations.cooperation.events import (
    CooperationApproved,
    CooperationAsked,
    CooperationConfirmed,
    CooperationEnded,
    CooperationReturned,
)
from donations.cooperation.rules import may_moderate, seat_of
from donations.cooperation.states import CooperationStatus
from donations.models import Cooperation
from marketplace.accounts.models import User
from marketplace.accounts.queries import officers_for
from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.common.workdays import add_working_days
from marketplace.notifications.actions import finish_work, open_work, tell_once
from marketplace.organisations.models import Organisation
from marketplace.organisations.queries import managers_of

CONFIRM, READ, MEND = "cooperation_to_confirm", "cooperation_to_read", "cooperation_to_mend"


def ask_qualified_charity(event: CooperationAsked) -> None:
    """Its managers find the agreement in their work."""
    row = _row(event.cooperation_id)
    finish_work(MEND, subject=_subject(row))
    if row.status == CooperationStatus.ASKED:
        _let_managers(row.charity, CONFIRM, row)


def ask_officers(event: CooperationConfirmed) -> None:
    """Officers of the place who belong to neither charity find it in their work."""
    row = _row(event.cooperation_id)
    finish_work(CONFIRM, subject=_subject(row))
    if row.status != CooperationStatus.SUBMITTED:
        return
    today = clock.today()
    due = clock.start_of(add_working_days(today, int(rule("cooperation.review_working_days", on=today).value)))
    for officer in officers_for(seat_of(row)):
        if may_moderate(officer, row):
            open_work(officer, READ, subject=_subject(row), url=_page(row), due_at=due, params=_params(row))


def tell_of_return(event: CooperationReturned) -> None:
    """The charity that asked finds the mending in its work."""
    row = _row(event.cooperation_id)
    finish_work(READ, subject=_subject(row))
    if row.status == CooperationStatus.RETURNED:
        _let_managers(row.initiator, MEND, row)


def tell_of_approval(event: CooperationApproved) -> None:
    """Both charities learn whose programme it is now."""
    row = _row(event.cooperation_id)
    finish_work(READ, subject=_subject(row))
    if row.status == CooperationStatus.IN_FORCE:
        tell_once(_both(row), "cooperation_in_force", _params(row), _page(row))


def tell_of_end(event: CooperationEnded) -> None:
    """Nobody confirms, reads or mends it any more; both charities learn that no gift is taken under it."""
    row = _row(event.cooperation_id)
    for kind in (CONFIRM, READ, MEND):
        finish_work(kind, subject=_subject(row))
    tell_once(_both(row), "cooperation_ended", _params(row), _page(row))


def _let_managers(charity: Organisation, kind: str, row: Cooperation) -> None:
    for person in managers_of(charity):
        open_work(
            person, kind, subject=_subject(row), url=_page(row), params=_params(row), acting_for=charity.reference
        )


def _both(row: Cooperation) -> list[User]:
    people = {person.pk: person for side in (row.initiator, row.charity) for person in managers_of(side)}
    return [people[key] for key in sorted(people)]


def _row(key: int) -> Cooperation:
    return Cooperation.objects.select_related("programme", "initiator", "charity").get(pk=key)


def _subject(row: Cooperation) -> str:
    return f"cooperation:{row.reference}"


def _page(row: Cooperation) -> str:
    return reverse("cooperation", args=[row.reference])


def _params(row: Cooperation) -> dict[str, str | int | None]:
    """Each agreement is news of its own."""
    return {"name": row.programme.name, "of": row.reference}
