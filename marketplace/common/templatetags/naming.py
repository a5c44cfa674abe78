"""`{% load naming %}`: the template side of `marketplace.common.naming`."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.db.models import Model

from marketplace.common import naming

register = template.Library()


@register.filter
def said(row: Model, field: str) -> str:
    """The field in the reader's language."""
    return naming.said(row, field)


@register.filter
def code_name(code: str | None, code_list: str) -> str:
    """The name of a code; nothing shows nothing."""
    return naming.code_name(code_list, code) if code else ""


@register.filter
def code_names(codes: Iterable[str], code_list: str) -> str:
    """The names of several codes, joined."""
    return listed(naming.code_name(code_list, code) for code in codes)


@register.filter
def listed(words: Iterable[object]) -> str:
    """Words of equal rank in a row, as the reader's language separates them."""
    joint = "、" if naming.language().startswith("zh") else ", "
    return joint.join(str(word) for word in words)
