"""A made-up form for the style sheet page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Name on the receipt"), help_text=_("A company gives its registered name."))
    amount = forms.DecimalField(
        label=_("Amount"),
        min_value=1,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    preset = forms.ChoiceField(
        label=_("Or choose an amount"),
        choices=[("50", "50"), ("100", "100"), ("200", "200"), ("rest", _("the rest: 33,580.00 yuan"))],
        widget=forms.RadioSelect,
        required=False,
    )
    district = forms.ChoiceField(label=_("District"), choices=[("", _("Choose")), ("330212", _("Yinzhou"))])
    hardships = forms.MultipleChoiceField(
        label=_("What is hard at the moment"),
        choices=[("cold", _("keeping warm")), ("ill", _("illness")), ("school", _("school"))],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick everything that applies."),
    )
    needed_by = forms.DateField(
        label=_("Needed by"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("For example 2026-12-15"),
    )
    proof = forms.FileField(
        label=_("Proof of delivery"),
        required=False,
        help_text=_("A picture without faces, JPEG or PNG, up to 5 MB"),
    )
    story = forms.CharField(label=_("In your words"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    agreed = forms.BooleanField(
        label=_("The household has agreed to this being published"),
        help_text=_("The signed sheet is in the file."),
    )
