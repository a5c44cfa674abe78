"""Recording, correcting, certifying and checking."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.common.naming import code_choices, said
from marketplace.organisations.models import Organisation
from marketplace.volunteers.forms.fields import MomentField, day_input
from marketplace.volunteers.models import CheckOutcome

TRAVEL = _("Of these, minutes only on the way")
TRAVEL_HINT = _("Time on the way is not time given and does not count.")


class CodeForm(forms.Form):
    """The six digits that the host shows."""

    code = forms.CharField(
        label=_("Code of the host"), max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Six digits on the host's page; they change every few minutes."),
    )  # fmt: skip


class TimesForm(forms.Form):
    """When somebody came and went who could not check in or out."""

    came_at = MomentField(label=_("Came at"))
    left_at = MomentField(label=_("Left at"))


class RecordForm(forms.Form):
    """What of the time was given, and how well."""

    travel_minutes = forms.IntegerField(label=TRAVEL, help_text=TRAVEL_HINT, min_value=0, max_value=1440, initial=0)
    quality = forms.ChoiceField(label=_("Quality"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quality"].choices = [("", "—"), *code_choices("service_quality")]  # type: ignore[attr-defined]


class CorrectionForm(forms.Form):
    """The right time, and why."""

    minutes = forms.IntegerField(label=_("Minutes actually given"), min_value=0, max_value=1440)
    travel_minutes = forms.IntegerField(
        label=_("Minutes only on the way, beside them"), help_text=TRAVEL_HINT, min_value=0, max_value=1440, initial=0
    )
    because = forms.CharField(label=_("Why"), max_length=200, help_text=_("The volunteer reads it."))


class WrongRecordForm(forms.Form):
    """What the volunteer says is wrong."""

    says = forms.CharField(
        label=_("What is wrong"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: I stayed until half past eleven."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """Why not."""

    answer = forms.CharField(label=_("Your answer"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class AskCertificateForm(forms.Form):
    """From whom, and for which days."""

    organisation: Any = forms.ModelChoiceField(
        label=_("Organisation that recorded the service"), queryset=None, to_field_name="reference"
    )
    first_day = forms.DateField(label=_("From"), widget=day_input(), required=False)
    last_day = forms.DateField(
        label=_("Until"), widget=day_input(), required=False, help_text=_("Leave both open for everything.")
    )

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own: Any = self.fields["organisation"]
        own.queryset, own.label_from_instance = organisations, _name

    def clean(self) -> dict[str, Any]:
        """The end does not come before the beginning."""
        data: dict[str, Any] = super().clean() or {}
        start, end = data.get("first_day"), data.get("last_day")
        if start and end and end < start:
            self.add_error("last_day", _("The end lies before the beginning. Choose a later day."))
        return data


class CheckForm(forms.Form):
    """What an officer found."""

    outcome = forms.TypedChoiceField(
        label=_("What you found"), choices=CheckOutcome.choices, coerce=CheckOutcome, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class SystemForm(forms.Form):
    """A group's number in the designated national system."""

    organisation: Any = forms.ModelChoiceField(label=_("Group"), queryset=None, to_field_name="reference")
    number = forms.CharField(label=_("Number in the national system"), max_length=40)
    since = forms.DateField(label=_("In the system since"), widget=day_input())

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own: Any = self.fields["organisation"]
        own.queryset, own.label_from_instance = organisations, _name


def _name(organisation: Organisation) -> str:
    return said(organisation, "name")
