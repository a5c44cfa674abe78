"""A helper reports a delivery."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class DeliveryForm(forms.Form):
    """When, what in a few words, and perhaps a proof without faces or doors."""

    delivered_on = forms.DateField(label=_("Delivered on"), widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(
        label=_("In a few words"), max_length=200, required=False, help_text=_("No names or addresses.")
    )
    proof = forms.FileField(
        label=_("Picture or paper as proof"), required=False, help_text=_("No faces, no doors; JPEG, PNG or PDF.")
    )
