"""What happened to a receipt."""

from dataclasses import dataclass

from marketplace.common.events import Event


@dataclass(frozen=True, slots=True)
class ReceiptRecorded(Event):
    receipt_id: int


@dataclass(frozen=True, slots=True)
class ReceiptReversed(Event):
    """`receipt_id` is the one that is in force no longer."""

    receipt_id: int
