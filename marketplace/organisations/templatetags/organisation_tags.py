"""`{% load organisation_tags %}`: codes of this package in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from django import template
from django.utils.translation import gettext_lazy as _

from marketplace.organisations.forms.officers import FIELDS
from marketplace.organisations.models import CapabilityKind, MemberRole, Remark

STEPS: Final = {
    "who": _("Who your organisation is"),
    "about": _("What the public reads"),
    "capabilities": _("What you want to be"),
}
register = template.Library()


@register.filter
def capability_kind(code: str) -> str:
    """`charity` -> what people call it."""
    return str(dict(CapabilityKind.choices).get(code, code))


@register.filter
def member_role(code: str) -> str:
    """`manager` -> what people call it."""
    return str(dict(MemberRole.choices).get(code, code))


@register.filter
def as_day(text: str) -> date | str:
    """A day that was kept as text in a notice."""
    return date.fromisoformat(text) if text else ""


@register.filter
def application_step(step: str) -> str:
    """The heading of a page of the application."""
    return str(STEPS[step])


@register.filter
def application_field(field: str) -> str:
    """What an officer's comment is about."""
    if field.startswith("paper:") and field.removeprefix("paper:") in CapabilityKind.values:
        return capability_kind(field.removeprefix("paper:"))
    return str(dict(FIELDS).get(field, field))


@register.simple_tag
def remark_at(remarks: Iterable[Remark], field: str) -> str:
    """The officer's comment at a field, if any."""
    return next((remark.comment for remark in remarks or () if remark.field == field), "")


@register.filter
def of_code(names: Mapping[str, str], code: str) -> str:
    """The organisation with this credit code, or a dash."""
    return names.get(code, "—")
