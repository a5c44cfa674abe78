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
from donations.forms.giving import AmountField, EstimateForm, GiftForm
from donations.forms.programmes import (
    BankAccountForm,
    CampaignForm,
    FilingForm,
    GivingPageForm,
    NewPlanForm,
    PlanForm,
    ReportForm,
    TranslationForm,
)

__all__ = [
    "AmountField",
    "AssignLineForm",
    "BankAccountForm",
    "CampaignForm",
    "EstimateForm",
    "FilingForm",
    "FindTransferForm",
    "GiftForm",
    "GivingPageForm",
    "NewPlanForm",
    "PlanForm",
    "ReceiptForm",
    "RefundForm",
    "RefundPaidForm",
    "ReportForm",
    "SetAsideForm",
    "SpendingForm",
    "StatementForm",
    "TranslationForm",
]
