"""Names in the reader's language: of rows that carry two, and of codes of the rule data."""

from __future__ import annotations

from django.db.models import Model
from django.utils.translation import get_language

from marketplace.common import clock
from marketplace.common.places import districts, place_name
from marketplace.common.rule_data import RuleMissing, rule

CITY_CODE = "330200"


def language() -> str:
    """The language spoken now."""
    return get_language() or "zh-hans"


def said(row: Model, field: str) -> str:
    """`field`, or for an English reader `field_en` where it is filled."""
    chinese = str(getattr(row, field))
    return chinese if language().startswith("zh") else str(getattr(row, f"{field}_en", "") or chinese)


def lang_of(row: Model, field: str) -> str:
    """The language to mark `said` with: empty, or Chinese where an English reader gets Chinese."""
    foreign = not language().startswith("zh") and not getattr(row, f"{field}_en", "")
    return "zh-Hans" if foreign and getattr(row, field) else ""


def code_name(code_list: str, code: str) -> str:
    """The name of a code of the rule data; a code without one stands for itself."""
    try:
        return rule(f"codes.{code_list}", on=clock.today()).entry(code).label(language())
    except RuleMissing:
        return code


def code_choices(code_list: str) -> list[tuple[str, str]]:
    """(code, name) in the order of the list, for a form."""
    return [(entry.code, entry.label(language())) for entry in rule(f"codes.{code_list}", on=clock.today()).value]


def area_choices() -> list[tuple[str, str]]:
    """(code, name): the whole city, then the ten districts."""
    codes = [CITY_CODE, *(district.code for district in districts())]
    return [(code, place_name(code, language())) for code in codes]
