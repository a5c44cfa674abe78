"""`{% load publications_tags %}`: names of codes for notices, and where one text is reported."""

from __future__ import annotations

from urllib.parse import urlencode

from django import template
from django.urls import reverse

from marketplace.common.naming import lang_of
from marketplace.publications.models import Publication
from marketplace.publications.states import REASON_SENTENCES, Kind

register = template.Library()


@register.filter
def words_kind(code: str) -> str:
    """The name of a kind of words."""
    return str(Kind(code).label) if code in Kind.values else ""


@register.filter
def why_away(code: str) -> str:
    """Why words are hidden, in a sentence."""
    return str(REASON_SENTENCES.get(code, ""))


@register.filter
def lang_of_text(words: Publication) -> str:
    """Says so where the text exists in Chinese only."""
    return lang_of(words, "text")


@register.filter
def report_words(words: Publication) -> str:
    """The form that reports this text alone, wherever it is shown."""
    return f"{reverse('report')}?{urlencode({'page': reverse('words', args=[words.reference])})}"
