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


@dataclass(frozen=True, slots=True)
class DayAgreed(Event):
    """A day was agreed, or moved."""

    appointment_id: int


@dataclass(frozen=True, slots=True)
class HelperMissed(Event):
    """Nobody came as agreed."""

    assignment_id: int


@dataclass(frozen=True, slots=True)
class ProofDecided(Event):
    proof_id: int


@dataclass(frozen=True, slots=True)
class ProofSent(Event):
    """Another proof of a delivery that was reported already."""

    assignment_id: int


@dataclass(frozen=True, slots=True)
class DeliveryReopened(Event):
    """What was confirmed turned out wrong."""

    assignment_id: int


@dataclass(frozen=True, slots=True)
class HelpEvaluated(Event):
    assignment_id: int


@dataclass(frozen=True, slots=True)
class MessageWritten(Event):
    message_id: int


@dataclass(frozen=True, slots=True)
class MessageDecided(Event):
    """Released, refused or taken back."""

    message_id: int
