"""Find needs by what their words contain: an index narrows the rows down, the text itself decides.

The tokens of a question only preselect, so that every backend answers what a plain substring search would answer.
"""

from __future__ import annotations

from typing import Any, Final

from django.db.models import BooleanField, F, Func, QuerySet, TextField, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from marketplace.common.search import RUN, normalise, tokens
from marketplace.needs.models import Need

MOST_WORDS: Final = 50
"""A question with more different words finds nothing; no reader asks one."""
MOST_TOKENS: Final = 24
"""Of a long question's tokens these many preselect well enough."""
FIRST_HAN: Final = "\u3400"


class HoldsTokens(Func):
    """Whether a need's `search_tokens` hold every one of these tokens, asked of the database's own index."""

    output_field = BooleanField()

    def __init__(self, wanted: list[str]) -> None:
        self.wanted = wanted
        super().__init__(F("pk"), F("search_tokens"), Value(" ".join(wanted), output_field=TextField()))

    def as_sqlite(self, compiler: Any, _connection: Any, **_extra: Any) -> Any:  # type: ignore[override]
        """Full-text index over whole tokens; they hold no quote, so that quoting them is safe."""
        key, parameters = compiler.compile(self.source_expressions[0])
        question = " AND ".join(f'"{token}"' for token in self.wanted)
        found = "SELECT rowid FROM needs_need_words WHERE needs_need_words MATCH %s"
        return f"{key} IN ({found})", [*parameters, question]

    def as_postgresql(self, compiler: Any, _connection: Any, **_extra: Any) -> Any:
        """GIN index over the same expression (migration 0002)."""
        column, parameters = compiler.compile(self.source_expressions[1])
        wanted, more = compiler.compile(self.source_expressions[2])
        return f"string_to_array({column}, ' ') @> string_to_array({wanted}, ' ')", [*parameters, *more]


def search_needs(queryset: QuerySet[Need], words: str) -> QuerySet[Need]:
    """Those whose title and text hold every word as written (width and case do not matter), in the order they had."""
    asked = list(dict.fromkeys(normalise(words).split()))
    if len(asked) > MOST_WORDS or not all(map(can_be_stored, asked)):
        return queryset.none()
    preselected = list(dict.fromkeys(token for word in asked for token in sure_tokens(word)))[:MOST_TOKENS]
    if preselected:
        queryset = queryset.filter(HoldsTokens(preselected))
    for word in asked:
        queryset = queryset.filter(GreaterThan(StrIndex(F("search_text"), Value(word)), 0))
    return queryset


def sure_tokens(word: str) -> list[str]:
    """Tokens that every text with this word in it has: a Latin run at an end of the word may go on in the text."""
    sure: list[str] = []
    for run in RUN.finditer(word):
        han = run[0] >= FIRST_HAN
        if han:
            sure += [run[0][i : i + 2] for i in range(len(run[0]) - 1)] or [run[0]]
        elif run.start() > 0 and run.end() < len(word):
            sure.append(run[0])
    return sure


def can_be_stored(word: str) -> bool:
    """No text in a database holds NUL or half a character, so that nothing can be found by it."""
    return "\0" not in word and not any("\ud800" <= character <= "\udfff" for character in word)


def search_columns(title: str, text: str) -> dict[str, str]:
    """The two columns that searching reads, from what is public and nothing else."""
    words = f"{title}\n{text}"
    return {"search_text": normalise(words), "search_tokens": " ".join(dict.fromkeys(tokens(words)))}
