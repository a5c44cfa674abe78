"""What helpers and caseworkers enter about a promise."""

from marketplace.fulfilment.forms.course import (
    AddProofForm,
    CourseForm,
    DayForm,
    EvaluationForm,
    MessageForm,
    RefuseMessageForm,
    RefuseProofForm,
)
from marketplace.fulfilment.forms.promising import ClaimForm, DeliveryForm, JudgementForm, StepBackForm

__all__ = [
    "AddProofForm",
    "ClaimForm",
    "CourseForm",
    "DayForm",
    "DeliveryForm",
    "EvaluationForm",
    "JudgementForm",
    "MessageForm",
    "RefuseMessageForm",
    "RefuseProofForm",
    "StepBackForm",
]
