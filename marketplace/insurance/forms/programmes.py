"""One policy for a group, as the insurer enters it. It has no field for a premium: nobody here is quoted one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.common import clock
from marketplace.common.asked import asked
from marketplace.common.form_rows import YuanField, day_field
from marketplace.common.form_sections import Section, in_sections
from marketplace.common.money import format_yuan
from marketplace.common.naming import CITY_CODE, area_choices, code_choices, said
from marketplace.insurance.models import GroupProgramme, Payer, PerilKind
from marketplace.insurance.rules import PAYS
from marketplace.organisations.models import Organisation
from marketplace.organisations.queries import organisations_in_order

HUNDRED = Decimal(100)
COLUMNS = ("waiting_days", "deductible_fen", "case_cap_fen", "annual_cap_fen", "share")

SECTIONS = (
    (
        "policy",
        _("The policy"),
        ("insurer", "name", "name_en", "description", "description_en", "payer", "policyholder", "policy_number"),
    ),
    ("insured", _("Who is insured, and where"), ("insured_registers", "aid_types", "areas")),
    ("period", _("From when to when, and how many"), ("starts_on", "ends_on", "capacity")),
)


def ticks(label: Any, *, required: bool = False, help_text: Any = "") -> forms.MultipleChoiceField:
    """Any number of choices; the form fills them in."""
    return forms.MultipleChoiceField(
        label=label, widget=forms.CheckboxSelectMultiple, required=required, help_text=help_text
    )


class ProgrammeForm(forms.Form):
    """Who is insured, where, against what, from when to when, and who pays."""

    name = forms.CharField(label=_("Name of the programme"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=160, required=False)
    description = forms.CharField(
        label=_("What it covers, in plain words"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
        required=False,
        help_text=_("No premium, no quote and no comparison: nobody here is sold anything."),
    )
    description_en = forms.CharField(
        label=_("The same in English"), widget=forms.Textarea(attrs={"rows": 3}), max_length=900, required=False
    )
    payer = forms.ChoiceField(label=_("Paid by"), choices=Payer.choices)
    policyholder: Any = forms.ModelChoiceField(label=_("Policyholder"), queryset=None, to_field_name="reference")
    policy_number = forms.CharField(label=_("Number of the policy"), max_length=60, required=False)
    insured_registers = ticks(_("Insured registers"), required=True)
    aid_types = ticks(_("For which aid types"))
    areas = ticks(_("Where"), required=True)
    starts_on = day_field(label=_("From"))
    ends_on = day_field(label=_("Until"))
    capacity = forms.IntegerField(label=_("Needs followed up in a period"), min_value=0, max_value=99_999)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("insured_registers", code_choices("register"))
        self._choose("aid_types", code_choices("aid_type"))
        self._choose("areas", area_choices())
        self.fields["areas"].initial = [CITY_CODE]
        self.fields["starts_on"].initial = clock.today()
        holders = self.fields["policyholder"]
        kinds = [kind for allowed in PAYS.values() for kind in allowed]
        holders.queryset = organisations_in_order().filter(kind__in=kinds).order_by("name")  # type: ignore[attr-defined]
        holders.label_from_instance = _named  # type: ignore[attr-defined]
        for code, label in PerilKind.choices:
            self.fields |= _peril_fields(code, label)

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The end does not come before the beginning; at least one peril, and each with its limits."""
        data: dict[str, Any] = super().clean() or {}
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("The end lies before the beginning. Choose a later day."))
        ticked = [code for code in PerilKind.values if data.get(f"covers_{code}")]
        if not ticked:
            self.add_error(f"covers_{PerilKind.values[0]}", _("Tick at least one peril that the policy covers."))
        for code in ticked:
            for column in ("case_cap_fen", "annual_cap_fen"):
                if not data.get(f"{column}_{code}") and f"{column}_{code}" not in self.errors:
                    self.add_error(f"{column}_{code}", _("Enter an amount above nothing."))
        return data

    def perils(self) -> list[dict[str, Any]]:
        """Those ticked, as the columns of `Peril`."""
        return [self._peril(code) for code in PerilKind.values if self.cleaned_data[f"covers_{code}"]]

    def _peril(self, code: str) -> dict[str, Any]:
        given = {column: self.cleaned_data[f"{column}_{code}"] or 0 for column in COLUMNS}
        share = given.pop("share")
        return {
            "kind": code,
            **given,
            "tiers": [{"to_fen": None, "rate": str(Decimal(share) / HUNDRED)}] if share else [],
        }

    def terms(self) -> dict[str, Any]:
        """The rest, as the actions take it."""
        return {name: self.cleaned_data[name] for name in ProgrammeForm.base_fields}

    def sections(self) -> list[Section]:
        """The fields that are no column of a peril, by what they are about."""
        return in_sections(self, SECTIONS)

    def peril_groups(self) -> Iterator[dict[str, Any]]:
        """Each peril with its fields."""
        for code, label in PerilKind.choices:
            columns = [self[f"{column}_{code}"] for column in COLUMNS]
            yield {"label": label, "covers": self[f"covers_{code}"], "columns": columns}


class NewProgrammeForm(ProgrammeForm):
    """In the name of which insurer."""

    insurer: Any = forms.ModelChoiceField(label=_("Insurer"), queryset=None, to_field_name="reference")
    field_order = ("insurer",)

    def __init__(self, *args: Any, insurers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.fields["insurer"]
        own.queryset = insurers  # type: ignore[attr-defined]
        only: list[Organisation] = list(insurers[:2])
        if len(only) == 1:
            own.initial, own.widget = only[0].reference, forms.HiddenInput()


class PolicyForm(forms.Form):
    """The paper that shows the policy."""

    file = forms.FileField(
        label=_("Picture or PDF of the policy"),
        help_text=_("JPEG, PNG or PDF up to 8 MB, without a list of names. Officers and the policyholder can read it."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )


def values_of(programme: GroupProgramme) -> dict[str, Any]:
    """What the form shows of a programme."""
    values = {name: getattr(programme, name) for name in ProgrammeForm.base_fields}
    values["policyholder"] = programme.policyholder.reference
    for peril in programme.perils.all():
        values[f"covers_{peril.kind}"] = True
        values[f"waiting_days_{peril.kind}"] = peril.waiting_days
        for column in ("deductible_fen", "case_cap_fen", "annual_cap_fen"):
            values[f"{column}_{peril.kind}"] = format_yuan(getattr(peril, column))
        if peril.tiers:
            values[f"share_{peril.kind}"] = int(Decimal(peril.tiers[0]["rate"]) * HUNDRED)
    return values


def _peril_fields(code: str, label: Any) -> dict[str, forms.Field]:
    return {
        f"covers_{code}": forms.BooleanField(label=label, required=False),
        f"waiting_days_{code}": forms.IntegerField(
            label=_("Waiting time in days"), min_value=0, max_value=365, required=False
        ),
        f"deductible_fen_{code}": YuanField(label=_("Deductible in yuan"), required=False),
        f"case_cap_fen_{code}": _if_ticked(YuanField(label=_("Limit per case in yuan"), required=False)),
        f"annual_cap_fen_{code}": _if_ticked(YuanField(label=_("Limit per year in yuan"), required=False)),
        f"share_{code}": forms.IntegerField(label=_("Share paid, in %"), min_value=1, max_value=100, required=False),
    }


def _if_ticked(field: YuanField) -> YuanField:
    return asked(field, _("(needed if ticked)"))


def _named(organisation: Organisation) -> str:
    return said(organisation, "name")
