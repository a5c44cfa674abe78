"""What those enter who propose a project, read it, or make the agreement about it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from donations.models import Adoption, ProgrammeKind, Project
from marketplace.common.asked import IN_A_BEGUN_ROW, asked
from marketplace.common.form_rows import RowsForm, YuanField, day_field
from marketplace.common.money import format_yuan
from marketplace.common.naming import CITY_CODE, area_choices, code_choices, said
from marketplace.organisations.models import Organisation

LONGEST = 600


def lines(label: Any, *, help_text: Any = "", required: bool = True) -> forms.CharField:
    """A few lines of text."""
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, widget=widget, max_length=LONGEST, help_text=help_text, required=required)


def ticks(label: Any, *, help_text: Any = "", required: bool = False) -> forms.MultipleChoiceField:
    """Any number of choices; the form fills them in."""
    return forms.MultipleChoiceField(
        label=label, widget=forms.CheckboxSelectMultiple, required=required, help_text=help_text
    )


class ProjectForm(forms.Form):
    """What the money shall do, for which range of people, and that nobody related benefits."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=ProgrammeKind.choices, widget=forms.RadioSelect, initial=ProgrammeKind.SPECIAL_FUND
    )
    name = forms.CharField(label=_("Name of the project"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    purpose = lines(_("What it is for"))
    purpose_en = lines(_("The same in English"), required=False)
    beneficiary_range = lines(_("Who benefits"), help_text=_("A range of people, never one person or household."))
    selection = lines(
        _("How they are chosen"), help_text=_("By a rule that the charity applies; the giver chooses nobody.")
    )
    aid_types = ticks(_("For which aid types"), help_text=_("Tick none if it helps with any."))
    need_kinds = ticks(_("For which kinds of help"), help_text=_("Tick none if it helps with any."))
    areas = ticks(_("Where it helps"), required=True)
    offered_fen = YuanField(
        label=_("Amount you would give, in yuan"), help_text=_("You give it to the charity, by agreement with it.")
    )
    starts_on = day_field(label=_("From"))
    ends_on = day_field(label=_("Until"))
    wants_naming = forms.BooleanField(label=_("We would like our name in the project's name"), required=False)
    declares_unrelated = forms.BooleanField(
        label=_("Nobody who is related to us or depends on us is to benefit, and we choose no beneficiary.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("aid_types", code_choices("aid_type"))
        self._choose("need_kinds", code_choices("need_kind"))
        self._choose("areas", area_choices())
        self.fields["areas"].initial = [CITY_CODE]

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The end does not come before the beginning."""
        data: dict[str, Any] = super().clean() or {}
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("The end lies before the beginning. Choose a later day."))
        return data


class NewProjectForm(ProjectForm):
    """In whose name."""

    organisation: Any = forms.ModelChoiceField(
        label=_("In whose name"), queryset=None, to_field_name="reference", required=False,
        empty_label=_("in my own name"),
    )  # fmt: skip
    field_order = ("organisation",)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.fields["organisation"]
        own.queryset = organisations  # type: ignore[attr-defined]
        own.label_from_instance = named  # type: ignore[attr-defined]


class AdoptForm(forms.Form):
    """In the name of which charity."""

    charity: Any = forms.ModelChoiceField(label=_("Charity"), queryset=None, to_field_name="reference")

    def __init__(self, *args: Any, charities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.fields["charity"]
        own.queryset = charities  # type: ignore[attr-defined]
        own.label_from_instance = named  # type: ignore[attr-defined]
        only: list[Organisation] = list(charities[:2])
        if len(only) == 1:
            own.initial, own.widget = only[0].reference, forms.HiddenInput()


class TermsForm(RowsForm):
    """Money, days and name of the agreement."""

    row_count = 4
    total_fen = YuanField(label=_("Total in yuan"))
    starts_on = day_field(label=_("From"))
    ends_on = day_field(label=_("Until"))
    cost_percent = forms.IntegerField(label=_("Used for running the project, in %"), min_value=0, max_value=100)
    naming = forms.CharField(
        label=_("Public name that both agree on"), max_length=60, required=False,
        help_text=_("Empty: the name that was proposed. Never the name of somebody who benefits."),
    )  # fmt: skip
    surplus = forms.CharField(label=_("What happens to what is left"), max_length=200)

    def row_fields(self, number: int) -> dict[str, forms.Field]:
        return {
            "fen": YuanField(label=_("Instalment %(number)s in yuan") % {"number": number}, required=number == 1),
            "due_on": asked(day_field(label=_("To be paid by"), required=False), IN_A_BEGUN_ROW),
        }

    def clean(self) -> dict[str, Any]:
        """An instalment has its day."""
        data: dict[str, Any] = super().clean() or {}
        self.require_in_rows("fen", "due_on")
        return data

    def terms(self) -> dict[str, Any]:
        """As `write_terms` takes them."""
        plain = {name: self.cleaned_data[name] for name in TermsForm.base_fields}
        rows = [{"fen": row["fen"], "due_on": row["due_on"].isoformat()} for row in self.filled("fen")]
        return plain | {"instalments": rows}


class AgreementForm(forms.Form):
    """The agreement as it stands on paper."""

    file = forms.FileField(
        label=_("Picture or PDF of the agreement"),
        help_text=_("JPEG, PNG or PDF up to 8 MB. Both sides, officers and auditors can read it."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )


def values_of(project: Project) -> dict[str, Any]:
    """What the form shows of a project; the declaration is made anew."""
    names = [name for name in ProjectForm.base_fields if name != "declares_unrelated"]
    return {name: getattr(project, name) for name in names} | {"offered_fen": format_yuan(project.offered_fen)}


def terms_of(adoption: Adoption) -> dict[str, Any]:
    """What the form shows of an agreement."""
    values = {name: getattr(adoption, name) for name in TermsForm.base_fields}
    values["total_fen"] = format_yuan(adoption.total_fen)
    for number, part in enumerate(adoption.instalments, start=1):
        values |= {f"fen_{number}": format_yuan(part["fen"]), f"due_on_{number}": part["due_on"]}
    return values


def named(organisation: Organisation) -> str:
    """In the reader's language."""
    return said(organisation, "name")
