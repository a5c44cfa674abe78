"""A lifecycle is a table, read by code, database constraint, diagram and tests alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from marketplace.common import audit
from marketplace.common.actors import Actor
from marketplace.common.verdict import YES, DomainError, Verdict, no


class IllegalMove(DomainError):
    """The table lists no such move from the state the row is in now."""

    code = "ILLEGAL_MOVE"


class Lifecycle:
    """Verbs with the states they lead from and the one they lead to.

    `advance` is one conditional UPDATE, so that of two racers exactly one wins on any database.
    """

    def __init__(
        self, name: str, moves: Mapping[str, tuple[Iterable[str], str]], *, field: str = "status", start: str
    ) -> None:
        self.name = name
        self.field = field
        self.start = str(start)
        self.moves = {verb: (frozenset(map(str, sources)), str(target)) for verb, (sources, target) in moves.items()}

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, the start first, then in the order of the table."""
        seen = {self.start: None}
        for sources, target in self.moves.values():
            seen |= dict.fromkeys([*sorted(sources), target])
        return tuple(seen)

    def may(self, row: models.Model, verb: str) -> Verdict:
        """Whether the table lists this move from the row's present state."""
        sources, _target = self.moves[verb]
        state = getattr(row, self.field)
        if state in sources:
            return YES
        return no(
            _("“%(verb)s” is possible from %(sources)s, and this is %(state)s now.")
            % {"verb": verb, "sources": ", ".join(sorted(sources)), "state": state},
            code=IllegalMove.code,
        )

    def advance(self, row: models.Model, verb: str, *, by: Actor, because: str = "", **changes: Any) -> None:
        """Move the row, with its other `changes`, and write the audit line; raises `IllegalMove`, changing nothing."""
        sources, target = self.moves[verb]
        with transaction.atomic():
            rows = type(row)._base_manager.filter(pk=row.pk, **{f"{self.field}__in": sources})
            if not rows.update(**{self.field: target}, **changes):
                row.refresh_from_db(fields=[self.field])
                raise IllegalMove(self.may(row, verb).reason)
            before = getattr(row, self.field)
            for name, value in {self.field: target, **changes}.items():
                setattr(row, name, value)
            detail = {"from": before, "to": target} | ({"because": because} if because else {})
            audit.record(by=by, verb=f"{self.name}.{verb}", subject=row, detail=detail)

    def constraint(self, name: str) -> models.CheckConstraint:
        """No row in a state outside the table."""
        return models.CheckConstraint(condition=models.Q(**{f"{self.field}__in": sorted(self.states)}), name=name)

    def edges(self) -> Iterator[tuple[str, str, str]]:
        """(from, verb, to), for diagrams and for the generated tests."""
        for verb, (sources, target) in self.moves.items():
            for source in sorted(sources):
                yield source, verb, target

    def mermaid(self) -> str:
        """The diagram of docs/architecture.md."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.start}"]
        lines += [f"    {source} --> {target}: {verb}" for source, verb, target in self.edges()]
        return "\n".join(lines)
