"""The page around every page, and the pages shown when something is in the way."""

from __future__ import annotations

from pathlib import Path

import pytest
import structlog
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.translation import override
from django.views.csrf import csrf_failure
from django.views.defaults import permission_denied, server_error

import cms
from tests.cms.page import Page

STATIC = Path(cms.__file__).parent / "static" / "cms"
FIRST_VIEW_BYTES = 100_000
ERROR_PAGES = ("400", "403", "403_csrf", "404", "410", "429", "500", "503")
SHEETS = ("/styleguide/", "/styleguide/forms/", "/styleguide/staff/")


def page_at(path: str, language: str = "en", **cookies: str) -> Page:
    client = Client()
    for name, value in {"language": language, **cookies}.items():
        client.cookies[name] = value
    return Page(client.get(path).content.decode())


@pytest.mark.parametrize("path", SHEETS)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_page_says_its_language_and_has_one_heading_one_main_and_a_title(path: str, language: str):
    page = page_at(path, language)

    assert page.one("html").attributes["lang"] == language
    assert len(page.all("h1")) == len(page.all("main")) == len(page.all("title")) == 1
    assert page.one("title").text.endswith("助邻" if language == "zh-hans" else "Zhulin")


@pytest.mark.parametrize("path", SHEETS)
def test_no_id_occurs_twice_and_every_reference_has_its_target(path: str):
    page = page_at(path)
    ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
    inside = {e.attributes["href"][1:] for e in page.all("a") if e.attributes.get("href", "").startswith("#")}

    assert {i for i in inside if i and not i.startswith("id_")} <= set(ids)
    if path != "/styleguide/forms/":  # two copies of one form stand there side by side
        assert len(ids) == len(set(ids))


def test_the_first_link_leads_past_the_menu():
    first = page_at("/styleguide/").all("a")[0]

    assert (first.classes, first.attributes["href"]) == ({"skip"}, "#main")


def test_the_menu_marks_the_door_the_reader_went_through():
    request = RequestFactory().get("/needs/?district=330212")
    page = Page(render_to_string("base.html", request=request))

    assert [a.attributes["href"] for a in page.all("a") if "aria-current" in a.attributes] == ["/needs/"]


def test_a_page_for_anonymous_readers_carries_no_token_so_that_one_copy_serves_all():
    first, second = page_at("/styleguide/"), page_at("/styleguide/")

    assert "csrfmiddlewaretoken" not in first.html
    assert first.html.count("<form") == second.html.count("<form") > 0


def test_the_first_view_weighs_less_than_its_budget():
    page = page_at("/styleguide/", "zh-hans")
    files = [e.attributes["href"] for e in page.all("link")] + [e.attributes["src"] for e in page.all("script")]
    weight = sum((STATIC / Path(file).name).stat().st_size for file in files)

    assert len(page.html.encode()) + weight < FIRST_VIEW_BYTES
    assert all(file.startswith("/static/cms/") for file in files)


def test_the_readers_choices_are_on_the_root_element():
    root = page_at("/styleguide/", reading="elder", theme="dark").one("html")

    assert (root.attributes["class"], root.attributes["data-theme"]) == ("elder", "dark")


def test_an_unknown_theme_is_not_written_into_the_page():
    assert "data-theme" not in page_at("/styleguide/", theme="x").one("html").attributes


def test_elder_mode_keeps_a_way_to_the_window_in_sight():
    assert page_at("/styleguide/", reading="elder").one("aside", "window").text != ""
    assert page_at("/styleguide/").all("aside", "window") == []


def test_staff_pages_ask_not_to_be_indexed():
    robots = [
        m.attributes["content"]
        for m in page_at("/styleguide/staff/").all("meta")
        if m.attributes.get("name") == "robots"
    ]

    assert robots == ["noindex, nofollow"]


@pytest.mark.parametrize("name", ERROR_PAGES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_an_error_page_needs_neither_database_nor_request_and_offers_a_next_step(name: str, language: str):
    with override(language):
        page = Page(render_to_string(f"{name}.html"))

    assert page.one("h1").text != ""
    assert len(page.all("li")) >= 1
    assert page.one("html").attributes["lang"] == language
    assert page.all("form") == []


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_an_error_page_never_asks_who_is_signed_in(name: str):
    request = RequestFactory().get("/needs/gone/")
    type(request).user = property(lambda _request: pytest.fail("asked for the user"))
    try:
        page = Page(render_to_string(f"{name}.html", {"request": request}))
    finally:
        del type(request).user

    assert page.one("h1").text != ""


def test_an_error_page_gives_the_reference_of_the_request():
    with structlog.contextvars.bound_contextvars(request_id="9f2c-7b1e"):
        page = Page(server_error(RequestFactory().get("/x/")).content.decode())

    assert page.one("code").text == "9f2c-7b1e"


def test_a_refusal_tells_the_reason_it_was_given():
    answer = permission_denied(RequestFactory().get("/x/"), PermissionDenied("You wrote this draft yourself."))

    assert answer.status_code == 403
    assert Page(answer.content.decode()).one("div", "note").text == "You wrote this draft yourself."


def test_a_form_without_its_token_is_refused_with_our_page():
    answer = csrf_failure(RequestFactory().post("/x/"))

    with override("zh-hans"):
        assert answer.status_code == 403
    assert Page(answer.content.decode()).one("main").text != ""


def test_the_style_sheet_exists_only_where_it_is_meant_to(settings):
    settings.EMBEDDED = settings.DEBUG = False
    from cms.styleguide import Http404, styleguide

    with pytest.raises(Http404):
        styleguide(RequestFactory().get("/styleguide/"))
