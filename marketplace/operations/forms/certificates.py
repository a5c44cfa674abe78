"""What a visitor enters to check a certificate."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class VerifyForm(forms.Form):
    """Number and code of a certificate."""

    number = forms.CharField(label=_("Certificate number"), max_length=40, help_text="NB-TR-2026-001-000001-8")
    code = forms.CharField(label=_("Check code of the certificate"), max_length=40)


class VerifyFileForm(forms.Form):
    """The PDF itself."""

    file = forms.FileField(label=_("Certificate as PDF"))
