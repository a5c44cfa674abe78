"""The city's areas as read from `marketplace/common/data/places`: four levels, each area inside one wider one."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import fmean
from types import MappingProxyType
from typing import Any, Final

PLACES_FOLDER: Final = Path(__file__).parent.parent / "data" / "places"
TOWNSHIP, DISTRICT, GROUP, CITY = LEVELS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Centroid:
    """Degrees, presumed GCJ-02."""

    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Place:
    """An area that may be published: level 1 township, 2 district, 3 urban or county, 4 the city (`parent` None).

    A township's centroid is its district's, for no finer one may be known to those who match.
    """

    code: str
    level: int
    name: str
    name_en: str
    parent: str | None
    centroid: Centroid
    urban: bool | None = None
    zone: bool = False


@dataclass(frozen=True, slots=True)
class RetiredDistrict:
    """A district code that is no more, and the district in which its townships now lie."""

    code: str
    name: str
    name_en: str
    district_code: str
    year: int
    source: str


@dataclass(frozen=True, slots=True)
class Atlas:
    """Every place by code in the order of the official lists, and every retired district by code."""

    places: MappingProxyType[str, Place]
    retired: MappingProxyType[str, RetiredDistrict]


@cache
def atlas() -> Atlas:
    """Read once; the files are part of the program."""
    areas = tomllib.loads((PLACES_FOLDER / "areas.toml").read_text(encoding="utf-8"))
    districts = list(_districts())
    everything = [*_wide_areas(areas, districts), *districts, *_townships({place.code: place for place in districts})]
    retired = [RetiredDistrict(**row) for row in areas["retired"]]
    return Atlas(
        MappingProxyType({place.code: place for place in everything}),
        MappingProxyType({row.code: row for row in retired}),
    )


def _read(name: str) -> Iterator[dict[str, str]]:
    with (PLACES_FOLDER / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _districts() -> Iterator[Place]:
    for row in _read("ningbo_districts.csv"):
        urban = row["urban"] == "1"
        parent = "urban" if urban else "county"
        centroid = Centroid(float(row["centroid_lon"]), float(row["centroid_lat"]))
        yield Place(row["code"], DISTRICT, row["name"], row["name_en"], parent, centroid, urban)


def _townships(districts: dict[str, Place]) -> Iterator[Place]:
    for row in _read("ningbo_townships.csv"):
        district = districts[row["district_code"]]
        yield Place(
            row["code"], TOWNSHIP, row["name"], row["name_en"], district.code,
            district.centroid, district.urban, zone=row["zone"] == "1",
        )  # fmt: skip


def _wide_areas(areas: dict[str, Any], districts: list[Place]) -> Iterator[Place]:
    """The city and its two halves lie in the middle of their districts."""
    city, urban, county = (areas[name] for name in ("city", "urban", "county"))
    yield Place(city["code"], CITY, city["name"], city["name_en"], None, _middle(districts))
    for row, inside in ((urban, True), (county, False)):
        members = [place for place in districts if place.urban is inside]
        yield Place(row["code"], GROUP, row["name"], row["name_en"], city["code"], _middle(members), inside)


def _middle(places: Iterable[Place]) -> Centroid:
    points = [place.centroid for place in places]
    return Centroid(round(fmean(point.lon for point in points), 4), round(fmean(point.lat for point in points), 4))
