"""The editorial pages in both languages, written through Wagtail's own tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from wagtail.models import Locale, Page, Site
from wagtail.rich_text import RichText

from cms.models import HomePage, TextPage
from marketplace.operations.demo.households import load

TITLES = {"zh-hans": "助邻", "en": "Zhulin"}
WORDS = {
    "zh-hans": {
        "heading": "看见需要，就近帮一把",
        "lede": "每一条求助都经走访核实、两人审核，并确认无法认出是哪一家之后才发布。",
    },
    "en": {
        "heading": "See what is needed, help close to home",
        "lede": "Each need is checked by a visit, approved by two people, and published once nobody can be recognised.",
    },
}


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
        instance=HomePage(title=TITLES[language], slug=f"home-{language}", locale=locale, **WORDS[language], **extra)
    )
    return home


def _page(parent: HomePage, entry: dict[str, Any], language: str, extra: dict[str, Any]) -> TextPage:
    body = [("paragraph", RichText(str(format_html("<p>{}</p>", words)))) for words in entry[language]]
    page: TextPage = parent.add_child(
        instance=TextPage(
            title=entry[f"{language}_title"],
            slug=entry["slug"],
            lede=entry[f"{language}_lede"],
            body=body,
            locale=parent.locale,
            **extra,
        )
    )
    return page
