"""What an organisation enters about an offer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from marketplace.common import clock
from marketplace.common.asked import AT_LEAST_ONE, asked
from marketplace.common.naming import CITY_CODE, area_choices, code_choices, language
from marketplace.common.places import is_township, place_name, townships
from marketplace.common.rule_data import rule
from marketplace.offers.models import Offer
from marketplace.organisations.models import Organisation

DISTRICT_DIGITS = 6


def day_input() -> forms.DateInput:
    """A day, picked or typed as 2026-12-01."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def ticks(label: Any, *, help_text: Any = "") -> forms.MultipleChoiceField:
    """Any number of choices, or none; the form fills them in."""
    return forms.MultipleChoiceField(
        label=label, widget=forms.CheckboxSelectMultiple, required=False, help_text=help_text
    )


class OfferForm(forms.Form):
    """What, how much, for whom, where, how far, until when, and what not."""

    title = forms.CharField(label=_("What you offer"), max_length=80, help_text=_("For example: winter quilts"))
    title_en = forms.CharField(label=_("Title in English"), max_length=120, required=False)
    description = forms.CharField(
        label=_("Description"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
        required=False,
        help_text=_("Help is free: no price, no fee, nothing to buy. Name no person."),
    )
    quantity = forms.IntegerField(label=_("How much there is in all"), min_value=1, max_value=999_999, required=False)
    unit = asked(forms.ChoiceField(label=_("Counted in"), required=False), _("(with a quantity)"))
    aid_types = ticks(_("For which aid types"), help_text=_("Tick none if you help with any."))
    areas = asked(ticks(_("Where")), AT_LEAST_ONE)
    townships = ticks(_("Only in these townships"))
    reach_km = forms.IntegerField(label=_("How far from your seat"), min_value=1)
    value_to = forms.ChoiceField(
        label=_("Up to which value of a need"), required=False, help_text=_("Leave it open if there is no limit.")
    )
    limits = ticks(_("What you do not do"), help_text=_("Needs that a limit excludes are never proposed to you."))
    valid_from = forms.DateField(label=_("From"), widget=day_input())
    valid_to = forms.DateField(label=_("Until"), widget=day_input(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("aid_types", code_choices("aid_type"))
        self._choose("areas", area_choices())
        self._choose("townships", [(each.code, place_name(each.code, language())) for each in townships()])
        self._choose("limits", code_choices("limit"))
        self._choose("unit", [("", _("no unit")), *code_choices("offer_unit")])
        self._choose("value_to", [("", _("no limit")), *code_choices("quantity_band")])
        self._limit_reach()
        self.fields["areas"].initial = [CITY_CODE]
        self.fields["valid_from"].initial = clock.today()

    def _limit_reach(self) -> None:
        most, usual = (int(rule(f"offers.reach_km_{name}", on=clock.today()).value) for name in ("most", "usual"))
        field = self.fields["reach_km"]
        field.initial = usual
        field.validators.append(MaxValueValidator(most))
        field.widget.attrs["max"] = most

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The end does not come before the beginning, a quantity has its unit, and the offer is given somewhere."""
        data: dict[str, Any] = super().clean() or {}
        start, end = data.get("valid_from"), data.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", _("The end lies before the beginning. Choose a later day."))
        if data.get("quantity") and not data.get("unit"):
            self.add_error("unit", _("Say in which unit the quantity counts."))
        self._join_areas(data)
        return data

    def _join_areas(self, data: dict[str, Any]) -> None:
        areas, narrower = data.get("areas", []), data.pop("townships", [])
        if CITY_CODE in areas and (narrower or len(areas) > 1):
            self.add_error("areas", _("Untick the whole city, or everything else."))
        elif not areas and not narrower:
            self.add_error("areas", _("Tick at least one area."))
        data["areas"] = areas + [code for code in narrower if code[:DISTRICT_DIGITS] not in areas]

    def township_groups(self) -> list[dict[str, Any]]:
        """The townships under their district, with how many of them are ticked."""
        groups: dict[str, list[Any]] = {}
        for tick in self["townships"]:
            groups.setdefault(str(tick.data["value"])[:DISTRICT_DIGITS], []).append(tick)
        return [
            {"district": code, "ticks": ticks, "chosen": sum(bool(tick.data["selected"]) for tick in ticks)}
            for code, ticks in groups.items()
        ]


class NewOfferForm(OfferForm):
    """In whose name, and which kind of help: both are fixed once the offer exists."""

    organisation: Any = forms.ModelChoiceField(label=_("Organisation"), queryset=None, to_field_name="reference")
    kind = forms.ChoiceField(label=_("Kind of help"))

    field_order = ("organisation", "kind")

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("kind", code_choices("offer_kind"))
        own = self.fields["organisation"]
        own.queryset = organisations  # type: ignore[attr-defined]
        only: list[Organisation] = list(organisations[:2])
        if len(only) == 1:
            own.initial, own.widget = only[0].reference, forms.HiddenInput()


def values_of(offer: Offer) -> dict[str, Any]:
    """What the form shows of an offer."""
    values = {name: getattr(offer, name) for name in OfferForm.base_fields if name != "townships"}
    narrower = [code for code in offer.areas if is_township(code)]
    return values | {"areas": [code for code in offer.areas if code not in narrower], "townships": narrower}
