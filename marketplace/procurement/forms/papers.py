"""What the two sides enter about the paper of their contract."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.common import clock
from marketplace.common.form_rows import day_field

PDF_ONLY: Final = {"accept": "application/pdf"}


class _WithPdf(forms.Form):
    """A form with a PDF; what it is, the bytes tell."""

    paper = forms.FileField(label=_("PDF"), help_text=_("Up to 8 MB."), widget=forms.ClearableFileInput(attrs=PDF_ONLY))

    def pdf(self) -> bytes:
        """The bytes that were sent."""
        data: bytes = self.cleaned_data["paper"].read()
        return data


class PaperForm(_WithPdf):
    """The signed contract."""

    signed_on = day_field(
        label=_("Day of the signatures"), initial=clock.today, help_text=_("The later one, if they differ.")
    )
    late_because = forms.CharField(
        label=_("If later than the law has it: why?"), max_length=300, required=False,
        help_text=_("Everybody reads it on the public page."),
    )  # fmt: skip
    field_order = ("paper", "signed_on", "late_because")


class PaperRefusalForm(forms.Form):
    """Why the buyer does not confirm it."""

    because = forms.CharField(label=_("What is wrong with the paper?"), max_length=300)


class CopyForm(_WithPdf):
    """The contract without what is nobody's business."""

    no_secrets = forms.BooleanField(
        label=_("It holds no business secret, no bank account, and no name or number of a private person")
    )


def blank() -> dict[str, Any]:
    """Each form of the page, by what it does."""
    return {name: form() for name, form in FORMS.items()}


FORMS: Final[dict[str, type[forms.Form]]] = {
    "give_paper": PaperForm, "refuse_paper": PaperRefusalForm, "give_copy": CopyForm,
}  # fmt: skip
