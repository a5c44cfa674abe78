"""What a notice or a piece of work says (`notice/<kind>.txt`) in the present language, and its topic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.template import Context
from django.template.loader import get_template
from django.utils.translation import gettext_lazy as _

from marketplace.common.verdict import Sentence

FOLDER = "templates/notice"
TOPICS: Mapping[str, Sentence] = {
    "casework": _("Households and hand-over"),
    "needs": _("Needs and their review"),
    "matching": _("Proposals"),
    "fulfilment": _("Promises and deliveries"),
    "donations": _("Gifts, refunds and receipts"),
    "procurement": _("Tenders and contracts"),
    "organisations": _("Organisations and papers"),
    "offers": _("Offers"),
    "volunteers": _("Volunteers and service records"),
    "insurance": _("Group programmes"),
    "publications": _("Words for the public"),
    "cms": _("Pages and reports"),
}
"""The packages that speak, in the order of the settings page."""


@dataclass(frozen=True, slots=True)
class Said:
    """What waits or happened, and for work also what follows if nothing is done."""

    what: str
    otherwise: str


def say(kind: str, params: Mapping[str, Any]) -> Said:
    """The first paragraph of the template says what, the second what happens otherwise: plain text, not HTML."""
    template: Any = get_template(f"notice/{kind}.txt")
    text: str = template.template.render(Context(dict(params), autoescape=False))
    what, _gap, otherwise = text.strip().partition("\n\n")
    return Said(" ".join(what.split()), " ".join(otherwise.split()))


@cache
def topic_of(kind: str) -> str:
    """The label of the application whose sentence it is."""
    template: Any = get_template(f"notice/{kind}.txt")
    file = Path(template.origin.name).resolve()
    return next(topic for topic in TOPICS if file.is_relative_to(Path(apps.get_app_config(topic).path).resolve()))


@cache
def kinds_of(topic: str) -> tuple[str, ...]:
    """Every kind of a topic, from the templates of its application."""
    folder = Path(apps.get_app_config(topic).path) / FOLDER
    return tuple(sorted(file.stem for file in folder.glob("*.txt")))
