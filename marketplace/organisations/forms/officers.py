"""What officers enter about an application and its claims."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.organisations.forms.joining import day_input
from marketplace.organisations.models import Capability, Organisation
from marketplace.organisations.models.capability import WAITING

FIELDS = (
    ("name", _("Registered name")),
    ("credit_code", _("Unified social credit code")),
    ("kind", _("Legal form")),
    ("district", _("Seat")),
    ("summary", _("What your organisation does")),
    ("contact", _("How your office can be reached")),
    ("paper:registration", _("Registration certificate")),
)


class ReturnForm(forms.Form):
    """A comment at each field that is to be mended; one at least."""

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        claims = [c for c in organisation.capabilities.all() if c.status in WAITING]
        papers = [
            (f"paper:{claim.kind}", _("Paper: %(kind)s") % {"kind": claim.get_kind_display()}) for claim in claims
        ]
        for name, label in [*FIELDS, *papers]:
            self.fields[name] = forms.CharField(
                label=str(label), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )

    def clean(self) -> dict[str, Any]:
        """Sending back without a word helps nobody."""
        data: dict[str, Any] = super().clean() or {}
        if not any(data.values()):
            self.add_error(None, _("Say at one field at least what is to be mended."))
        return data

    def comments(self) -> dict[str, str]:
        """Field -> comment, where there is one."""
        return {name: comment for name, comment in self.cleaned_data.items() if comment}


class ReasonForm(forms.Form):
    """Why something is refused; the organisation reads it."""

    because = forms.CharField(
        label=_("Why"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The organisation reads this. Say what it can do."),
    )


class SeenForm(forms.Form):
    """Number and validity as they stand on the paper that the first officer saw."""

    certificate_number = forms.CharField(label=_("Number of the certificate"), max_length=60, required=False)
    valid_from = forms.DateField(label=_("Valid from"), widget=day_input())
    valid_to = forms.DateField(label=_("Valid until"), widget=day_input(), required=False)

    def __init__(self, data: Any = None, *, capability: Capability) -> None:
        super().__init__(data, prefix=capability.kind)
        for name in self.fields:
            self.fields[name].initial = getattr(capability, name)

    def clean(self) -> dict[str, Any]:
        """In the right order."""
        data: dict[str, Any] = super().clean() or {}
        start, end = data.get("valid_from"), data.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", _("The end lies before the beginning. Choose a later day."))
        return data
