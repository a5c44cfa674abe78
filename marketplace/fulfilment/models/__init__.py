"""From a commitment to an evaluated delivery."""

from marketplace.fulfilment.models.course import BEST, MARKS, WORST, Appointment, Evaluation, NoShow
from marketplace.fulfilment.models.delivery import Confirmation, Delivery, Outcome, Proof
from marketplace.fulfilment.models.promise import Assignment, Claim, HandOver, SupplierFields, SupplierKind
from marketplace.fulfilment.models.standing import STANDING
from marketplace.fulfilment.models.talk import LONGEST_MESSAGE, Message

__all__ = [
    "BEST",
    "LONGEST_MESSAGE",
    "MARKS",
    "STANDING",
    "WORST",
    "Appointment",
    "Assignment",
    "Claim",
    "Confirmation",
    "Delivery",
    "Evaluation",
    "HandOver",
    "Message",
    "NoShow",
    "Outcome",
    "Proof",
    "SupplierFields",
    "SupplierKind",
]
