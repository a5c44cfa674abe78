"""Days and moments, picked or typed."""

from __future__ import annotations

from typing import Any

from django import forms

MOMENT = "%Y-%m-%dT%H:%M"


def day_input() -> forms.DateInput:
    """A day, picked or typed as 2026-12-01."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class MomentField(forms.DateTimeField):
    """A moment on the city's clocks, to the minute: 2026-12-01 09:00 also without a picker."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local"})
        super().__init__(widget=widget, input_formats=[MOMENT, "%Y-%m-%d %H:%M"], **kwargs)


def checks(label: Any, *, required: bool = False, help_text: Any = "") -> forms.MultipleChoiceField:
    """Any number of choices; the form fills them in."""
    return forms.MultipleChoiceField(
        label=label, widget=forms.CheckboxSelectMultiple, required=required, help_text=help_text
    )
