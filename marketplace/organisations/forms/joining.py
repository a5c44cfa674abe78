"""The pages of an application."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.common import clock
from marketplace.common.asked import asked
from marketplace.common.identifiers import normalise_identifier
from marketplace.common.naming import area_choices, code_choices
from marketplace.organisations.models import CapabilityKind, Organisation, OrganisationKind
from marketplace.organisations.rules import claimable_kinds, code_is_free, name_is_free, words_name_nobody


def day_input() -> forms.DateInput:
    """A day, picked or typed as 2026-12-01."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class WhoForm(forms.Form):
    """Who the organisation is, as its registration certificate says."""

    name = forms.CharField(label=_("Registered name"), max_length=120, help_text=_("In full, as on the certificate."))
    name_en = forms.CharField(label=_("Name in English"), max_length=160, required=False)
    credit_code = forms.CharField(
        label=_("Unified social credit code"),
        max_length=24,
        help_text=_("18 digits and capital letters; we check its sums while you wait."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(label=_("Legal form"), choices=OrganisationKind.choices, widget=forms.RadioSelect)
    body = asked(
        forms.ChoiceField(label=_("If a people's organisation: which one"), required=False),
        _("(needed for a people's organisation)"),
    )
    district = forms.ChoiceField(label=_("Seat"), help_text=_("Officers of this district look at your papers."))

    def __init__(self, *args: Any, organisation: Organisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self._choose("body", [("", _("choose")), *code_choices("people_body")])
        self._choose("district", [("", _("choose")), *area_choices()])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_credit_code(self) -> str:
        """Both sums are right, and nobody else came with it."""
        code = normalise_identifier(self.cleaned_data["credit_code"])
        verdict = code_is_free(code, but=self.organisation)
        if not verdict:
            raise forms.ValidationError(str(verdict.reason))
        return code

    def clean_name(self) -> str:
        """Nobody else has this name."""
        name = str(self.cleaned_data["name"]).strip()
        verdict = name_is_free(name, but=self.organisation)
        if not verdict:
            raise forms.ValidationError(str(verdict.reason))
        return name

    def clean(self) -> dict[str, Any]:
        """A people's organisation says which one it is; nobody else does."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("kind") != OrganisationKind.PEOPLE_BODY:
            data["body"] = ""
        elif not data.get("body"):
            self.add_error("body", _("Say which of the people's organisations you are."))
        return data


class AboutForm(forms.Form):
    """What everybody will read about the organisation."""

    summary = forms.CharField(
        label=_("What your organisation does"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("A few plain sentences for the public. No names of persons, no private numbers."),
    )
    summary_en = forms.CharField(
        label=_("The same in English"), max_length=900, widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    contact = forms.CharField(
        label=_("How your office can be reached"),
        max_length=120,
        help_text=_("The number of the switchboard or an address of the office, shown to everybody."),
    )

    def clean(self) -> dict[str, Any]:
        """Nothing in it points at a person."""
        data: dict[str, Any] = super().clean() or {}
        for name in ("summary", "summary_en", "contact"):
            verdict = words_name_nobody(data.get(name) or "")
            if not verdict:
                self.add_error(name, str(verdict.reason))
        return data


class CapabilitiesForm(forms.Form):
    """What it wants to be: only what its legal form allows."""

    kinds = forms.MultipleChoiceField(
        label=_("What you want to be"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For each one you upload the paper that shows it. Tick only what you need; more can follow later."),
        error_messages={"required": _("Choose at least one thing that you want to be.")},
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = claimable_kinds(organisation.kind)
        self.fields["kinds"].choices = [  # type: ignore[attr-defined]
            (kind, CapabilityKind(kind).label) for kind in allowed
        ]


class PaperForm(forms.Form):
    """A paper with its number and validity, as they stand on it."""

    file = forms.FileField(
        label=_("Picture or PDF of the paper"),
        help_text=_("JPEG, PNG or PDF up to 8 MB. Officers and people of your organisation can read it, nobody else."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )
    number = forms.CharField(label=_("Number of the certificate"), max_length=60, required=False)
    valid_from = forms.DateField(label=_("Valid from"), widget=day_input())
    valid_to = forms.DateField(
        label=_("Valid until"), widget=day_input(), required=False, help_text=_("Leave it open if it names no end.")
    )

    def clean(self) -> dict[str, Any]:
        """A paper in force: begun, in the right order, and not over."""
        data: dict[str, Any] = super().clean() or {}
        start, end = data.get("valid_from"), data.get("valid_to")
        if start and start > clock.today():
            self.add_error("valid_from", _("This paper is not valid yet. Upload the one that is in force."))
        if start and end and end < start:
            self.add_error("valid_to", _("The end lies before the beginning. Choose a later day."))
        elif end and end < clock.today():
            self.add_error("valid_to", _("This paper has run out. Upload the one that is in force."))
        return data

    def paper(self) -> dict[str, Any]:
        """What the actions take."""
        given = {name: self.cleaned_data[name] for name in ("number", "valid_from", "valid_to")}
        return given | {"data": self.cleaned_data["file"].read()}


class SubmitForm(forms.Form):
    """The word of whoever applies."""

    declared = forms.BooleanField(
        label=_("I may act for this organisation, and what I entered is true."),
        error_messages={
            "required": _("Tick the box if you may act for this organisation and what you entered is true.")
        },
    )
