"""What happened to agreements between charities."""

from dataclasses import dataclass

from marketplace.common.events import Event


@dataclass(frozen=True, slots=True)
class CooperationAsked(Event):
    """The qualified charity is asked, or asked again."""

    cooperation_id: int


@dataclass(frozen=True, slots=True)
class CooperationConfirmed(Event):
    """The qualified charity has confirmed; officers read the agreement."""

    cooperation_id: int


@dataclass(frozen=True, slots=True)
class CooperationReturned(Event):
    cooperation_id: int


@dataclass(frozen=True, slots=True)
class CooperationApproved(Event):
    """The programme is in the name and the books of the qualified charity now."""

    cooperation_id: int


@dataclass(frozen=True, slots=True)
class CooperationEnded(Event):
    cooperation_id: int
