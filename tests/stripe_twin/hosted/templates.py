"""HTML by `string.Template`: every value is escaped, except `body`, which is already HTML of ours."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from string import Template

from tests.stripe_twin.wire.messages import Response

FOLDER = Path(__file__).parent
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@cache
def template(name: str) -> Template:
    return Template((FOLDER / name).read_text(encoding="utf-8"))


def filled(name: str, values: dict[str, str], *, html: dict[str, str] | None = None) -> str:
    """The template with its values; a placeholder without a value is a KeyError."""
    return template(name).substitute({key: escape(value) for key, value in values.items()} | (html or {}))


def page(status: int, words: dict[str, str], title: str, body: str, other: str) -> Response:
    """A whole page; `other` is the address of the same page in the other language."""
    values = {"lang": words["lang"], "title": title, "other": other}
    values |= {key: words[key] for key in ("banner", "banner_more", "other_language")}
    text = filled("frame.html", values, html={"body": body})
    return Response(status, text.encode(), "text/html; charset=utf-8", dict(HEADERS))


def stylesheet() -> Response:
    body = (FOLDER / "page.css").read_bytes()
    return Response(200, body, "text/css; charset=utf-8", {"Cache-Control": "max-age=300"})
