"""An officer is asked to vet an undertaking; the managers learn what became of it."""

from __future__ import annotations

from django.urls import reverse

from marketplace.notifications.actions import finish_work, open_work, tell_once
from marketplace.organisations.events import UndertakingDecided, UndertakingEnded, UndertakingSigned
from marketplace.organisations.messages.audience import answer_by, officers_of
from marketplace.organisations.models import Undertaking
from marketplace.organisations.queries import managers_of
from marketplace.organisations.rules import is_entrusted
from marketplace.organisations.states import UndertakingStatus

VET = "undertaking_to_vet"


def ask_to_vet(event: UndertakingSigned) -> None:
    """An officer of the seat decides whether the organisation may be entrusted."""
    undertaking = _undertaking(event.undertaking_id)
    if undertaking.status != UndertakingStatus.SIGNED:
        return
    for officer in officers_of(undertaking.organisation):
        open_work(
            officer,
            VET,
            subject=_subject(undertaking),
            url=reverse("small_papers"),
            due_at=answer_by(),
            params={"name": undertaking.organisation.name},
        )


def undertaking_is_decided(event: UndertakingDecided) -> None:
    """Nobody waits to vet it; the managers learn the answer."""
    undertaking = _undertaking(event.undertaking_id)
    finish_work(VET, subject=_subject(undertaking))
    kind = "undertaking_refused" if undertaking.status == UndertakingStatus.REFUSED else "undertaking_vetted"
    _tell_managers(undertaking, kind)


def undertaking_is_over(event: UndertakingEnded) -> None:
    """Nobody waits for it, and the managers know that nothing is entrusted to them any more."""
    undertaking = _undertaking(event.undertaking_id)
    finish_work(VET, subject=_subject(undertaking))
    if not is_entrusted(undertaking.organisation):  # a renewed one may be in force
        _tell_managers(undertaking, "undertaking_over")


def _tell_managers(undertaking: Undertaking, kind: str) -> None:
    organisation = undertaking.organisation
    url = f"{reverse('undertaking', args=[organisation.reference])}?undertaking={undertaking.reference}"
    tell_once(managers_of(organisation), kind, {"name": organisation.name}, url)


def _subject(undertaking: Undertaking) -> str:
    return f"undertaking:{undertaking.reference}"


def _undertaking(key: int) -> Undertaking:
    return Undertaking.objects.select_related("organisation").get(pk=key)
