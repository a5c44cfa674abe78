"""What happened in matching."""

from dataclasses import dataclass

from marketplace.common.events import Event


@dataclass(frozen=True, slots=True)
class NeedsProposed(Event):
    run_id: int


@dataclass(frozen=True, slots=True)
class ProposalAccepted(Event):
    proposal_id: int


@dataclass(frozen=True, slots=True)
class ProposalDeclined(Event):
    proposal_id: int


@dataclass(frozen=True, slots=True)
class ProposalLapsed(Event):
    proposal_id: int
