"""The household and its members, one row a person; rows can be added without a script and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.queries import Reader
from marketplace.casework.codes import PersonHealth, Register, Residency
from marketplace.casework.forms.fields import QUIET, CellField, text_field, township_choices
from marketplace.casework.household import HouseholdFields, MemberFields
from marketplace.casework.importing import cells
from marketplace.common.money import format_yuan

HEAD = cells.HEAD
MOST_MEMBERS = 30
ROWS_OF_A_NEW_HOUSEHOLD = 2
PREFIX = "members"


class HouseholdForm(forms.Form):
    """The columns of the household itself; the head is the first of the members."""

    case_number = text_field(40, label=_("Case number"), help_text=_("Unique in the city."))
    township = forms.ChoiceField(label=_("Township or subdistrict"))
    address = text_field(200, label=_("Address"), required=False)
    phone = text_field(40, label=_("Telephone"), required=False)
    registers = forms.MultipleChoiceField(
        label=_("Recognised as"), choices=Register.choices, widget=forms.CheckboxSelectMultiple
    )
    residency = forms.ChoiceField(
        label=_("Household registration"), choices=[("", _("not known")), *Residency.choices], required=False
    )
    annual_income = CellField(cells.amount, label=_("Income of a year"), required=False, attrs={"inputmode": "decimal"})
    annual_spending = CellField(
        cells.amount, label=_("Unavoidable spending of a year"), required=False, attrs={"inputmode": "decimal"}
    )

    def __init__(self, *args: Any, reader: Reader, numbered: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["township"].choices = [("", _("Choose")), *township_choices(reader)]  # type: ignore[attr-defined]
        if numbered:
            del self.fields["case_number"]


class MemberForm(forms.Form):
    """One person; a row without name and number is left out."""

    relation = text_field(cells.LONGEST_RELATION, label=_("Relation to the head"))
    name = text_field(60, label=_("Name"))
    identity = CellField(
        cells.birth_or_id, label=_("Resident ID or birth date"), attrs=QUIET, help_text=_("18 characters, or YYYYMMDD")
    )
    health = forms.ChoiceField(label=_("Health"), choices=PersonHealth.choices, initial=PersonHealth.HEALTHY)

    def has_changed(self) -> bool:
        """Whether anything was said about a person."""
        return any(self.data.get(self.add_prefix(name), "").strip() for name in ("name", "identity"))

    def member(self) -> MemberFields:
        """The row as it will be registered."""
        said = self.cleaned_data
        birth, number = said["identity"]
        return MemberFields(said["relation"].strip(), said["name"].strip(), number, birth, said["health"])


class MembersOfHousehold(forms.BaseFormSet[MemberForm]):
    """Everybody in the household, exactly one of them its head, with a resident ID."""

    def initial_form_count(self) -> int:
        """Any row may be emptied, also one that stood there before."""
        return 0 if self.is_bound else super().initial_form_count()

    def people(self) -> tuple[MemberFields, ...]:
        """Everybody who was entered, the head first."""
        people = [form.member() for form in self.forms if form.cleaned_data]
        return tuple(sorted(people, key=lambda person: person.relation != HEAD))

    def clean(self) -> None:
        """Each fault stands at the row where it is mended."""
        rows = [form for form in self.forms if form.cleaned_data] if not any(self.errors) else []
        heads = [form for form in rows if form.cleaned_data["relation"].strip() == HEAD]
        if not any(self.errors) and len(heads) != 1:
            fault = forms.ValidationError(
                _("Exactly one person must be the head of household (户主)."), code="ONE_HEAD"
            )
            if not self.forms:  # sent without a single row, which no page of ours does
                raise fault
            (heads or self.forms)[-1].add_error("relation", fault)
        elif heads and not heads[0].member().id_number:
            message = _("The head of household needs a resident ID number, not only a birth date.")
            heads[0].add_error("identity", forms.ValidationError(message, code="HEAD_WITHOUT_ID"))
        self._refuse_doubles(rows)

    def _refuse_doubles(self, rows: list[MemberForm]) -> None:
        seen: set[str] = set()
        for form in rows:
            number = form.cleaned_data.get("identity", (None, ""))[1]
            if number and number in seen:
                fault = forms.ValidationError(_("Two members carry the same ID number."), code="DOUBLE_MEMBER")
                form.add_error("identity", fault)
            seen.add(number)


MemberFormSet = cast(
    "type[MembersOfHousehold]",
    forms.formset_factory(MemberForm, formset=MembersOfHousehold, extra=0, max_num=MOST_MEMBERS, validate_max=True),
)


class HouseholdEntry:
    """The form and its rows, as one thing to fill in."""

    def __init__(self, form: HouseholdForm, members: MembersOfHousehold) -> None:
        self.form, self.members = form, members

    @classmethod
    def empty(cls, reader: Reader) -> HouseholdEntry:
        """A new household: a row for the head, one for somebody else."""
        rows = [{"relation": HEAD}, *[{} for _row in range(ROWS_OF_A_NEW_HOUSEHOLD - 1)]]
        return cls(HouseholdForm(reader=reader), MemberFormSet(initial=rows, prefix=PREFIX))

    @classmethod
    def of(cls, fields: HouseholdFields, reader: Reader) -> HouseholdEntry:
        """A household to be corrected."""
        rows = [
            {
                "relation": member.relation,
                "name": member.name,
                "identity": member.id_number or f"{member.birth:%Y%m%d}",
                "health": member.health,
            }
            for member in fields.members
        ]
        form = HouseholdForm(initial=initial_of(fields), reader=reader, numbered=True)
        return cls(form, MemberFormSet(initial=rows, prefix=PREFIX))

    @classmethod
    def posted(cls, data: QueryDict, reader: Reader, *, numbered: bool = False) -> HouseholdEntry:
        """What was sent."""
        return cls(HouseholdForm(data, reader=reader, numbered=numbered), MemberFormSet(data, prefix=PREFIX))

    @classmethod
    def with_another_row(cls, data: QueryDict, reader: Reader, *, numbered: bool = False) -> HouseholdEntry:
        """What was sent so far, unjudged, with room for one more person."""
        sent = MemberFormSet(data, prefix=PREFIX)
        names = MemberForm.base_fields
        rows = [{name: data.get(form.add_prefix(name), "") for name in names} for form in sent.forms]
        typed: dict[str, Any] = {name: data.get(name, "") for name in HouseholdForm.base_fields}
        typed["registers"] = data.getlist("registers")
        form = HouseholdForm(initial=typed, reader=reader, numbered=numbered)
        return cls(form, MemberFormSet(initial=[*rows, {}][:MOST_MEMBERS], prefix=PREFIX))

    @property
    def sets(self) -> list[MembersOfHousehold]:
        """The rows, where a summary of faults expects several forms; unsent rows have none."""
        return [self.members] if self.members.is_bound else []

    def is_valid(self) -> bool:
        """Both, so that every fault is named at once."""
        return all([self.form.is_valid(), self.members.is_valid()])

    def fields(self, *, case_number: str = "", dimensions: Mapping[str, int] | None = None) -> HouseholdFields:
        """What will be registered."""
        said, people = self.form.cleaned_data, self.members.people()
        return HouseholdFields(
            case_number=case_number or said["case_number"].strip(),
            head_name=people[0].name,
            head_id=people[0].id_number,
            township=said["township"],
            members=people,
            registers=tuple(sorted(said["registers"])),
            phone=said["phone"].strip(),
            address=said["address"].strip(),
            annual_income_fen=said["annual_income"],
            annual_spending_fen=said["annual_spending"],
            residency=said["residency"],
            dimensions=dict(dimensions or {}),
        )


def initial_of(fields: HouseholdFields) -> dict[str, Any]:
    """A household as the form shows it."""
    money = {"annual_income": fields.annual_income_fen, "annual_spending": fields.annual_spending_fen}
    return {
        "case_number": fields.case_number,
        "township": fields.township,
        "address": fields.address,
        "phone": fields.phone,
        "registers": list(fields.registers),
        "residency": fields.residency,
        **{name: "" if fen is None else format_yuan(fen) for name, fen in money.items()},
    }
