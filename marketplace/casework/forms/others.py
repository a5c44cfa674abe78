"""Assessment, release of contact, upload of a file, search, erasure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.casework.codes import Dimension, ShredReason
from marketplace.casework.forms.fields import QUIET, CellField, date_field
from marketplace.casework.importing import cells
from marketplace.common import clock

UPLOAD_LIMIT = 5 * 1024 * 1024
"""On the site; larger files are imported by the operator's command."""
USUAL_RELEASE = timedelta(days=14)
RELEASABLE = (("head_name", _("name of the head of household")), ("phone", _("telephone")), ("address", _("address")))


class AssessmentForm(forms.Form):
    """The six dimensions after a visit, 0 good to 100 worst."""

    visited_on = date_field(label=_("Visited on"))
    note = forms.CharField(
        label=_("Note for colleagues"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, **QUIET}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for dimension in Dimension:
            self.fields[dimension.value] = CellField(
                cells.score, label=dimension.label, required=False, attrs={"inputmode": "numeric", "size": 4}
            )

    def clean_visited_on(self) -> date:
        """A visit has taken place."""
        day: date = self.cleaned_data["visited_on"]
        if day > clock.today():
            raise forms.ValidationError(_("This day lies in the future."), code="DAY_IN_FUTURE")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.scores():
            raise forms.ValidationError(_("Score at least one dimension."), code="NO_SCORE")
        return cleaned

    def scores(self) -> dict[str, int]:
        """The dimensions that were given."""
        given = {dimension.value: self.cleaned_data.get(dimension.value) for dimension in Dimension}
        return {name: score for name, score in given.items() if score is not None}


class ReleaseForm(forms.Form):
    """Which fields the helper may read, and until when."""

    fields_released = forms.MultipleChoiceField(
        label=_("The helper may read"), choices=RELEASABLE, widget=forms.CheckboxSelectMultiple
    )
    until = date_field(label=_("Until the end of"), help_text=_("As short as the help needs."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"until": clock.today() + USUAL_RELEASE})
        super().__init__(*args, **kwargs)

    def end(self) -> datetime:
        """The last moment of the day."""
        day: date = self.cleaned_data["until"]
        return datetime.combine(day, time.max, tzinfo=clock.CITY_ZONE)


class UploadForm(forms.Form):
    """A table of households and needs."""

    file = forms.FileField(
        label=_("CSV or XLSX file"),
        help_text=_("Up to 5 MB. Nothing is imported before you have seen the preview."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def clean_file(self) -> Any:
        """Read no more than we would keep."""
        upload = self.cleaned_data["file"]
        if upload.size > UPLOAD_LIMIT:
            raise forms.ValidationError(_("The file is larger than 5 MB. Split it."), code="TOO_LARGE")
        return upload


class FindForm(forms.Form):
    """One exact number; sent in the body of a request, never in an address."""

    number = forms.CharField(
        label=_("Find a household"),
        max_length=60,
        widget=forms.TextInput(attrs=QUIET),
        help_text=_("Exact case number or resident ID number. The search is logged."),
    )


class ShredForm(forms.Form):
    """Why a household's file is erased."""

    because = forms.TypedChoiceField(
        label=_("Reason"), choices=ShredReason.choices, coerce=ShredReason, widget=forms.RadioSelect
    )
    certain = forms.BooleanField(label=_("I know that this cannot be undone"))
