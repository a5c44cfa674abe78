"""What the buyer and the bureau enter."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.asked import IN_A_BEGUN_ROW, asked
from marketplace.common.form_rows import RowsForm, YuanField, day_field
from marketplace.common.money import format_yuan
from marketplace.common.naming import code_choices, said
from marketplace.organisations.models import CapabilityKind
from marketplace.organisations.queries import organisations_with
from marketplace.procurement.actions import Part
from marketplace.procurement.forms.bidding import OrganisationChoice
from marketplace.procurement.models import Method, ServiceItem, Tender
from marketplace.procurement.queries import current_service_list, register_of_bidders


class ItemChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A listed service by code and name."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code} {said(obj, 'name')}"


class OrganisationChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several organisations by name."""

    def label_from_instance(self, obj: Any) -> str:
        return said(obj, "name")


class TenderForm(RowsForm):
    """Everything that a purchase needs before it can be published."""

    row_count = 4
    item = ItemChoice(label=_("Service on the list"), queryset=None)
    buyer = OrganisationChoice(label=_("Buyer"), queryset=None, to_field_name="reference")
    title = forms.CharField(label=_("Title"), max_length=120)
    title_en = forms.CharField(label=_("Title in English"), max_length=160, required=False)
    description = forms.CharField(label=_("What is bought, by its output"), widget=forms.Textarea(attrs={"rows": 5}))
    description_en = forms.CharField(
        label=_("The same in English"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    method = forms.ChoiceField(label=_("Method"), choices=Method.choices)
    invited = asked(
        OrganisationChoices(
            label=_("Invited bidders"),
            queryset=None,
            required=False,
            to_field_name="reference",
            widget=forms.CheckboxSelectMultiple,
        ),
        _("(only for an invited tender)"),
    )
    budget = YuanField(label=_("Budget"))
    price_weight = forms.DecimalField(
        label=_("Weight of the price"),
        max_digits=5,
        decimal_places=4,
        min_value=0,
        max_value=1,
        initial=Decimal("0.10"),
    )
    deduction = forms.DecimalField(
        label=_("Deduction for small enterprises"), max_digits=4, decimal_places=2, min_value=0, max_value=1, initial=0,
        help_text=_("A share of the price, for its evaluation only; 0 for none."),
    )  # fmt: skip
    issued_on = day_field(label=_("Documents are issued on"), initial=clock.today)
    closes_on = day_field(label=_("Bids close on"))
    closes_at = forms.TimeField(
        label=_("at the hour"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}), initial="17:00"
    )
    term_months = forms.IntegerField(label=_("Term in months"), min_value=1, max_value=60, initial=12)
    declarations = asked(
        forms.MultipleChoiceField(
            label=_("For a term above one year the buyer declares"), required=False, widget=forms.CheckboxSelectMultiple
        ),
        _("(needed above 12 months)"),
    )
    excluded_content = forms.MultipleChoiceField(
        label=_("Does any of this apply?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("What applies may not be purchased."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        listed = current_service_list()
        fields["item"].queryset = listed.items.all() if listed else ServiceItem.objects.none()
        fields["buyer"].queryset = organisations_with(CapabilityKind.BUYER).order_by("name")
        fields["invited"].queryset = register_of_bidders()
        fields["declarations"].choices = code_choices("fixed_content")
        fields["excluded_content"].choices = code_choices("negative_list")

    def row_fields(self, number: int) -> dict[str, forms.Field]:
        weight = forms.DecimalField(
            label=_("Weight"), required=False, max_digits=5, decimal_places=4, min_value=0, max_value=1
        )
        asked(weight, IN_A_BEGUN_ROW)
        return {
            "name": forms.CharField(
                label=_("Criterion %(number)s") % {"number": number}, required=number == 1, max_length=60
            ),
            "name_en": forms.CharField(label=_("In English"), required=False, max_length=80),
            "weight": weight,
        }

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        self.require_in_rows("name", "weight")
        return data

    @classmethod
    def revising(cls, tender: Tender, data: Any = None) -> TenderForm:
        """The form as the draft stands."""
        same = ("item", "title", "title_en", "description", "description_en", "method", "price_weight", "deduction",
                "issued_on", "term_months", "declarations", "excluded_content")  # fmt: skip
        until = clock.local(tender.bids_until)
        initial: dict[str, Any] = {name: getattr(tender, name) for name in same} | {
            "buyer": tender.buyer.reference,
            "invited": [each.reference for each in tender.invited.all()],
            "budget": format_yuan(tender.budget_fen),
            "closes_on": until.date(),
            "closes_at": until.time(),
        }
        for number, criterion in enumerate(tender.criteria, start=1):
            initial |= {f"{name}_{number}": criterion.get(name, "") for name in ("name", "name_en", "weight")}
        return cls(data, initial=initial)

    def tender(self) -> dict[str, Any]:
        """The arguments of `draft_tender` and `revise_tender`."""
        data = dict(self.cleaned_data)
        same = (
            "item", "buyer", "title", "title_en", "description", "description_en", "method", "invited", "term_months",
            "declarations", "excluded_content", "issued_on",
        )  # fmt: skip
        return {
            **{name: data[name] for name in same},
            "documents_from": data["issued_on"],
            "budget_fen": data["budget"],
            "price_weight": str(data["price_weight"]),
            "deduction": str(data["deduction"]),
            "bids_until": datetime.combine(data["closes_on"], data["closes_at"], clock.CITY_ZONE),
            "criteria": [
                {"id": f"c{n}", "name": row["name"], "name_en": row["name_en"], "weight": str(row["weight"])}
                for n, row in enumerate(self.filled("name"), start=1)
            ],
        }


class AnswerForm(forms.Form):
    """The answer for everybody."""

    answer = forms.CharField(label=_("Answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    affects_bids = forms.BooleanField(
        label=_("This affects how bids are written"), required=False,
        help_text=_("If it comes too shortly before the deadline, the deadline moves."),
    )  # fmt: skip


class SeatForm(forms.Form):
    """Who sits on the panel."""

    email = forms.EmailField(label=_("E-mail address of the member's account"))
    is_expert = forms.BooleanField(label=_("as an expert"), required=False)

    def clean_email(self) -> User:
        member = User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if member is None:
            raise forms.ValidationError(_("No account has this address. The member signs up first."))
        return member


class ComplianceForm(forms.Form):
    """Admit, or exclude with a reason."""

    exclusion = forms.ChoiceField(label=_("Compliance"), required=False, widget=forms.RadioSelect)
    grant_deduction = forms.BooleanField(
        label=_("Small enterprise: the announced deduction applies to its evaluated price"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["exclusion"]
        field.choices = [("", _("compliant: admit it")), *code_choices("bid_exclusion")]


class QueryAnswerForm(forms.Form):
    """The buyer's answer to a query."""

    answer = forms.CharField(label=_("Answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    upheld = forms.BooleanField(
        label=_("The query is right: the award falls and the purchase begins anew"), required=False
    )


class ContractForm(RowsForm):
    """Number, first day, milestones."""

    row_count = 6
    number = forms.CharField(label=_("Number of the contract"), max_length=40)
    starts_on = day_field(label=_("Begins on"))

    def row_fields(self, number: int) -> dict[str, forms.Field]:
        return {
            "title": forms.CharField(
                label=_("Milestone %(number)s") % {"number": number}, required=number == 1, max_length=120
            ),
            "title_en": forms.CharField(label=_("In English"), required=False, max_length=160),
            "fen": asked(YuanField(label=_("Share of the price"), required=False), IN_A_BEGUN_ROW),
            "due_on": asked(day_field(label=_("Due on"), required=False), IN_A_BEGUN_ROW),
        }

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for needed in ("fen", "due_on"):
            self.require_in_rows("title", needed)
        return data

    def parts(self) -> list[Part]:
        """The milestones."""
        return [Part(**row) for row in self.filled("title")]


class DeliveryForm(forms.Form):
    """A milestone is done, and this shows it."""

    delivered_on = day_field(label=_("Done on"), initial=clock.today)
    note = forms.CharField(label=_("In a few words"), max_length=300, required=False)
    evidence = forms.FileField(
        label=_("Evidence"),
        help_text=_("JPEG, PNG or PDF up to 8 MB; name no household."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )


class ReturnForm(forms.Form):
    """What is missing."""

    because = forms.CharField(label=_("What is missing?"), max_length=300)
