"""What codes are called, in both languages, and where the second officer reads how far a value is widened."""

from __future__ import annotations

from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.translation import override

from marketplace.common import clock
from marketplace.common.rule_data import RuleMissing, rule
from marketplace.needs import codes
from marketplace.needs.export import COLUMNS
from marketplace.needs.ladder import level_of_age, rungs_of
from marketplace.needs.templatetags import needs_tags

LISTS = {
    "need_kind": codes.NeedKind,
    "aid_type": codes.AidType,
    "published_family": codes.Family,
    "published_health": codes.Health,
    "urgency_band": codes.UrgencyBand,
    "quantity_band": codes.QuantityBand,
    "deadline_band": codes.DeadlineBand,
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_our_codes_are_those_of_the_rule_data_and_are_called_as_there(name: str, language: str) -> None:
    known = rule(f"codes.{name}", on=clock.today())
    with override(language):
        assert [(code, str(label)) for code, label in LISTS[name].choices] == [
            (entry.code, entry.label(language)) for entry in known.value
        ]


def say(expression: str, language: str, **context: object) -> str:
    with translation.override(language):
        return Template("{% load needs_tags %}{{ " + expression + " }}").render(Context(context))


@pytest.mark.parametrize(
    ("expression", "value", "chinese", "english"),
    [
        ("v|need_kind", "micro_wish", "微心愿", "Micro-wish"),
        ("v|aid_type", "housing", "住房", "Housing assistance"),
        ("v|family", "with_minors", "有未成年人的家庭", "Family with minors"),
        ("v|health", "health_related", "与健康有关", "Health-related"),
        ("v|urgency", "high", "紧急", "High"),
        ("v|quantity", "lt500", "500元以下", "Under CNY 500"),
        ("v|deadline", "one_month", "一个月内", "Within a month"),
        ("v|age", "60+", "60岁及以上", "60 or older"),
        ("v|age", "70-74", "70至74岁", "70 to 74 years"),
        ("v|age", "0-13", "14岁以下", "under 14"),
        ("v|place", "330203001", "海曙区南门街道", "Nanmen Subdistrict, Haishu District"),
        ("v|place", "urban", "市区六区", "Ningbo, the six urban districts"),
        ("v|verifier", "330203001", "海曙区民政局", "Civil Affairs Bureau of Haishu District"),
        ("v|verifier", "330203", "海曙区民政局", "Civil Affairs Bureau of Haishu District"),
        ("v|verifier", "county", "宁波市民政局", "Civil Affairs Bureau of Ningbo"),
        ("v|verifier", "330200", "宁波市民政局", "Civil Affairs Bureau of Ningbo"),
        ("v|status", "published", "已公布", "published"),
        ("v|audience", "partners", "仅限已核验的合作机构", "verified partners only"),
    ],
)
def test_codes_are_said_as_people_say_them(expression: str, value: str, chinese: str, english: str) -> None:
    assert say(expression, "zh-hans", v=value) == chinese
    assert say(expression, "en", v=value) == english


@pytest.mark.parametrize(
    "name", ["aid_type", "family", "health", "urgency", "quantity", "deadline", "age", "place", "verifier"]
)
def test_a_withheld_value_says_nothing(name: str) -> None:
    assert say(f"v|{name}", "en", v=None) == ""


def test_a_code_of_no_list_is_refused() -> None:
    with pytest.raises(RuleMissing):
        needs_tags.named("gold", "need_kind")


def test_months() -> None:
    assert needs_tags.first_of_month("2026-11") == date(2026, 11, 1)
    assert needs_tags.first_of_month(None) is None


@pytest.mark.parametrize(
    ("band", "level"), [("60-64", 1), ("60-69", 2), ("60+", 3), ("18-59", 3), ("0-13", 3), ("", 4)]
)
def test_how_far_an_age_is_widened_can_be_read_off_the_band(band: str, level: int) -> None:
    assert level_of_age(band) == level


@pytest.mark.parametrize(
    ("values", "levels"),
    [
        ({"place_level": 1, "age_band": "70-74", "family": "2-3", "health": "chronic"}, [1, 1, 1, 1]),
        ({"place_level": 2, "age_band": "60+", "family": "elderly", "health": "health_related"}, [2, 3, 3, 3]),
        ({"place_level": 4}, [4, 4, 4, 4]),
        ({}, [4, 4, 4, 4]),
    ],
)
def test_the_rungs_of_a_line(values: dict[str, object], levels: list[int]) -> None:
    line = dict.fromkeys(COLUMNS) | values
    assert [rung.level for rung in rungs_of(line)] == levels  # type: ignore[arg-type]
