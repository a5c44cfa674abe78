"""What organisations announce: ids only."""

from dataclasses import dataclass

from marketplace.common.events import Event


@dataclass(frozen=True, slots=True)
class ApplicationSubmitted(Event):
    organisation_id: int


@dataclass(frozen=True, slots=True)
class ApplicationReturned(Event):
    organisation_id: int


@dataclass(frozen=True, slots=True)
class ApplicationRefused(Event):
    organisation_id: int


@dataclass(frozen=True, slots=True)
class ApplicationWithdrawn(Event):
    organisation_id: int


@dataclass(frozen=True, slots=True)
class OrganisationAdmitted(Event):
    organisation_id: int


@dataclass(frozen=True, slots=True)
class CapabilityClaimed(Event):
    capability_id: int


@dataclass(frozen=True, slots=True)
class CapabilityProposed(Event):
    capability_id: int


@dataclass(frozen=True, slots=True)
class CapabilityVerified(Event):
    capability_id: int


@dataclass(frozen=True, slots=True)
class CapabilityDoubted(Event):
    capability_id: int


@dataclass(frozen=True, slots=True)
class CapabilityRefused(Event):
    capability_id: int


@dataclass(frozen=True, slots=True)
class CapabilityRunsOut(Event):
    capability_id: int
    days: int


@dataclass(frozen=True, slots=True)
class CapabilityExpired(Event):
    capability_id: int


@dataclass(frozen=True, slots=True)
class MemberInvited(Event):
    invitation_id: int


@dataclass(frozen=True, slots=True)
class MemberJoined(Event):
    membership_id: int


@dataclass(frozen=True, slots=True)
class MemberLeft(Event):
    membership_id: int


@dataclass(frozen=True, slots=True)
class LicenceEntered(Event):
    licence_id: int


@dataclass(frozen=True, slots=True)
class LicenceDecided(Event):
    licence_id: int


@dataclass(frozen=True, slots=True)
class LicenceExpired(Event):
    licence_id: int


@dataclass(frozen=True, slots=True)
class ReplyWritten(Event):
    reply_id: int


@dataclass(frozen=True, slots=True)
class ReplyDecided(Event):
    reply_id: int


@dataclass(frozen=True, slots=True)
class EligibilityListEntered(Event):
    list_id: int


@dataclass(frozen=True, slots=True)
class EligibilityListDecided(Event):
    list_id: int


@dataclass(frozen=True, slots=True)
class UndertakingSigned(Event):
    undertaking_id: int


@dataclass(frozen=True, slots=True)
class UndertakingDecided(Event):
    """An officer confirmed or refused it."""

    undertaking_id: int


@dataclass(frozen=True, slots=True)
class UndertakingEnded(Event):
    """Withdrawn, ended by an officer, or over: nothing entrusted may be read any more."""

    undertaking_id: int


@dataclass(frozen=True, slots=True)
class Suspended(Event):
    """An organisation, or one thing it was verified to be, takes on nothing new."""

    suspension_id: int


@dataclass(frozen=True, slots=True)
class SuspensionLifted(Event):
    suspension_id: int
