"""Capacity by week: a number and a pause for each week of the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.offers.actions import Week
from marketplace.offers.calendar import CalendarWeek

MOST = 9999


class WeeksForm(forms.Form):
    """One line for each week that no older, longer period covers."""

    def __init__(self, data: Any = None, *, weeks: list[CalendarWeek]) -> None:
        super().__init__(data)
        self.lines = weeks
        for week in self._open():
            label = _("Needs you can take in the week of %(day)s") % {"day": week.monday}
            self.fields[f"capacity_{week.monday}"] = forms.IntegerField(
                label=str(label),
                min_value=0,
                max_value=MOST,
                required=False,
                initial=week.period.capacity if week.period else None,
            )
            self.fields[f"paused_{week.monday}"] = forms.BooleanField(
                label=str(_("Pause the week of %(day)s") % {"day": week.monday}),
                required=False,
                initial=bool(week.period and week.period.paused),
            )

    def rows(self) -> Iterator[dict[str, Any]]:
        """Each week with its two fields, or with the period that covers it."""
        for week in self.lines:
            name = str(week.monday)
            fields = {} if week.covering else {"capacity": self[f"capacity_{name}"], "paused": self[f"paused_{name}"]}
            yield {"week": week, **fields}

    def weeks(self) -> list[Week]:
        """Weeks with a number, or paused."""
        entered = ((week, self.cleaned_data[f"capacity_{week.monday}"], self._paused(week)) for week in self._open())
        return [
            Week(week.monday, number or 0, paused) for week, number, paused in entered if number is not None or paused
        ]

    def clean(self) -> dict[str, Any]:
        """A number once entered is changed, not emptied."""
        data: dict[str, Any] = super().clean() or {}
        for week in self._open():
            if week.period is not None and data.get(f"capacity_{week.monday}", 0) is None:
                self.add_error(f"capacity_{week.monday}", _("Enter a number; 0 if you can take nothing."))
        return data

    def _open(self) -> list[CalendarWeek]:
        return [week for week in self.lines if week.covering is None]

    def _paused(self, week: CalendarWeek) -> bool:
        return bool(self.cleaned_data[f"paused_{week.monday}"])
