"""How dates, amounts, small numbers, places, codes and the map are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import segno
from django.utils.translation import override

from cms.presentation import dates, figures
from cms.presentation.district_map import district_tiles, honeycomb, level_of
from cms.presentation.qr import QUIET_ZONE, qr_code
from cms.templatetags import zhulin
from marketplace.common import clock
from marketplace.common.places import centroid, districts
from tests.cms.page import Page, show

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon_in_shanghai() -> Iterator[None]:
    with clock.freeze(NOON):
        yield


@pytest.mark.parametrize(
    ("moment", "zh", "en"),
    [
        (NOON, "今天 12:00", "today 12:00"),
        (NOON - timedelta(days=1), "昨天 12:00", "yesterday 12:00"),
        (NOON + timedelta(days=1), "明天 12:00", "tomorrow 12:00"),
        (NOON - timedelta(days=21), "11月3日 12:00", "3 November, 12:00"),
        (NOON - timedelta(days=400), "2025年10月20日 12:00", "20 October 2025, 12:00"),
        (datetime(2026, 11, 23, 16, 30, tzinfo=UTC), "今天 00:30", "today 00:30"),
    ],
)
def test_a_moment_is_said_as_people_say_it(moment: datetime, zh: str, en: str):
    with override("zh-hans"):
        assert dates.say_moment(moment) == zh
    with override("en"):
        assert dates.say_moment(moment) == en


@pytest.mark.parametrize(
    ("kept", "zh", "en"),
    [
        ("2026-12-12", "12月12日", "12 December"),
        ("2027-01-02", "2027年1月2日", "2 January 2027"),
        ("2026-11-24 18:30", "11月24日 18:30", "24 November, 18:30"),
    ],
)
def test_a_notice_says_the_day_that_it_keeps(kept: str, zh: str, en: str):
    with override("zh-hans"):
        assert zhulin.in_words(kept) == zh
    with override("en"):
        assert zhulin.in_words(kept) == en


def test_the_exact_moment_stays_in_the_markup_in_shanghai_time():
    element = Page(str(zhulin.when(NOON))).one("time")

    assert element.attributes["datetime"] == "2026-11-24T12:00:00+08:00"


@pytest.mark.parametrize(
    ("due", "zh", "late"),
    [
        (date(2026, 11, 24), "今天到期", False),
        (date(2026, 11, 27), "还剩 3 天", False),
        (date(2026, 11, 22), "已逾期 2 天", True),
    ],
)
def test_a_due_date_says_how_long_there_is(due: date, zh: str, late: bool):
    with override("zh-hans"):
        element = Page(str(zhulin.days_left(due))).one("time")

    assert (element.text, "late" in element.classes) == (zh, late)


def test_a_month_leaves_its_day_out():
    with override("zh-hans"):
        assert [zhulin.month(date(2026, 11, 3)), zhulin.month(date(2025, 2, 1))] == ["11月", "2025年2月"]
    with override("en"):
        assert [zhulin.month(date(2026, 11, 3)), zhulin.month(date(2025, 2, 1))] == ["November", "February 2025"]


def test_nothing_is_shown_for_nothing_and_text_passes_through():
    assert [f(None) for f in (zhulin.when, zhulin.day, zhulin.month, zhulin.money, zhulin.small, zhulin.place)] == [
        ""
    ] * 6
    assert [zhulin.when("soon"), zhulin.day("soon"), zhulin.month("soon"), zhulin.small("many")] == [
        "soon",
        "soon",
        "soon",
        "many",
    ]


def test_an_amount_is_read_by_machines_as_by_people():
    with override("zh-hans"):
        element = Page(str(zhulin.money(123450))).one("data")

    assert (element.attributes["value"], element.text) == ("1234.50", "1,234.50元")


@pytest.mark.parametrize(
    ("raised", "left"), [(0, "1000.00"), ("", "1000.00"), (99_999, "0.01"), (100_000, "0.00"), (100_001, "0.00")]
)
def test_what_is_missing_is_never_below_zero(raised: int | str, left: str):
    assert Page(str(zhulin.money_left(raised, 100_000))).one("data").attributes["value"] == left


def test_counts_below_the_threshold_are_never_shown_zero_included():
    threshold = figures.small_number_threshold()

    with override("zh-hans"):
        assert {figures.say_count(count) for count in range(threshold)} == {f"少于 {threshold}"}
        assert figures.say_count(threshold) == str(threshold)
        assert figures.say_count(1_286) == "1,286"


def test_a_place_is_named_in_the_readers_language():
    with override("zh-hans"):
        assert [zhulin.place("330212"), zhulin.place_in_full("330203001")] == ["鄞州区", "海曙区南门街道"]
    with override("en"):
        assert zhulin.place("330212") == "Yinzhou District"


@pytest.mark.parametrize("text", ["https://zhulin.invalid/verify/NB-TR-2026-001-000001-8", "助邻", "A"])
def test_the_drawn_code_has_exactly_the_dark_modules_of_the_code(text: str):
    code = qr_code(text)
    drawn = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1", code.path):
        drawn |= {(int(x) + step, int(y)) for step in range(int(length))}

    rows = list(segno.make(text, error="m", micro=False).matrix)
    dark = {(x + QUIET_ZONE, y + QUIET_ZONE) for y, row in enumerate(rows) for x, cell in enumerate(row) if cell}
    assert drawn == dark
    assert code.size == len(rows) + 2 * QUIET_ZONE


def cells(**counts: int | None) -> list[dict[str, object]]:
    return [{"code": code[1:], "name": code, "count": count, "url": "/needs/"} for code, count in counts.items()]


def test_every_district_has_its_own_cell():
    places = honeycomb("330200")

    assert set(places) == {district.code for district in districts()}
    assert len(set(places.values())) == len(places)


def test_the_honeycomb_keeps_north_above_south_and_west_before_east():
    places = honeycomb("330200")
    for one in places:
        for other in places:
            a, b = centroid(one), centroid(other)
            if a.lat - b.lat > 0.25:
                assert places[one][0] < places[other][0]
            if places[one][0] == places[other][0] and places[one][1] < places[other][1]:
                assert a.lon < b.lon


def test_a_small_count_is_hidden_on_the_map_in_its_label_and_in_the_list():
    page = show('<c-map-districts :cells="cells" label="Needs" />', cells=cells(_330212=64, _330225=4))

    assert not re.search(r"\b4\b", " ".join(e.text for e in page.all("text") + page.all("li")))
    assert all(" 4" not in e.attributes.get("aria-label", "") for e in page.all("a"))


def test_a_small_count_is_shaded_like_any_other_small_count():
    assert {level_of(count, 64) for count in range(figures.small_number_threshold())} == {1}
    assert [level_of(None, 64), level_of(11, 64), level_of(64, 64)] == [0, 2, 4]


def test_every_cell_that_leads_somewhere_has_a_twin_in_the_list():
    page = show('<c-map-districts :cells="cells" label="Needs" />', cells=cells(_330212=64, _330203=31, _330225=None))
    in_map = [e.attributes["aria-label"].split()[0] for e in page.all("a") if "aria-label" in e.attributes]
    in_list = [e.text.split()[0] for e in page.all("a") if "aria-label" not in e.attributes]

    assert in_map == in_list == ["_330203", "_330212", "_330225"]


def test_a_cell_is_named_shortly_in_english():
    tiles = district_tiles([{"code": "330212", "name": "Yinzhou District", "count": None}]).tiles

    assert [(tile.name, tile.shown) for tile in tiles] == [("Yinzhou", "–")]
