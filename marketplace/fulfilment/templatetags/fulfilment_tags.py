"""`{% load fulfilment_tags %}`: what codes of an agreed day, a proof or a message are called."""

from __future__ import annotations

from datetime import date

from django import template
from django.template.defaultfilters import date as formatted
from django.utils.translation import gettext_lazy as _

from marketplace.common.verdict import Sentence
from marketplace.fulfilment.models import HandOver
from marketplace.fulfilment.states import MessageFault, ProofFault

PLACES: dict[str, Sentence] = {
    HandOver.CONTACT: _("to the household, as arranged with the caseworker"),
    HandOver.WINDOW: _("at the township window"),
}
register = template.Library()


@register.filter
def place_of(code: str) -> Sentence:
    """Where the help is handed over: the kind of place alone."""
    return PLACES.get(code, "")


@register.filter
def day_of(day: date | str) -> str:
    """A day, also one that was kept as text, with its weekday; nothing where none was told."""
    if not day:
        return ""
    return formatted(date.fromisoformat(day) if isinstance(day, str) else day, _day_format())


@register.filter
def proof_fault(code: str) -> str:
    """Why a proof is refused."""
    return str(ProofFault(code).label) if code in ProofFault.values else ""


@register.filter
def message_fault(code: str) -> str:
    """Why a message is not passed on."""
    return str(MessageFault(code).label) if code in MessageFault.values else ""


def _day_format() -> str:
    return str(_("j F Y (l)"))
