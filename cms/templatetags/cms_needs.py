"""Look something up by the need it belongs to."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def of_need(reasons: Mapping[int, list[str]], key: int) -> list[str]:
    """The reasons for this need, or none."""
    return reasons.get(key, [])
