"""All that can be read of a story, in one text: what is scanned, reviewed, and compared before it is published."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import translation

from cms.blocks import BodyBlock


def text_of(page: Any) -> str:
    """Title, introduction, body, what search engines show, and what the picture shows."""
    picture = getattr(page, "picture", None)
    return join(page.title, page.lede, page.body, page.seo_title, page.search_description, picture)


def join(title: str, lede: str, body: Any, seo_title: str, description: str, picture: Any) -> str:
    """The same from loose values, as a form holds them; the same words whatever language the reader uses."""
    with translation.override(settings.LANGUAGE_CODE):  # a choice in a block reads as its label
        blocks = list(map(str, BodyBlock().get_searchable_content(body))) if body else []
    texts = [title, lede, *blocks]
    texts += [seo_title, description, picture.alternative_text if picture else ""]
    return "\n".join(text.strip() for text in texts if text and text.strip())
