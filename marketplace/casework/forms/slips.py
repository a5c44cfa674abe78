"""The code of a slip as it is typed from paper."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SlipCodeForm(forms.Form):
    """Hyphens, spaces and small letters do not matter."""

    code = forms.CharField(
        label=_("The characters on your slip"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("Small letters, hyphens and spaces do not matter."),
    )
