"""Form fields that read like cells of an import, and the choices of a caseworker's area."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Role
from marketplace.accounts.queries import Reader, covers, places_of
from marketplace.casework.importing.cells import CellProblem
from marketplace.common import places
from marketplace.common.naming import language

YES_NO = (("yes", _("yes")), ("no", _("no")))
QUIET = {"autocomplete": "off", "spellcheck": "false"}
"""Nothing typed here is remembered by the browser or sent to a spelling service."""


class CellField(forms.CharField):
    """Text that `read` turns into a value; empty gives None. Its refusal is the one of an import."""

    def __init__(self, read: Callable[[str], Any], **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs=QUIET | options.pop("attrs", {})))
        super().__init__(**options)
        self.read = read

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return self.read(text)
        except CellProblem as problem:
            raise forms.ValidationError(problem.said(), code=problem.code) from problem


def text_field(limit: int, **options: Any) -> forms.CharField:
    """One line of text that the browser keeps to itself."""
    return forms.CharField(max_length=limit, widget=forms.TextInput(attrs=QUIET), **options)


def date_field(**options: Any) -> forms.DateField:
    """A day, chosen or typed."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def yes_no_field(**options: Any) -> forms.TypedChoiceField:
    """Yes, no, or nothing when it is not required."""
    return forms.TypedChoiceField(
        choices=YES_NO,
        coerce=lambda word: word == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
        **options,
    )


def township_choices(reader: Reader, role: Role = Role.CASEWORKER) -> list[tuple[str, list[tuple[str, str]]]]:
    """(district, [(code, township)]) of the places for which the reader holds the role."""
    held = places_of(reader, role)
    groups = []
    for district in places.districts():
        inside = [each for each in places.townships(district.code) if any(covers(wide, each.code) for wide in held)]
        if inside:
            named = [(each.code, places.place_name(each.code, language())) for each in inside]
            groups.append((places.place_name(district.code, language()), named))
    return groups
