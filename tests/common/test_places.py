"""Places: the whole city, each area inside one wider area, and nothing finer than what is published."""

from __future__ import annotations

import pytest

from marketplace.common import places
from marketplace.common.places import PlaceUnknown

URBAN = ["330203", "330205", "330206", "330211", "330212", "330213"]
COUNTY = ["330225", "330226", "330281", "330282"]
TOWNSHIPS_BY_DISTRICT = [17, 8, 11, 7, 25, 12, 18, 18, 21, 19]


def test_the_city_is_complete() -> None:
    governed = [place for place in places.townships() if not place.zone]
    zones = [place.code for place in places.townships() if place.zone]
    assert (len(places.districts()), len(governed)) == (10, 156)
    assert zones == ["330206401", "330282402", "330282403", "330282404", "330282405", "330282406"]


@pytest.mark.parametrize(("district", "count"), list(zip(URBAN + COUNTY, TOWNSHIPS_BY_DISTRICT, strict=True)))
def test_each_district_has_its_townships(district: str, count: int) -> None:
    own = places.townships(district)
    assert len([place for place in own if not place.zone]) == count
    assert all(place.code.startswith(district) and len(place.code) == 9 for place in own)


@pytest.mark.parametrize("code", [place.code for place in places.townships()])
def test_a_township_widens_step_by_step_to_the_city(code: str) -> None:
    group = "urban" if code[:6] in URBAN else "county"
    assert [places.widen(code, level) for level in (1, 2, 3, 4)] == [code, code[:6], group, "330200"]
    assert places.ancestors(code) == [code[:6], group, "330200"]
    assert places.district_of(code) == code[:6]
    assert [places.place_level(wider) for wider in (code, *places.ancestors(code))] == [1, 2, 3, 4]


def test_nothing_is_narrowed() -> None:
    assert places.widen("330203", 3) == "urban"
    for code, level in (("330203", 1), ("330200", 3), ("urban", 2), ("330203001", 5), ("330203001", 0)):
        with pytest.raises(PlaceUnknown):
            places.widen(code, level)


@pytest.mark.parametrize(
    ("wider", "narrower", "inside"),
    [
        ("330200", "330203001", True),
        ("urban", "330203001", True),
        ("330203", "330203001", True),
        ("330203001", "330203001", True),
        ("330203001", "330203", False),
        ("county", "330203001", False),
        ("330205", "330203001", False),
        ("county", "330282402", True),
    ],
)
def test_areas_know_what_lies_in_them(wider: str, narrower: str, inside: bool) -> None:
    assert places.contains(wider, narrower) is inside


def test_an_area_lists_itself_and_everything_inside() -> None:
    assert len(places.places_within("330200")) == 1 + 2 + 10 + 162
    assert places.places_within("330211")[0] == "330211"
    assert len(places.places_within("330211")) == 1 + 7


@pytest.mark.parametrize("code", ["", "330204", "330204001", "330203999", "330299", "Urban", "33"])
def test_an_unknown_code_is_refused_everywhere(code: str) -> None:
    assert not places.is_township(code)
    for ask in (places.place, places.ancestors, places.centroid, places.places_within, places.district_of):
        with pytest.raises(PlaceUnknown):
            ask(code)
    with pytest.raises(PlaceUnknown):
        places.contains(code, "330203001")
    with pytest.raises(PlaceUnknown):
        places.contains("330200", code)


@pytest.mark.parametrize(
    ("code", "district"),
    [
        ("330204", "330212"), ("330204001", "330212"), ("330283", "330213"), ("330283100", "330213"),
        ("330227", "330212"), ("330227105", "330212"), ("330203001", None), ("330299001", None), ("", None),
    ],
)  # fmt: skip
def test_a_retired_code_leads_to_the_new_district(code: str, district: str | None) -> None:
    assert places.district_of_retired(code) == district


def test_no_retired_code_is_in_use() -> None:
    used = {place.code for place in places.districts()}
    assert {row.code for row in places.retired_districts()} == {"330204", "330227", "330283"}
    assert all(row.code not in used and row.district_code in used for row in places.retired_districts())


def test_a_township_is_located_no_finer_than_its_district() -> None:
    assert places.centroid("330203001") == places.centroid("330203")
    assert places.centroid("330203") == places.Centroid(121.3528, 29.8250)


@pytest.mark.parametrize(("group", "members"), [("urban", URBAN), ("county", COUNTY), ("330200", URBAN + COUNTY)])
def test_a_wide_area_lies_in_the_middle_of_its_districts(group: str, members: list[str]) -> None:
    middle = places.centroid(group)
    assert middle.lon == pytest.approx(sum(places.centroid(code).lon for code in members) / len(members), abs=1e-4)
    assert middle.lat == pytest.approx(sum(places.centroid(code).lat for code in members) / len(members), abs=1e-4)


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("330200", "宁波市", "Ningbo"),
        ("urban", "市区六区", "Ningbo, the six urban districts"),
        ("330281", "余姚市", "Yuyao City"),
        ("330203002", "江厦街道", "Jiangxia Subdistrict"),
        ("330225202", "黄避岙乡", "Huangbi'ao Township"),
    ],
)
def test_places_have_names_in_both_languages(code: str, zh: str, en: str) -> None:
    assert (places.place_name(code, "zh-hans"), places.place_name(code, "en")) == (zh, en)


def test_a_township_is_named_with_its_district() -> None:
    assert places.full_place_name("330203001", "zh-hans") == "海曙区南门街道"
    assert places.full_place_name("330203001", "en") == "Nanmen Subdistrict, Haishu District"
    assert places.full_place_name("330203", "en") == "Haishu District"


def test_every_name_is_complete_in_both_languages() -> None:
    for code in places.places_within("330200"):
        assert all("\u4e00" <= char <= "\u9fff" or char in "（）" for char in places.place_name(code, "zh"))
        assert places.place_name(code, "en").isascii()
