"""What charities enter about an agreement between them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from donations.adoption.forms import AgreementForm, named
from marketplace.common.form_rows import day_field


class MendForm(AgreementForm):
    """The days and the paper."""

    starts_on = day_field(label=_("From"))
    ends_on = day_field(label=_("Until"), help_text=_("After this day no gift is taken under the agreement."))
    field_order: tuple[str, ...] = ("starts_on", "ends_on", "file")

    def terms(self) -> dict[str, Any]:
        """As the actions take them."""
        data = dict(self.cleaned_data)
        return {"data": data.pop("file").read(), **data}


class AskForm(MendForm):
    """Which qualified charity."""

    charity: Any = forms.ModelChoiceField(
        label=_("Charity with the certificate"), queryset=None, to_field_name="reference",
        help_text=_("It is paid, files the plan, issues the receipts and answers for the money."),
    )  # fmt: skip
    field_order = ("charity", "starts_on", "ends_on", "file")

    def __init__(self, *args: Any, charities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.fields["charity"]
        own.queryset = charities  # type: ignore[attr-defined]
        own.label_from_instance = named  # type: ignore[attr-defined]


class ConfirmForm(forms.Form):
    """The declaration of the charity that is paid."""

    assessed = forms.BooleanField(
        label=_("We have assessed the other charity. We take the money into our account and answer for its use.")
    )
