"""`{% load cms_pages %}`: what editors wrote, made safe a second time when it is shown."""

from __future__ import annotations

from typing import Final

import nh3
from django import template
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import RichText

TAGS: Final = {"p", "b", "strong", "i", "em", "a", "ul", "ol", "li", "br"}
SCHEMES: Final = {"http", "https", "mailto", "tel"}

register = template.Library()


@register.filter
def clean(value: RichText) -> SafeString:
    """Rich text as HTML of a few harmless tags; anything else is left out, whoever put it into the database."""
    html = nh3.clean(str(value), tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel="noopener")
    return mark_safe(html)  # noqa: S308  nh3 has just cleaned it
