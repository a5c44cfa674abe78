"""The two trees of pages: the same addresses in both languages, blocks that look like components, nothing harmful."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from django.test import Client
from wagtail.models import Locale, Page, Site
from wagtail.rich_text import RichText

from cms.models import HomePage, ListingPage, TextPage
from cms.presentation.menu import ADDRESSES
from cms.templatetags.cms_pages import clean
from donations.models import Programme
from marketplace.accounts.models import Role
from marketplace.accounts.queries import CITY
from marketplace.operations.demo import pages, stories
from tests.casework.factories import officer, staff
from tests.cms.page import Page as Shown
from tests.donations.charity import Charity, received_gift

pytestmark = pytest.mark.django_db

CONTENT = tomllib.loads((Path(pages.__file__).parent / "data" / "pages.toml").read_text(encoding="utf-8"))
PATHS = [f"/{page['under']}/{page['slug']}/" if "under" in page else f"/{page['slug']}/" for page in CONTENT["page"]]
LANGUAGES = {"zh-hans", "en"}


@pytest.fixture
def written() -> Site:
    """The site with its demonstration pages."""
    pages.write(lambda _line: None)
    stories.tell_stories(editor=staff(Role.EDITOR, CITY), officer=officer())
    return Site.objects.get()


def see(path: str, language: str) -> Shown:
    browser = Client()
    browser.cookies["language"] = language
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return Shown(answer.content.decode())


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_page_stands_at_the_same_address_in_both_languages(language: str, written: Site) -> None:
    for entry, path in zip(CONTENT["page"], PATHS, strict=True):
        page = see(path, language)
        assert page.one("h1").text == entry[language]["title"]
        assert page.one("nav", "crumbs").text


def test_what_the_footer_and_the_shell_lead_to_is_there(written: Site) -> None:
    doors = ("how_it_works", "trust", "open_books", "privacy", "accessibility", "report", "windows")
    assert {ADDRESSES[door] for door in doors} <= set(PATHS)


def test_both_trees_have_the_same_pages_as_translations_of_each_other(written: Site) -> None:
    ours = Page.objects.filter(depth__gt=1)
    assert set(Locale.objects.values_list("language_code", flat=True)) >= LANGUAGES
    for page in ours:
        twins = {twin.locale.language_code for twin in page.get_translations(inclusive=True)}
        assert twins == LANGUAGES, page.title
    assert isinstance(written.root_page.specific, HomePage)
    assert written.root_page.locale.language_code == "zh-hans"


def test_writing_again_changes_nothing(written: Site) -> None:
    before = list(Page.objects.order_by("pk").values_list("pk", "latest_revision"))
    pages.write(lambda _line: None)
    assert list(Page.objects.order_by("pk").values_list("pk", "latest_revision")) == before


def test_an_invented_story_says_so_and_a_law_asks_to_be_checked(written: Site) -> None:
    for entry, path in zip(CONTENT["page"], PATHS, strict=True):
        if entry.get("under") == "stories":
            assert "invented" in see(path, "en").all("div", "note")[0].text
        if entry.get("under") == "policy":
            assert "Check the text before relying on it" in see(path, "en").one("div", "note").text


def test_a_list_shows_its_live_texts_newest_first_and_turns_its_pages(written: Site) -> None:
    policy = ListingPage.objects.get(slug="policy", locale__language_code="en")
    before = policy.get_children().live().count()
    for number in range(25):
        page = policy.add_child(instance=TextPage(title=f"Text {number}", slug=f"s{number}", locale=policy.locale))
        if number != 7:
            page.save_revision().publish()
        else:
            page.unpublish()
    shown = see("/policy/", "en")
    headings = [heading.text for heading in shown.all("h2")]
    assert headings[0] == "Text 24"
    assert len(headings) == 20
    assert "Text 7" not in headings
    (forward,) = [link for link in shown.all("a") if link.attributes.get("rel") == "next"]
    second = [heading.text for heading in see(f"/policy/{forward.attributes['href']}", "en").all("h2")]
    assert len(second) == before + 24 - 20
    assert "Text 7" not in second


def test_an_empty_list_says_what_to_do_next(written: Site) -> None:
    for child in ListingPage.objects.get(slug="policy", locale__language_code="en").get_children():
        child.unpublish()
    assert see("/policy/", "en").one("div", "empty").text.startswith("Nothing has been written here yet")


def test_each_block_looks_like_its_component(written: Site) -> None:
    page = see("/stories/a-warm-room/", "en")
    assert page.one("ol", "trail").text.startswith("Day 1")
    assert page.one("div", "notice").text.startswith("This story is invented")
    assert page.one("blockquote").text.startswith("The window brought it")
    assert see("/trust/", "en").one("div", "good").text.startswith("You can check too")
    assert [stage.text for stage in page.all("span", "unseen") if "done" in stage.text] == []


def test_the_open_books_say_what_the_ledger_says_at_the_moment(
    written: Site, charity: Charity, programme: Programme
) -> None:
    received_gift(charity, programme, 50_000)
    values = [value.text for value in see("/open-books/", "en").all("dd", "value")]
    assert values[0] == "1"
    assert "500.00" in values[1]
    assert "500.00" in values[3]


def test_a_page_not_published_is_not_found(written: Site) -> None:
    TextPage.objects.get(slug="trust", locale__language_code="zh-hans").unpublish()
    assert Client().get("/trust/").status_code == 404


@pytest.mark.parametrize(
    ("written_by_somebody", "shown"),
    [
        ("<p>Hello <b>you</b></p>", "<p>Hello <b>you</b></p>"),
        ("<p onclick='x()'>Hello</p><script>x()</script>", "<p>Hello</p>"),
        ('<p><a href="javascript:x()">Hello</a></p>', '<p><a rel="noopener">Hello</a></p>'),
        ('<p>Hello<img src="//elsewhere.invalid/x"></p>', "<p>Hello</p>"),
        ('<h1 style="x">Hello</h1>', "Hello"),
    ],
)
def test_nothing_harmful_leaves_a_paragraph_whoever_put_it_there(written_by_somebody: str, shown: str) -> None:
    assert clean(RichText(written_by_somebody)).strip() == shown
