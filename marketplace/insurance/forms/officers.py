"""What an officer writes when a programme is sent back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CommentForm(forms.Form):
    """What is to be mended; the insurer reads it."""

    comment = forms.CharField(label=_("What is to be mended"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
