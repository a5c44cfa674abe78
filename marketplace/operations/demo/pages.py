"""The editorial pages in both languages, written through Wagtail's own tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.html import format_html_join
from wagtail.models import Locale, Page, Site

from cms.models import HomePage, TextPage
from marketplace.operations.demo.households import load

TITLES = {"zh-hans": "助邻", "en": "Zhulin"}


def write(say: Callable[[str], None]) -> None:
    """Both trees; a site that has its pages already is left alone."""
    if TextPage.objects.exists():
        return
    entries = load("pages")["page"]
    root = Page.get_first_root_node()
    chinese = _home(root, "zh-hans")
    english = _home(root, "en", translation_key=chinese.translation_key)
    for entry in entries:
        first = _page(chinese, entry, "zh", {})
        _page(english, entry, "en", {"translation_key": first.translation_key})
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "site_name": settings.WAGTAIL_SITE_NAME, "root_page": chinese},
    )
    say(f"pages: {len(entries)} in two languages")


def _home(root: Page, language: str, **extra: Any) -> HomePage:
    locale, _made = Locale.objects.get_or_create(language_code=language)
    home: HomePage = root.add_child(
        instance=HomePage(title=TITLES[language], slug=f"home-{language}", locale=locale, **extra)
    )
    return home


def _page(parent: HomePage, entry: dict[str, Any], language: str, extra: dict[str, Any]) -> TextPage:
    body = format_html_join("", "<p>{}</p>", ((paragraph,) for paragraph in entry[language]))
    page: TextPage = parent.add_child(
        instance=TextPage(
            title=entry[f"{language}_title"],
            slug=entry["slug"],
            lede=entry[f"{language}_lede"],
            body=str(body),
            locale=parent.locale,
            **extra,
        )
    )
    return page
