"""What a bid says, as frozen facts and as the canonical JSON that is sealed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from marketplace.common.references import new_secret


@dataclass(frozen=True, slots=True)
class Paper:
    """A qualification paper: its kind (`codes.bid_paper`), number, and the last day it holds (None: without end)."""

    kind: str
    number: str
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.valid_to is None or day <= self.valid_to


@dataclass(frozen=True, slots=True)
class BidContent:
    """Price in fen, one answer per criterion, the papers, and what the bidder declares."""

    price_fen: int = 0
    answers: Mapping[str, str] = field(default_factory=dict)
    papers: tuple[Paper, ...] = ()
    small_enterprise: bool = False
    accepts_terms: bool = False
    salt: str = ""
    """Random, so that nobody can guess the content from its digest."""

    def to_json(self) -> str:
        """Canonical: the same content is the same text."""
        value = asdict(self)
        value["papers"] = [
            {**asdict(paper), "valid_to": paper.valid_to.isoformat() if paper.valid_to else None}
            for paper in self.papers
        ]
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> BidContent:
        """What `to_json` wrote."""
        value: dict[str, Any] = json.loads(text)
        papers = tuple(_paper(row) for row in value.pop("papers"))
        return cls(papers=papers, **value)

    def salted(self) -> BidContent:
        """The same with a salt of its own."""
        return BidContent(
            self.price_fen, dict(self.answers), self.papers, self.small_enterprise, self.accepts_terms, new_secret()
        )


def _paper(row: Mapping[str, Any]) -> Paper:
    return Paper(row["kind"], row["number"], date.fromisoformat(row["valid_to"]) if row["valid_to"] else None)
