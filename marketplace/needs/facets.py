"""How many needs each filter would show: from the kept counts, small numbers withheld so that none can be derived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Case, CharField, Count, F, Sum, Value, When
from django.db.models.functions import Substr

from marketplace.common import clock
from marketplace.common.places import DISTRICT, ancestors, contains, place_level
from marketplace.common.places.atlas import TOWNSHIP, atlas
from marketplace.common.rule_data import rule
from marketplace.needs.filters import CHOICES, NeedFilters, around, meant, within
from marketplace.needs.models import FacetCount
from marketplace.needs.queries import SHOWN_TO, needs_shown_to
from marketplace.needs.search import search_needs

COUNTED: Final = ("status", "need_kind", "aid_type", "urgency_band", "deadline_band", "area")
"""What has counts."""
CODE_LENGTH: Final = 6
"""Digits of a district's code."""

Cell = dict[str, Any]
"""One combination of the counted columns with `n`, its needs, and `near`: `in` the place asked for, `wider`, `out`."""


@dataclass(frozen=True, slots=True)
class Facets:
    """`counts[column][code]`: needs that the code would show beside all other conditions; None where withheld.

    Needs that have no value in the column stand under the empty code, if there are any.
    `counts["area"]` has the ten districts, `urban`, `county` and the city: where needs are published, each once.
    `total` is the number of needs that answer the question; `wider` of these are published for more than the place.
    """

    total: int
    wider: int
    counts: Mapping[str, Mapping[str, int | None]]


def facets_for(kind: str, asked: NeedFilters) -> Facets:
    """The counts for a `public` or `partner` reader; one query."""
    counts = {name: Counter(dict.fromkeys(codes_of(name), 0)) for name in COUNTED}
    total, wider = 0, 0
    for cell in counted_cells(kind, asked):
        failed = list(failed_conditions(cell, asked))
        for name in COUNTED if not failed else failed if len(failed) == 1 else ():
            counts[name][cell[name] or ""] += cell["n"]
        total += 0 if failed else cell["n"]
        wider += cell["n"] if not failed and cell["near"] == "wider" else 0
    return Facets(total, wider, {name: withhold(each) for name, each in counts.items()})


def failed_conditions(cell: Cell, asked: NeedFilters) -> Iterator[str]:
    """The counted columns in which the cell does not answer."""
    if cell["near"] == "out":
        yield "area"
    for name in COUNTED[:-1]:
        if name in asked.codes and cell[name] not in meant(name, asked.codes[name]):
            yield name


def codes_of(name: str) -> Iterable[str]:
    """The codes that a reader may choose from."""
    if name != "area":
        return CHOICES[name]
    return [place.code for place in atlas().places.values() if place.level != TOWNSHIP]


def counted_cells(kind: str, asked: NeedFilters) -> list[Cell]:
    """From the kept counts where they know all that is asked, else from the needs that the words or codes leave."""
    if asked.words or set(asked.codes) - set(COUNTED) or (asked.place and place_level(asked.place) < DISTRICT):
        return list(cells_of_needs(kind, asked))
    kept = FacetCount.objects.filter(audience__in=SHOWN_TO[kind], needs__gt=0)
    cells = kept.values(*COUNTED).annotate(n=Sum("needs"))
    return [cell | {"near": nearness(cell["area"], asked.place)} for cell in cells]


def nearness(area: str, asked: str) -> str:
    """Whether what is published for the area lies in the place asked for, perhaps does, or does not."""
    if not asked or contains(asked, area):
        return "in"
    return "wider" if area in ancestors(asked) else "out"


def cells_of_needs(kind: str, asked: NeedFilters) -> Any:
    """The same combinations, counted."""
    uncounted = {name: codes for name, codes in asked.codes.items() if name not in COUNTED}
    needs = search_needs(needs_shown_to(kind), asked.words).filter(NeedFilters(codes=uncounted).condition())
    district = When(place_level__lte=DISTRICT, then=Substr("place", 1, CODE_LENGTH))
    area, near = Case(district, default=F("place")), nearness_of(asked.place)
    return needs.order_by().annotate(area=area, near=near).values(*COUNTED, "near").annotate(n=Count("pk"))


def nearness_of(asked: str) -> Case:
    """`nearness` as the database says it."""
    whens = [When(within(asked), then=Value("in")), When(around(asked), then=Value("wider"))] if asked else []
    return Case(*whens, default=Value("out" if asked else "in"), output_field=CharField())


def withhold(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Small counts become None, zero too, and further ones with them until no sum gives a small one away.

    Whoever knows the total knows the sum of all withheld counts: they are at least two, make a large number together,
    and are not all as large as a small count can be.
    """
    threshold = int(rule("anonymity.small_number_threshold", on=clock.today()).value)
    by_size = sorted(counts, key=lambda code: (counts[code], code))
    hidden = [code for code in by_size if counts[code] < threshold]
    shown = by_size[len(hidden) :]
    while hidden and shown and may_be_derived([counts[code] for code in hidden], threshold):
        hidden.append(shown.pop(0))
    return {code: None if code in hidden else number for code, number in counts.items()}


def may_be_derived(hidden: list[int], threshold: int) -> bool:
    """Whether the sum of these counts tells a small one of them, or is itself small."""
    together = sum(hidden)
    return len(hidden) < 2 or together < threshold or together == (threshold - 1) * len(hidden)
