"""Calling for volunteers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.common.naming import code_choices, said
from marketplace.common.places import districts, place_name
from marketplace.organisations.models import CapabilityKind, Organisation
from marketplace.organisations.queries import organisations_with
from marketplace.volunteers.forms.fields import MomentField
from marketplace.volunteers.models import Activity, Insurance


class ActivityForm(forms.Form):
    """What, where, when, for how many, and who is in charge."""

    organisation: Any = forms.ModelChoiceField(label=_("Organisation"), queryset=None, to_field_name="reference")
    title = forms.CharField(label=_("Name of the activity"), max_length=60)
    title_en = forms.CharField(label=_("The same in English"), max_length=120, required=False)
    content = forms.CharField(
        label=_("What is done"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is printed on certificates. Never name a household or anybody who is helped."),
    )  # fmt: skip
    content_en = forms.CharField(
        label=_("The same in English"), max_length=900, widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    category = forms.ChoiceField(label=_("Kind of service"))
    district = forms.ChoiceField(label=_("District"))
    place = forms.CharField(
        label=_("Meeting point"), max_length=120, help_text=_("A public place: a station, a community centre.")
    )
    starts_at = MomentField(label=_("Begins"))
    ends_at = MomentField(label=_("Ends"))
    capacity = forms.IntegerField(label=_("Places"), min_value=1, max_value=2000)
    person_in_charge = forms.CharField(
        label=_("Person in charge"), max_length=40, help_text=_("Shown to those who signed up.")
    )
    is_dangerous = forms.BooleanField(
        label=_("Rescue or dangerous work"),
        required=False,
        help_text=_("Adults only, and your organisation insures them."),
    )
    insurance = forms.ChoiceField(label=_("Insurance"), choices=Insurance.choices, initial=Insurance.CITY)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "zh-hans"
        chosen = [("category", code_choices("service_category"))]
        chosen.append(("district", [(each.code, place_name(each.code, language)) for each in districts()]))
        for name, choices in chosen:
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        groups = organisations_with(CapabilityKind.VOLUNTEER_GROUP).filter(pk__in=organisations.values("pk"))
        own: Any = self.fields["organisation"]
        own.queryset, own.label_from_instance = groups.order_by("name"), _name
        only = list(own.queryset[:2])
        if len(only) == 1:
            own.initial, own.widget = only[0].reference, forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """It ends after it begins, and danger is insured."""
        data: dict[str, Any] = super().clean() or {}
        start, end = data.get("starts_at"), data.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", _("The end lies before the beginning. Choose a later time."))
        if data.get("is_dangerous") and data.get("insurance") != Insurance.OWN:
            self.add_error("insurance", _("Rescue and dangerous work must be insured by your organisation."))
        return data


def values_of(activity: Activity) -> dict[str, Any]:
    """What the form shows of a draft."""
    values = {name: getattr(activity, name) for name in ActivityForm.base_fields if name != "organisation"}
    return values | {"organisation": activity.organisation.reference}


def _name(organisation: Organisation) -> str:
    return said(organisation, "name")
