"""What donors fill in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from donations.models import DonorKind
from donations.rules import GiftWish
from marketplace.common.asked import FOR_A_COMPANY, asked
from marketplace.common.money import parse_amount
from marketplace.common.verdict import DomainError, Sentence

OTHER: Final = "other"


class AmountField(forms.CharField):
    """Yuan with at most two decimals; cleaned to fen."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_amount(text.strip())
        except DomainError as error:
            raise forms.ValidationError(str(error), code=error.code) from error


class GiftForm(forms.Form):
    """A gift without an account: how much, who it is from, and whether a receipt is wanted."""

    preset = forms.ChoiceField(label=_("How much do you give?"), widget=forms.RadioSelect)
    amount = asked(
        AmountField(
            label=_("Another amount in yuan"),
            required=False,
            help_text=_("At most two decimals, for example 200.00. Counts when “another amount” is chosen."),
        ),
        _("(if you chose another amount)"),
    )
    donor_kind = forms.ChoiceField(
        label=_("Who gives"), choices=DonorKind.choices, initial=DonorKind.PERSON, widget=forms.RadioSelect
    )
    receipt_name = asked(
        forms.CharField(
            label=_("Name for the receipt"),
            required=False,
            max_length=100,
            help_text=_("A person's full name, or the registered name of a company. Only the charity sees it."),
        ),
        _("(needed for a receipt)"),
    )
    identifier = asked(
        forms.CharField(
            label=_("Credit code of the company, or resident ID number"),
            required=False,
            max_length=30,
            help_text=_("Required for a company. For a person only if it shall stand on the receipt."),
        ),
        FOR_A_COMPANY,
    )
    waived = forms.BooleanField(
        label=_("I do not want a receipt"),
        required=False,
        help_text=_("Then there is an acknowledgement, but no certificate and no tax relief."),
    )
    agreement_requested = forms.BooleanField(
        label=_("I want a written donation agreement"),
        required=False,
        help_text=_("The charity then contacts you about purpose, time and use before or after you pay."),
    )
    email = forms.EmailField(
        label=_("E-mail for the acknowledgement"), required=False, help_text=_("May stay empty: keep the link instead.")
    )
    public_name = forms.CharField(
        label=_("Name shown in public"), required=False, max_length=60, help_text=_("Empty means anonymous.")
    )
    method = forms.ChoiceField(
        label=_("How to pay"),
        choices=[("online", _("Online")), ("transfer", _("Bank transfer"))],
        initial="online",
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: Any, presets: Sequence[tuple[str, Sentence]] = (), asked: str = "", **kwargs: Any
    ) -> None:
        """`presets`: yuan and how it reads; `asked`: the amount that a link brought along."""
        super().__init__(*args, **kwargs)
        if self.data and "preset" not in self.data:  # a typed amount alone says enough
            sent: Any = self.data
            self.data = sent.copy()
            self.data["preset"] = OTHER  # type: ignore[index]
        field: Any = self.fields["preset"]
        field.choices = [*presets, (OTHER, _("another amount"))]
        known = asked in dict(presets)
        self.initial.update({"preset": asked if known else OTHER, "amount": "" if known else asked})

    def clean(self) -> dict[str, Any]:
        """The chosen amount is the amount; what was typed beside it stays in its field."""
        data = super().clean() or {}
        chosen = data.get("preset") or OTHER
        if chosen != OTHER:
            data["amount"] = parse_amount(chosen)
            self.errors.pop("amount", None)
        elif "preset" not in self.errors and not data.get("amount") and "amount" not in self.errors:
            self.add_error("amount", _("Choose an amount, or enter one."))
        return data

    def wish(self, language: str) -> GiftWish:
        """The cleaned fields as the rules read them."""
        data = self.cleaned_data
        return GiftWish(
            fen=data["amount"],
            donor_kind=DonorKind(data["donor_kind"]),
            receipt_name=data["receipt_name"],
            identifier=data["identifier"],
            email=data["email"],
            waived=data["waived"],
            agreement_requested=data["agreement_requested"],
            public_name=data["public_name"],
            language=language,
        )


class EstimateForm(forms.Form):
    """The tax estimator; nothing that is typed here is stored."""

    payer = forms.ChoiceField(
        label=_("Who gives"), choices=DonorKind.choices, initial=DonorKind.PERSON, widget=forms.RadioSelect
    )
    gift = AmountField(label=_("Gift in yuan"))
    base = AmountField(
        label=_("Taxable income of the year, or the company's profit, in yuan"),
        help_text=_("Before the gift. Used for this answer only, never stored."),
    )
