"""What donors and a charity's people fill in."""

from donations.forms.finance import (
    AssignLineForm,
    FindTransferForm,
    ReceiptForm,
    RefundForm,
    RefundPaidForm,
    SetAsideForm,
    SpendingForm,
    StatementForm,
)
from donations.forms.giving import PRESETS, AmountField, EstimateForm, GiftForm

__all__ = [
    "PRESETS",
    "AmountField",
    "AssignLineForm",
    "EstimateForm",
    "FindTransferForm",
    "GiftForm",
    "ReceiptForm",
    "RefundForm",
    "RefundPaidForm",
    "SetAsideForm",
    "SpendingForm",
    "StatementForm",
]
