"""Fields that come in numbered rows, without a script: empty rows are left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from marketplace.common.money import parse_amount
from marketplace.common.verdict import DomainError


class YuanField(forms.CharField):
    """An amount in yuan, cleaned to fen."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=20, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return 0
        try:
            return parse_amount(text.strip())
        except DomainError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


def day_field(**kwargs: Any) -> forms.DateField:
    """A day, with the browser's calendar where it has one."""
    return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)


class RowsForm(forms.Form):
    """A form with `row_count` rows of the fields that `row_fields` makes."""

    row_count = 3

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, self.row_count + 1):
            for name, field in self.row_fields(number).items():
                self.fields[f"{name}_{number}"] = field

    def row_fields(self, number: int) -> dict[str, forms.Field]:
        """The fields of one row."""
        raise NotImplementedError

    def rows(self) -> Iterator[list[BoundField]]:
        """For the template: the bound fields row by row."""
        for number in range(1, self.row_count + 1):
            yield [self[f"{name}_{number}"] for name in self.row_fields(number)]

    def filled(self, leading: str) -> Iterator[dict[str, Any]]:
        """The cleaned rows whose `leading` field says something."""
        for number in range(1, self.row_count + 1):
            row = {name: self.cleaned_data.get(f"{name}_{number}") for name in self.row_fields(number)}
            if row[leading]:
                yield row

    def require_in_rows(self, leading: str, needed: str) -> None:
        """Where a row begins it is complete."""
        for number in range(1, self.row_count + 1):
            begun, rest = self.cleaned_data.get(f"{leading}_{number}"), self.cleaned_data.get(f"{needed}_{number}")
            if begun and not rest and f"{needed}_{number}" not in self.errors:
                self.add_error(f"{needed}_{number}", _("Complete this row or leave it empty."))
