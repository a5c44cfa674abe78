"""A partner's answer to a proposal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
        label=_("How much you bring"), max_length=60, required=False, help_text=_("Leave it empty if all of it.")
    )

    def __init__(self, *args: Any, organisation_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["fund"]
        field.choices = [("", pgettext_lazy("fund", "none")), *funds_of(organisation_id)]


class DeclineForm(forms.Form):
    """Say why; the next run learns from it."""

    reason = forms.ChoiceField(label=_("Why not"), choices=DeclineReason.choices, widget=forms.RadioSelect)
    comment = forms.CharField(
        label=_("Comment"), max_length=300, required=False, help_text=_("No names or addresses; it is scanned.")
    )
