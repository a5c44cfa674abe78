"""What an organisation enters about an offer and its capacity."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.common import clock
from marketplace.common.naming import CITY_CODE, area_choices, code_choices
from marketplace.offers.models import Offer
from marketplace.organisations.models import Organisation

KINDS_INSURED_ONLY = frozenset({"insurance"})
"""Offered as an insurer's group programme, never as an offer."""


def day_input() -> forms.DateInput:
    """A day, picked or typed as 2026-12-01."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def kind_choices() -> list[tuple[str, str]]:
    """Kinds of help that an organisation may offer."""
    return [(code, name) for code, name in code_choices("need_kind") if code not in KINDS_INSURED_ONLY]


class OfferForm(forms.Form):
    """What, for whom, where, how far and until when."""

    title = forms.CharField(label=_("What you offer"), max_length=80, help_text=_("For example: winter quilts"))
    title_en = forms.CharField(label=_("Title in English"), max_length=120, required=False)
    description = forms.CharField(
        label=_("Description"), widget=forms.Textarea(attrs={"rows": 3}), max_length=600, required=False
    )
    aid_types = forms.MultipleChoiceField(
        label=_("For which aid types"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Tick none if you help with any."),
    )
    areas = forms.MultipleChoiceField(label=_("Where"), widget=forms.CheckboxSelectMultiple)
    reach_km = forms.IntegerField(label=_("How far from your seat"), min_value=1, max_value=200, initial=30)
    value_to = forms.ChoiceField(
        label=_("Up to which value of a need"), required=False, help_text=_("Leave it open if there is no limit.")
    )
    valid_from = forms.DateField(label=_("From"), widget=day_input())
    valid_to = forms.DateField(label=_("Until"), widget=day_input(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("aid_types", code_choices("aid_type"))
        self._choose("areas", area_choices())
        self._choose("value_to", [("", _("no limit")), *code_choices("quantity_band")])
        self.fields["areas"].initial = [CITY_CODE]
        self.fields["valid_from"].initial = clock.today()

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The end does not come before the beginning."""
        data: dict[str, Any] = super().clean() or {}
        start, end = data.get("valid_from"), data.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", _("The end lies before the beginning. Choose a later day."))
        return data


class NewOfferForm(OfferForm):
    """In whose name, and which kind of help: both are fixed once the offer exists."""

    organisation: Any = forms.ModelChoiceField(label=_("Organisation"), queryset=None, to_field_name="reference")
    need_kind = forms.ChoiceField(label=_("Kind of help"))

    field_order = ("organisation", "need_kind")

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("need_kind", kind_choices())
        own = self.fields["organisation"]
        own.queryset = organisations  # type: ignore[attr-defined]
        only: list[Organisation] = list(organisations[:2])
        if len(only) == 1:
            own.initial, own.widget = only[0].reference, forms.HiddenInput()


class CapacityForm(forms.Form):
    """How many needs in which period."""

    starts_on = forms.DateField(label=_("From"), widget=day_input())
    ends_on = forms.DateField(label=_("To"), widget=day_input())
    capacity = forms.IntegerField(label=_("Needs you can take"), min_value=0, max_value=9999)

    def clean(self) -> dict[str, Any]:
        """The end does not come before the beginning."""
        data: dict[str, Any] = super().clean() or {}
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("The end lies before the beginning. Choose a later day."))
        return data


def values_of(offer: Offer) -> dict[str, Any]:
    """What the form shows of an offer."""
    return {name: getattr(offer, name) for name in OfferForm.base_fields}
