"""What the charity's finance staff fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from donations.forms.giving import AmountField
from donations.gateways.bank_transfer import codes_in, shown
from donations.models import DonationAttempt, Programme
from marketplace.common import clock
from marketplace.common.money import display_amount
from marketplace.common.naming import language
from marketplace.common.rule_data import rule


def day_input() -> forms.DateInput:
    """A day, picked or typed as 2026-12-01."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def reasons_of(name: str) -> list[tuple[str, str]]:
    """The codes of a rule with their names in the reader's language."""
    return [(entry.code, entry.label(language())) for entry in rule(name, on=clock.today()).value]


class ReceiptForm(forms.Form):
    """The statutory receipt as it stands on paper."""

    code = forms.CharField(label=_("Receipt code"), max_length=8, help_text=_("Eight digits"))
    number = forms.CharField(label=_("Receipt number"), max_length=10, help_text=_("Ten digits"))
    check_code = forms.CharField(
        label=_("Check code"), max_length=6, help_text=_("Six letters or digits; case matters")
    )
    issued_on = forms.DateField(label=_("Issued on"), widget=day_input())


class ProgrammeChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A programme by its name."""

    def label_from_instance(self, obj: Any) -> str:
        """In the reader's language."""
        return str(obj.title)


class SpendingForm(forms.Form):
    """Money of a programme that was used, with its voucher."""

    programme = ProgrammeChoice(label=_("Programme"), queryset=None, to_field_name="reference")
    amount = AmountField(label=_("Amount in yuan"))
    purpose = forms.CharField(label=_("What it was for"), max_length=120, help_text=_("The public may read it."))
    purpose_en = forms.CharField(label=_("Purpose in English"), max_length=160, required=False)
    voucher = forms.CharField(label=_("Voucher number"), max_length=60)
    spent_on = forms.DateField(label=_("Spent on"), widget=day_input())

    def __init__(self, *args: Any, programmes: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["programme"]
        field.queryset, field.empty_label = programmes, _("Choose")


class StatementForm(forms.Form):
    """A bank statement."""

    file = forms.FileField(label=_("Statement as CSV"))


class FindTransferForm(forms.Form):
    """A reference code as the payer may have written it."""

    code = forms.CharField(label=_("Look for a reference code"), required=False, max_length=40)

    def codes(self) -> list[str] | None:
        """The well-formed codes that were typed; None when nothing was."""
        typed = self.cleaned_data["code"] if self.is_valid() else ""
        return codes_in(typed) if typed else None


class AssignLineForm(forms.Form):
    """The gifts that a line of a statement paid for."""

    gifts = forms.MultipleChoiceField(
        label=_("Which gifts does this money pay for?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One: the whole line is counted for it. Several: their amounts must add up to the line."),
        error_messages={"required": _("Tick the gift that this money is for.")},
    )

    def __init__(self, *args: Any, attempts: list[DonationAttempt], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attempts = {attempt.reference: attempt for attempt in attempts}
        choices = [(reference, transfer_label(attempt)) for reference, attempt in self.attempts.items()]
        self.fields["gifts"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> list[DonationAttempt]:
        """The announced transfers that were ticked."""
        return [self.attempts[reference] for reference in self.cleaned_data["gifts"]]


class SetAsideForm(forms.Form):
    """Why money on the statement is no gift."""

    reason = forms.ChoiceField(label=_("Why is this not a gift?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = reasons_of("donation.set_aside_reasons")  # type: ignore[attr-defined]


class RefundForm(forms.Form):
    """How much goes back, and for which of the few reasons that the law knows."""

    amount = AmountField(label=_("How much goes back, in yuan"))
    reason = forms.ChoiceField(
        label=_("Why"),
        widget=forms.RadioSelect,
        help_text=_("A gift is final. For any other reason it cannot be given back."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = reasons_of("donation.refund_reasons")  # type: ignore[attr-defined]


class RefundPaidForm(forms.Form):
    """The transfer with which the charity gave the money back."""

    serial = forms.CharField(
        label=_("The bank's number of your transfer"), max_length=60, help_text=_("As it stands on your statement.")
    )


def transfer_label(attempt: DonationAttempt) -> str:
    """Code, amount, programme and state of an announced transfer; never who announced it."""
    parts = (
        shown(attempt.transfer_code or ""),
        display_amount(attempt.fen, language()),
        attempt.gift.programme.title,
        attempt.get_status_display(),
    )
    return " · ".join(parts)
