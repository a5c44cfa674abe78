"""A lifecycle is a table, read by code, database constraint, diagram and tests alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from marketplace.common import audit
from marketplace.common.actors import Actor
from marketplace.common.verdict import YES, DomainError, Verdict, no

if TYPE_CHECKING:
    from marketplace.common.verdict import Sentence


class IllegalMove(DomainError):
    """The table lists no such move from the state the row is in now."""

    code = "ILLEGAL_MOVE"


@dataclass(frozen=True, slots=True)
class Told:
    """A move in words: the deed, and whose it is."""

    deed: Sentence
    who: Sentence


class Lifecycle:
    """Verbs with the states they lead from and the one they lead to.

    `advance` is one conditional UPDATE, so that of two racers exactly one wins on any database.
    """

    def __init__(
        self,
        name: str,
        moves: Mapping[str, tuple[Iterable[str], str]],
        *,
        field: str = "status",
        start: str,
        told: Mapping[str, Told] | None = None,
    ) -> None:
        self.name = name
        self.told = told or {}
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
        return no(self._refusal(row, verb, sources, state), code=IllegalMove.code)

    def advance(self, row: models.Model, verb: str, *, by: Actor, because: str = "", **changes: Any) -> None:
        """Move the row, with its other `changes`, and write the audit line; raises `IllegalMove`, changing nothing."""
        sources, target = self.moves[verb]
        with transaction.atomic():
            rows = type(row)._base_manager.filter(pk=row.pk)
            before = rows.select_for_update().values_list(self.field, flat=True).first()
            if before not in sources or not rows.filter(**{self.field: before}).update(
                **{self.field: target}, **changes
            ):
                row.refresh_from_db(fields=[self.field])
                raise IllegalMove(self.may(row, verb).reason)
            for name, value in {self.field: target, **changes}.items():
                setattr(row, name, value)
            detail = {"from": before, "to": target} | ({"because": because} if because else {})
            audit.record(by=by, verb=f"{self.name}.{verb}", subject=row, detail=detail)

    def _refusal(self, row: models.Model, verb: str, sources: Iterable[str], state: str) -> str:
        """From which states the move is possible and where the row stands, in words; and whose move it is, if told."""
        choices = getattr(row._meta.get_field(self.field), "flatchoices", ())
        labels = {str(key): str(label) for key, label in choices}
        named = [labels.get(source, source) for source in self.states if source in sources]
        where = {
            "sources": pgettext("list", ", ").join(named),
            "state": labels.get(state, state),
        }
        told = self.told.get(verb)
        if told is None:
            return _("“%(verb)s” is possible from %(sources)s, and this is %(state)s now.") % {"verb": verb, **where}
        return _("To %(deed)s is for %(who)s, while it stands at: %(sources)s. Now it stands at: %(state)s.") % {
            "deed": told.deed,
            "who": told.who,
            **where,
        }

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
