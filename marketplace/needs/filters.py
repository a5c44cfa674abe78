"""What a reader asks a list of needs for, and the shareable address of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final, Self
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict

from marketplace.common.places import ancestors, place, places_within
from marketplace.common.places.atlas import atlas
from marketplace.needs.ages import STAGES, bands_touching
from marketplace.needs.codes import AidType, DeadlineBand, Family, Health, NeedKind, QuantityBand, UrgencyBand
from marketplace.needs.states import VISIBLE

CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "need_kind": tuple(NeedKind.values),
    "aid_type": tuple(AidType.values),
    "urgency_band": tuple(UrgencyBand.values),
    "deadline_band": tuple(DeadlineBand.values),
    "quantity_band": tuple(QuantityBand.values),
    "age_band": tuple(STAGES),
    "family": tuple(Family.values),
    "health": tuple(Health.values),
    "status": tuple(sorted(VISIBLE)),
}
"""Columns that may be asked for, and the codes they take."""
WIDER: Final = {"health": {str(Health.RELATED): tuple(Health.values)}}
"""Codes that also mean narrower ones."""
ORDERS: Final = ("newest", "urgent", "deadline")
LONGEST_QUESTION: Final = 200


@dataclass(frozen=True, slots=True)
class NeedFilters:
    """Several codes of one column mean either; several columns mean all. `place` is any code of the atlas, or empty."""

    words: str = ""
    place: str = ""
    order: str = ORDERS[0]
    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, asked: QueryDict) -> Self:
        """From an address; what it does not know it leaves out, so that an old link still leads somewhere."""
        codes = {name: tuple(code for code in known if code in asked.getlist(name)) for name, known in CHOICES.items()}
        place_asked, order = asked.get("place", ""), asked.get("order", "")
        return cls(
            words=" ".join(asked.get("q", "")[:LONGEST_QUESTION].split()),
            place=place_asked if place_asked in atlas().places else "",
            order=order if order in ORDERS else ORDERS[0],
            codes={name: chosen for name, chosen in codes.items() if chosen},
        )

    def address(self) -> str:
        """The query string that `read` understands, the same for the same question; empty when nothing is asked."""
        parts = [("q", self.words), ("place", self.place)]
        parts += [("order", self.order)] if self.order != ORDERS[0] else []
        parts += [(name, code) for name in CHOICES for code in self.codes.get(name, ())]
        return urlencode([(name, value) for name, value in parts if value])

    def without(self, name: str, code: str = "") -> Self:
        """The same question with one condition taken away: `q`, `place`, or a column's code (all of them if empty)."""
        if name in ("q", "place"):
            return replace(self, words="") if name == "q" else replace(self, place="")
        left = tuple(each for each in self.codes.get(name, ()) if code and each != code)
        codes = {each: chosen for each, chosen in self.codes.items() if each != name}
        return replace(self, codes=codes | ({name: left} if left else {}))

    @property
    def is_empty(self) -> bool:
        """Whether everything is wanted."""
        return not (self.words or self.place or self.codes)

    def condition(self) -> Q:
        """Everything but the words and the place, as a condition on needs."""
        wanted = Q()
        for name, codes in self.codes.items():
            wanted &= Q(**{f"{name}__in": sorted(meant(name, codes))})
        return wanted


def meant(name: str, codes: tuple[str, ...]) -> set[str]:
    """The published values that these codes ask for."""
    if name == "age_band":
        return {band for stage in codes for band in bands_touching(stage)}
    return {value for code in codes for value in WIDER.get(name, {}).get(code, (code,))}


def within(code: str) -> Q:
    """Needs published for this place or for a narrower one in it."""
    return Q(place__in=places_within(code))


def around(code: str) -> Q:
    """Needs published for a wider area that contains the place: perhaps there, perhaps not."""
    return Q(place__in=ancestors(place(code).code))
