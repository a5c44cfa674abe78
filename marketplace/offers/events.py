"""What happened to offers."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.common.events import Event


@dataclass(frozen=True)
class OfferSubmitted(Event):
    """An offer, or its changed words, waits for an officer."""

    offer_id: int


@dataclass(frozen=True)
class OfferReturned(Event):
    """An officer sent an offer back with a comment."""

    offer_id: int


@dataclass(frozen=True)
class OfferApproved(Event):
    """An officer approved the words; the offer takes part in matching."""

    offer_id: int


@dataclass(frozen=True)
class OfferEnded(Event):
    """The offer is over."""

    offer_id: int
