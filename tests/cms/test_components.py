"""What each component promises to whoever sees it, hears it or presses it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils.translation import override

import cms
from tests.cms.page import show

TEMPLATES = Path(cms.__file__).parent / "templates"
COMPONENTS = sorted(path.stem for path in (TEMPLATES / "cotton").glob("*.html"))


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_a_template_carries_no_style_script_or_handler_of_its_own(path: Path):
    source = path.read_text(encoding="utf-8")

    assert not re.search(r"<[^>]*\sstyle=", source)
    assert not re.search(r"<[^>]*\son[a-z]+=", source)
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)
    assert "|safe" not in source
    assert "autoescape off" not in source


@pytest.mark.parametrize("component", COMPONENTS)
def test_every_component_is_on_the_style_sheet(component: str):
    written = f"<c-{component.replace('_', '-')}"
    sheets = [*(TEMPLATES / "cms" / "styleguide").glob("*.html"), *(TEMPLATES / "cotton").glob("*.html")]
    sheets += [TEMPLATES / "forms" / "form.html"]

    assert any(re.search(rf"{written}[\s/>]", sheet.read_text(encoding="utf-8")) for sheet in sheets)


def test_a_button_that_cannot_be_pressed_says_why_and_leads_nowhere():
    page = show('<c-button href="/give/" reason="The charity has no valid certificate.">Give</c-button>')

    assert page.all("a") == page.all("button") == []
    assert page.one("span", "button").attributes["aria-disabled"] == "true"
    assert page.one("span", "reason").text == "The charity has no valid certificate."


def test_a_button_is_a_link_when_it_leads_somewhere_and_a_button_when_it_sends():
    assert (
        show('<c-button href="/needs/" kind="quiet">See</c-button>').one("a", "quiet").attributes["href"] == "/needs/"
    )
    assert show('<c-button name="verdict" value="approve">Approve</c-button>').one("button").attributes == {
        "class": "button",
        "type": "submit",
        "name": "verdict",
        "value": "approve",
    }


NEED = (
    '<c-need-card url="/needs/x/" title="A heater" kind="Goods" aid_type="Housing" summary="Cold rooms." '
    'place="Yinzhou" band="60 and older" value="up to 500 yuan" deadline="within two weeks" urgent="yes" '
    'verified_by="the bureau" '
    'do="We will help" do_note="2 are looking" />'
)


def test_a_need_card_answers_in_the_order_in_which_people_ask():
    text = show(NEED).one("article").text
    answers = [
        "A heater",
        "Cold rooms.",
        "Yinzhou",
        "60 and older",
        "up to 500",
        "two weeks",
        "the bureau",
        "We will help",
    ]

    assert [text.index(answer) for answer in answers] == sorted(text.index(answer) for answer in answers)


def test_the_one_button_of_a_need_card_says_for_which_need_it_is():
    buttons = show(NEED).all("a", "button")

    assert [(button.text, button.attributes["href"]) for button in buttons] == [
        ("We will help : A heater", "/needs/x/")
    ]


def test_urgency_is_marked_only_where_it_is_urgent():
    assert show(NEED).one("li", "urgent").text == "urgent · needed within two weeks"
    assert show(NEED.replace('urgent="yes" ', "")).all("li", "urgent") == []


def test_a_card_takes_nothing_from_the_page_around_it():
    page = show(
        '<c-need-card url="/x/" title="A heater" kind="Goods" />', band="60 and older", why=["secret"], do="Help"
    )

    assert "60 and older" not in page.html
    assert "secret" not in page.html
    assert page.all("a", "button") == []


STAGES = [
    {"label": "Given", "state": "done"},
    {"label": "On its way", "state": "current"},
    {"label": "Receipt", "state": "next"},
]


def test_a_trail_is_a_list_that_says_in_words_what_the_nodes_show():
    page = show('<c-trail :items="stages" />', stages=STAGES)

    assert [item.text for item in page.all("li")] == ["Given (done)", "On its way (now)", "Receipt (still to come)"]
    assert [item.attributes.get("aria-current") for item in page.all("li")] == [None, "step", None]


def test_a_trail_that_ended_says_so():
    page = show('<c-trail :items="stages" />', stages=[{"label": "Sent back", "state": "stopped"}])

    assert page.one("li", "stopped").text == "Sent back (ended here)"


def test_what_is_confidential_says_so_and_what_is_public_does_not():
    secret = show("<c-confidential>Member list</c-confidential>").one("section")
    public = show("<c-as-public>Card</c-as-public>").one("section")

    assert secret.classes == {"confidential"}
    assert "Confidential" in secret.text
    assert public.classes == {"as-public"}
    assert "Confidential" not in public.text


def test_a_withheld_value_says_so_and_why_and_shows_nothing_else():
    rows = [{"term": "Donor", "value": "Somebody", "withheld": "did not agree to being named"}]
    page = show('<c-rows :items="rows" />', rows=rows)

    assert page.one("dd").text == "withheld: did not agree to being named"


def test_a_filter_in_force_can_be_removed_by_a_link_that_names_it():
    page = show('<c-chips :items="chips" />', chips=[{"label": "Yinzhou", "remove_url": "?kind=goods"}])

    assert (page.one("a", "chip").text, page.one("a").attributes["href"]) == ("Remove filter: Yinzhou", "?kind=goods")


def test_facet_counts_below_the_threshold_are_suppressed():
    options = [{"value": "a", "label": "A", "count": 11}, {"value": "b", "label": "B", "count": 10}]
    page = show('<c-filter-group legend="Kind" name="kind" :options="options" />', options=options)

    assert [count.text for count in page.all("span", "n")] == ["11", "fewer than 11"]


def test_filters_are_sent_by_get_so_that_every_result_has_an_address():
    assert show('<c-filters action="/needs/">x</c-filters>').one("form").attributes["method"] == "get"


def test_progress_stands_in_words_beside_the_bar():
    page = show('<c-progress :raised="8642000" :goal="12000000" />')

    assert page.one("progress").attributes["value"] == "8642000"
    assert page.one("p").text == "CNY\u00a033,580.00 still missing".replace("\u00a0", " ")


def test_a_programme_above_its_goal_misses_nothing():
    assert show('<c-progress :raised="13000000" :goal="12000000" />').one("p").text == "The goal is reached"


def test_a_state_is_a_word_whatever_its_colour():
    assert show('<c-tag tone="alert">revoked</c-tag>').one("span", "alert").text == "revoked"


def test_an_empty_list_offers_a_next_step():
    page = show('<c-empty title="Nothing"><p>Why.</p><c-slot name="actions"><a href="?">All</a></c-slot></c-empty>')

    assert page.one("div", "actions").text == "All"
    assert show('<c-empty title="Nothing">Why.</c-empty>', actions="leak").all("div", "actions") == []


def test_a_page_without_neighbours_has_no_pager():
    assert show("<c-pager />").elements == []
    assert show('<c-pager next_url="?after=5" />').one("a").attributes["rel"] == "next"


def test_a_notice_is_announced_only_when_it_has_just_happened():
    assert "role" not in show("<c-notice>Prices.</c-notice>").one("div").attributes
    assert show('<c-notice tone="alert" role="alert">Declined.</c-notice>').one("div").attributes["role"] == "alert"


def test_text_from_people_is_escaped_in_attributes_and_in_bodies():
    page = show('<c-panel :title="title"><c-tag>{{ title }}</c-tag></c-panel>', title='"><img src=x onerror=alert(1)>')

    assert page.all("img") == []
    assert page.one("h2").text == '"><img src=x onerror=alert(1)>'
