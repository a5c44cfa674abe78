"""What happened to proposed projects."""

from dataclasses import dataclass

from marketplace.common.events import Event


@dataclass(frozen=True, slots=True)
class ProjectSubmitted(Event):
    project_id: int


@dataclass(frozen=True, slots=True)
class ProjectReturned(Event):
    project_id: int


@dataclass(frozen=True, slots=True)
class ProjectPublished(Event):
    """Charities may adopt it."""

    project_id: int


@dataclass(frozen=True, slots=True)
class ProjectAdopted(Event):
    adoption_id: int


@dataclass(frozen=True, slots=True)
class AgreementSigned(Event):
    """One side has signed, or both."""

    adoption_id: int


@dataclass(frozen=True, slots=True)
class AdoptionBegun(Event):
    """The project is a programme of the charity."""

    adoption_id: int


@dataclass(frozen=True, slots=True)
class ProjectClosed(Event):
    """Withdrawn, or given back by the charity."""

    project_id: int
