"""A partner's answer to a proposal."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.common import clock
from matching.queries import funds_of
from matching.states import DeclineReason


class AcceptForm(forms.Form):
    """Name the fund that pays, or none."""

    fund = forms.ChoiceField(
        label=_("Programme or fund that pays"),
        required=False,
        help_text=_("Only open ones of your organisation with something left. Choose none if you bring it yourselves."),
    )
    quantity = forms.CharField(
        label=_("How much you bring"),
        max_length=60,
        required=False,
        help_text=_("Leave it empty if all of it. No names or addresses; it is scanned."),
    )
    is_part = forms.BooleanField(label=_("This is only a part; the rest stays open for others"), required=False)

    def __init__(self, *args: Any, organisation_id: int, divisible: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not divisible:
            del self.fields["is_part"]
        field: Any = self.fields["fund"]
        field.choices = [("", pgettext_lazy("fund", "none")), *funds_of(organisation_id)]


class DeclineForm(forms.Form):
    """Say why; the next run learns from it."""

    reason = forms.ChoiceField(label=_("Why not"), choices=DeclineReason.choices, widget=forms.RadioSelect)
    comment = forms.CharField(
        label=_("Comment"), max_length=300, required=False, help_text=_("No names or addresses; it is scanned.")
    )


CHOOSE = {"required": _("Choose at least one partner.")}


class OneOf(forms.ChoiceField):
    """One choice, as a list of one."""

    def clean(self, value: Any) -> Any:
        return [super().clean(value)]


class AskForm(forms.Form):
    """Whom to ask, what each may read, why, and until when."""

    def __init__(
        self, *args: Any, partners: list[tuple[str, str]], fields: list[tuple[str, str]], several: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told"].choices = fields  # type: ignore[attr-defined]
        self.fields["partners"].choices = partners  # type: ignore[attr-defined]
        if several:
            self.fields["because"].required = False
        else:
            self.fields["partners"] = OneOf(
                label=_("Whom to ask"), choices=partners, widget=forms.RadioSelect, error_messages=CHOOSE
            )

    told = forms.MultipleChoiceField(
        label=_("What they may read"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "The kind of help is always told. Release as little more as an answer needs; each reading is logged."
        ),
    )
    partners = forms.MultipleChoiceField(
        label=_("Whom to ask"), widget=forms.CheckboxSelectMultiple, error_messages=CHOOSE
    )
    because = forms.CharField(
        label=_("Why these partners"),
        max_length=300,
        help_text=_("For colleagues. No names or addresses; it is scanned."),
    )
    until = forms.DateField(label=_("Answer until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def end(self) -> datetime:
        """The end of the chosen day."""
        return clock.start_of(self.cleaned_data["until"] + timedelta(days=1))
