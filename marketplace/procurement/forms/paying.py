"""What the buyer enters of its payments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.common import clock
from marketplace.common.form_rows import YuanField, day_field
from marketplace.common.money import format_yuan
from marketplace.procurement.models import Payment


class PaymentForm(forms.Form):
    """When the buyer paid, and under which voucher of its books."""

    paid_on = day_field(label=_("Paid on"), initial=clock.today)
    voucher = forms.CharField(
        label=_("Voucher of your books"), max_length=60, help_text=_("Read by the supplier and by auditors only.")
    )


class CorrectionForm(PaymentForm):
    """The entry as it should have been, and why it was not."""

    fen = YuanField(label=_("Amount that was paid"), help_text=_("0 if nothing was paid."))
    because = forms.CharField(
        label=_("Why is the entry wrong?"), max_length=300, help_text=_("Read by the supplier and by auditors only.")
    )
    field_order = ("fen", "paid_on", "voucher", "because")

    @classmethod
    def of(cls, wrong: Payment, data: Any = None) -> CorrectionForm:
        """The form as the mistaken entry stands."""
        initial = {"fen": format_yuan(wrong.fen), "paid_on": wrong.paid_on, "voucher": wrong.voucher}
        return cls(data, initial=initial)
