"""The editorial pages in both languages, written through Wagtail's own tree; stories are told in `stories`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site
from wagtail.rich_text import RichText

from cms.models import HomePage, ListingPage, TextPage
from marketplace.operations.demo.households import load

FIRST: Final = "zh-hans"
SECOND: Final = "en"
"""The second tree is a translation of the first."""

Entry = dict[str, Any]
P = TypeVar("P", bound=Page)


@transaction.atomic
def write(say: Callable[[str], None]) -> None:
    """The site, its front page and the texts below it, in Chinese and English; written pages are left alone."""
    if HomePage.objects.exists():
        return
    content = load("pages")
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in (FIRST, SECOND)}
    home = _front_page(content["home"], locales)
    for entry in content["page"]:
        parent = home if "under" not in entry else home.get_children().get(slug=entry["under"]).specific
        if not getattr(parent, "holds_stories", False):
            _text(entry, parent, locales)
    say(f"pages: {len(content['page']) + 1} in two languages")


def _front_page(entry: Entry, locales: dict[str, Locale]) -> HomePage:
    page = HomePage(slug="front", locale=locales[FIRST], **entry[FIRST])
    first: HomePage = _publish(Page.get_first_root_node().add_child(instance=page))
    _translate(first, locales[SECOND], entry[SECOND])
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "site_name": settings.WAGTAIL_SITE_NAME, "root_page": first},
    )
    for welcome in Page.objects.filter(depth=first.depth).exact_type(Page):
        welcome.delete()  # Wagtail's own first page, which says that Wagtail is installed
    return first


def _text(entry: Entry, parent: Page, locales: dict[str, Locale]) -> None:
    model = ListingPage if entry.get("listing") else TextPage
    page = model(slug=entry["slug"], locale=locales[FIRST], **fields_of(entry[FIRST]))
    if entry.get("stories"):
        page.holds_stories = True
    _translate(_publish(parent.add_child(instance=page)), locales[SECOND], fields_of(entry[SECOND]))


def _translate(page: Page, locale: Locale, fields: Entry) -> None:
    translated = page.copy_for_translation(locale)
    for name, value in fields.items():
        setattr(translated, name, value)
    _publish(translated)


def _publish(page: P) -> P:
    page.full_clean()
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def fields_of(words: Entry) -> Entry:
    """Title and introduction, and the body as a stream where there is one."""
    return words if "body" not in words else words | {"body": list(_stream(words["body"]))}


def _stream(body: list[Entry]) -> Iterator[tuple[str, Any]]:
    """Each block is a table of one key, its kind; steps are pairs of label and detail."""
    for block in body:
        ((kind, value),) = block.items()
        if kind == "paragraph":
            yield kind, RichText(value if value.startswith("<") else f"<p>{value}</p>")
        elif kind == "steps":
            yield kind, [{"label": label, "detail": detail} for label, detail in value]
        else:
            yield kind, value or None
