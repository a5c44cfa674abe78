"""What happened in matching."""

from dataclasses import dataclass

from marketplace.common.events import Event


@dataclass(frozen=True, slots=True)
class NeedsProposed(Event):
    run_id: int


@dataclass(frozen=True, slots=True)
class AskedByName(Event):
    """Partners were asked by a person."""

    need_id: int


@dataclass(frozen=True, slots=True)
class ProposalAccepted(Event):
    proposal_id: int


@dataclass(frozen=True, slots=True)
class ProposalDeclined(Event):
    proposal_id: int


@dataclass(frozen=True, slots=True)
class ProposalLapsed(Event):
    """Over without an answer: others help, the need is not offered any more, or nobody answered in time."""

    proposal_id: int
