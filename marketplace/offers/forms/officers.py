"""What an officer writes when an offer is sent back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CommentForm(forms.Form):
    """What is to be mended; the organisation reads it."""

    comment = forms.CharField(
        label=_("What is to be mended"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The organisation reads this. Say what it can do."),
    )
