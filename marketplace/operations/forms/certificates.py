"""What a visitor enters to check a certificate."""

from __future__ import annotations

from typing import Final

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

AS_PRINTED: Final = RegexValidator(
    r"^[A-Za-z0-9_-]+\Z", _("Only letters, digits and hyphens stand here. Copy it as it is printed.")
)
"""Both become part of an address."""


class VerifyForm(forms.Form):
    """Number and code of a certificate."""

    number = forms.CharField(
        label=_("Certificate number"), max_length=40, validators=[AS_PRINTED], help_text="NB-TR-2026-001-000001-8"
    )
    code = forms.CharField(label=_("Check code of the certificate"), max_length=40, validators=[AS_PRINTED])


class VerifyFileForm(forms.Form):
    """The PDF itself."""

    file = forms.FileField(label=_("Certificate as PDF"))
