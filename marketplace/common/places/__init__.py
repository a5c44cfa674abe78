"""Places of the city: names in two languages, what lies in what, and how to widen a township step by step."""

from __future__ import annotations

from marketplace.common.places.atlas import CITY, DISTRICT, GROUP, TOWNSHIP, Centroid, Place, RetiredDistrict, atlas
from marketplace.common.verdict import DomainError

__all__ = [
    "CITY", "DISTRICT", "GROUP", "TOWNSHIP", "Centroid", "Place", "PlaceUnknown", "RetiredDistrict",
    "ancestors", "centroid", "contains", "district_of", "district_of_retired", "districts", "full_place_name",
    "is_township", "place", "place_level", "place_name", "places_within", "retired_districts", "townships", "widen",
]  # fmt: skip


class PlaceUnknown(DomainError):
    """No such area in the city."""

    code = "PLACE_UNKNOWN"


def place(code: str) -> Place:
    """The area of a code: township (9 digits), district (6), `urban`, `county` or 330200; raises `PlaceUnknown`."""
    try:
        return atlas().places[code]
    except KeyError as error:
        raise PlaceUnknown(f"no place has the code {code!r}") from error


def place_level(code: str) -> int:
    """1 township, 2 district, 3 urban or county, 4 the city."""
    return place(code).level


def is_township(code: str) -> bool:
    """Whether a case may carry this code: one of the 156 townships and 6 functional zones."""
    found = atlas().places.get(code)
    return found is not None and found.level == TOWNSHIP


def townships(district: str | None = None) -> list[Place]:
    """All townships and functional zones (`zone` tells which), or those of one district, in official order."""
    return [
        each for each in atlas().places.values() if each.level == TOWNSHIP and (not district or each.parent == district)
    ]


def districts() -> list[Place]:
    """The ten districts, in official order."""
    return [each for each in atlas().places.values() if each.level == DISTRICT]


def ancestors(code: str) -> list[str]:
    """The wider areas around a place, nearest first; of a township: district, urban or county, the city."""
    wider = []
    parent = place(code).parent
    while parent is not None:
        wider.append(parent)
        parent = place(parent).parent
    return wider


def contains(wider: str, narrower: str) -> bool:
    """Whether one area lies in the other; every area contains itself."""
    return place(wider).code == narrower or wider in ancestors(narrower)


def widen(code: str, level: int) -> str:
    """The area of that level around a place, as it is published; `PlaceUnknown` when the place is wider already."""
    for candidate in (code, *ancestors(code)):
        if place(candidate).level == level:
            return candidate
    raise PlaceUnknown(f"{code!r} has no area of level {level} around it")


def district_of(code: str) -> str:
    """The district of a township, or the district itself."""
    return widen(code, DISTRICT)


def places_within(code: str) -> list[str]:
    """The place itself and every narrower area inside it."""
    place(code)
    return [each for each in atlas().places if contains(code, each)]


def centroid(code: str) -> Centroid:
    """The middle of the area as published; a township has its district's, so that nobody is located more finely."""
    return place(code).centroid


def place_name(code: str, language: str) -> str:
    """The short name: Chinese for any Chinese language tag, else English."""
    return _named(place(code), language)


def full_place_name(code: str, language: str) -> str:
    """A township with its district: 海曙区南门街道, or Nanmen Subdistrict, Haishu District; wider areas as they are."""
    found = place(code)
    if found.level != TOWNSHIP or found.parent is None:
        return _named(found, language)
    district = _named(place(found.parent), language)
    return district + found.name if _chinese(language) else f"{found.name_en}, {district}"


def _named(found: Place, language: str) -> str:
    return found.name if _chinese(language) else found.name_en


def _chinese(language: str) -> bool:
    return language.lower().startswith("zh")


def district_of_retired(code: str) -> str | None:
    """The district that took over a retired district's code or one of its township codes; None for any other code."""
    retired = atlas().retired.get(code[:6])
    return retired.district_code if retired else None


def retired_districts() -> list[RetiredDistrict]:
    """The district codes that are refused with the new district's name."""
    return list(atlas().retired.values())
