"""What happened to a commitment."""

from dataclasses import dataclass

from marketplace.common.events import Event


@dataclass(frozen=True, slots=True)
class AssignmentMade(Event):
    assignment_id: int


@dataclass(frozen=True, slots=True)
class DeliveryReported(Event):
    assignment_id: int


@dataclass(frozen=True, slots=True)
class DeliveryConfirmed(Event):
    assignment_id: int


@dataclass(frozen=True, slots=True)
class DeliveryDisputed(Event):
    """It did not arrive as reported."""

    assignment_id: int


@dataclass(frozen=True, slots=True)
class AssignmentEnded(Event):
    """Failed or cancelled: the place is free again."""

    assignment_id: int


@dataclass(frozen=True, slots=True)
class WishClaimed(Event):
    claim_id: int
