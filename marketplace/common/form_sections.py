"""A long form in parts, each with a heading and an address of its own on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BoundField


@dataclass(frozen=True)
class Section:
    """A part of a form; id is where links to it lead."""

    id: str
    title: str
    fields: list[BoundField]


def in_sections(form: BaseForm, parts: Sequence[tuple[str, Any, Sequence[str]]]) -> list[Section]:
    """(id, title, names of fields) as sections; without the fields that this form has not, and without empty parts."""
    found = [
        Section(part, title, [form[name] for name in names if name in form.fields]) for part, title, names in parts
    ]
    return [section for section in found if any(not field.is_hidden for field in section.fields)]
