"""`/needs/`: what is shown, to whom, at what cost, and what is never shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from donations.models import Programme
from marketplace.accounts.models import Role, User
from marketplace.common import clock
from marketplace.fulfilment.models import SupplierKind
from marketplace.needs.models import Need
from marketplace.needs.states import ENDED, Audience, NeedStatus
from matching.explanation.partners import OFFERED
from matching.models import MatchRun, Proposal
from tests.cms.page import Page
from tests.donations.charity import Charity
from tests.needs.city import CIXI, HAISHU, OPEN, PARTNERS, FakeGate, bring_to, make_user, publish

pytestmark = pytest.mark.django_db

MOST_QUERIES = 6
CITY_WIDE = replace(OPEN, place="urban", place_level=3)


def see(
    path: str, client: Client | None = None, language: str = "en", status: int = 200, **asked: str | list[str]
) -> Page:
    browser = client or Client()
    browser.cookies["language"] = language
    answer = browser.get(path, asked)
    assert answer.status_code == status
    return Page(answer.content.decode())


def titles(page: Page) -> list[str]:
    return [heading.text for heading in page.all("h3")]


def propose(need: Need, charity: Charity) -> Proposal:
    run = MatchRun.objects.create(
        policy="default", needs=1, suppliers=1, pairs=1, objective=1, upper_bound=1, gap=0, seconds=0
    )
    return Proposal.objects.create(
        run=run,
        need=need,
        score=1,
        supplier_kind=SupplierKind.OFFER,
        supplier_reference="offer",
        supplier_name="样例",
        organisation=charity.organisation,
        reasons=[{"msgid": OFFERED, "parameters": {"kind": {"list": "need_kind", "code": "goods"}}}],
        expires_at=clock.now() + timedelta(days=3),
    )


class TestTheList:
    def test_a_published_need_is_shown_with_its_coded_facts_in_english_and_its_words_in_chinese(
        self, officer: User, author: User, gate: FakeGate
    ) -> None:
        publish(officer, author, gate, title="要一台取暖器")
        card = see("/needs/")
        (heading,) = card.all("h3")
        assert (heading.text, heading.attributes["lang"]) == ("要一台取暖器", "zh-Hans")
        facts = card.all("ul", "facts")[0].text
        assert "Haishu" in facts
        assert "60 or older" in facts
        assert "Civil Affairs Bureau of Haishu" in facts

    def test_what_the_public_may_not_see_is_not_there_and_not_counted(
        self, officer: User, author: User, gate: FakeGate
    ) -> None:
        publish(officer, author, gate, PARTNERS)
        for status in (NeedStatus.WITHDRAWN, NeedStatus.PRIVATE_MATCH, NeedStatus.SUBMITTED, NeedStatus.REVIEWED):
            bring_to(status, officer, author, gate)
        page = see("/needs/")
        assert titles(page) == []
        assert page.one("div", "empty").text.startswith("No need is open now")

    def test_partners_also_see_what_only_partners_may_see_and_are_told_so(
        self, officer: User, author: User, gate: FakeGate, partner: Client
    ) -> None:
        publish(officer, author, gate, title="公开的")
        publish(officer, author, gate, PARTNERS, title="仅伙伴可见的")
        page = see("/needs/", partner)
        assert set(titles(page)) == {"公开的", "仅伙伴可见的"}
        assert [tag.text for tag in page.all("span", "notice")] == ["verified partners only"]

    def test_a_partner_is_told_why_a_need_is_suggested_and_others_are_not(
        self, officer: User, author: User, gate: FakeGate, partner: Client, charity: Charity
    ) -> None:
        propose(publish(officer, author, gate), charity)
        assert "goods" in see("/needs/", partner).one("details", "why").text.lower()
        assert see("/needs/").all("details", "why") == []

    def test_search_finds_chinese_words_and_says_what_to_do_when_nothing_is_found(
        self, officer: User, author: User, gate: FakeGate
    ) -> None:
        publish(officer, author, gate, title="要一台取暖器")
        publish(officer, author, gate, title="要一张书桌", text="孩子写作业没有桌子。")
        assert titles(see("/needs/", q="书桌")) == ["要一张书桌"]
        nothing = see("/needs/", q="轮椅")
        assert titles(nothing) == []
        assert "Try a shorter word" in nothing.one("div", "empty").text

    def test_a_place_also_finds_what_is_published_for_a_wider_area_and_marks_it(
        self, officer: User, author: User, gate: FakeGate
    ) -> None:
        publish(officer, author, gate, title="海曙的")
        publish(officer, author, gate, CITY_WIDE, title="市区的")
        publish(make_user("far", Role.OFFICER, CIXI), author, gate, replace(OPEN, place=CIXI), title="慈溪的")
        page = see("/needs/", place=HAISHU)
        assert set(titles(page)) == {"海曙的", "市区的"}
        marked = [facts.text for facts in page.all("ul", "facts") if "published for this wider area" in facts.text]
        assert len(marked) == 1

    def test_each_chip_takes_away_its_own_condition_and_nothing_else(self) -> None:
        page = see("/needs/", q="取暖", place=HAISHU, need_kind=["goods", "service"], order="urgent")
        chips = page.all("a", "chip")
        assert len(chips) == 4
        left = [dict(parse_qsl(urlsplit(chip.attributes["href"]).query)) for chip in chips]
        assert "q" not in left[0]
        assert left[0]["place"] == HAISHU
        assert "place" not in left[1]
        assert all(address["order"] == "urgent" for address in left)

    def test_a_new_search_and_new_filters_keep_what_was_asked_before(self) -> None:
        page = see("/needs/", q="取暖", place=HAISHU, order="deadline")
        hidden = {
            (e.attributes["name"], e.attributes["value"])
            for e in page.all("input")
            if "hidden" in e.attributes.get("type", "")
        }
        assert {("place", HAISHU), ("q", "取暖"), ("order", "deadline")} <= hidden

    def test_the_pager_keeps_the_question(self, officer: User, author: User, gate: FakeGate) -> None:
        for _ in range(21):
            publish(officer, author, gate)
        first = see("/needs/", need_kind="goods")
        (forward,) = [link for link in first.all("a") if link.attributes.get("rel") == "next"]
        assert dict(parse_qsl(urlsplit(forward.attributes["href"]).query)) == {"need_kind": "goods", "page": "2"}
        assert len(titles(first)) == 20
        assert len(titles(see("/needs/", need_kind="goods", page="2"))) == 1

    def test_a_small_count_is_never_a_figure_beside_a_filter(self, officer: User, author: User, gate: FakeGate) -> None:
        publish(officer, author, gate)
        page = see("/needs/")
        assert page.all("span", "n") == []
        assert page.one("span", "total").text == "Needs: fewer than 11"

    @pytest.mark.parametrize("address", ["?page=0", "?page=x", "?place=nowhere&need_kind=cash&order=odd", "?q=%00"])
    def test_a_strange_address_still_leads_to_the_list(self, address: str) -> None:
        assert Client().get(f"/needs/{address}").status_code == 200

    def test_reading_sets_no_cookie_and_starts_no_session(self) -> None:
        answer = Client().get("/needs/")
        assert not answer.cookies

    def test_one_need_and_three_cost_the_same_few_queries(
        self, officer: User, author: User, gate: FakeGate, partner: Client, charity: Charity
    ) -> None:
        costs = []
        for more in (1, 2):
            for _ in range(more):
                propose(publish(officer, author, gate), charity)
            costs.append((cost_of("/needs/", Client()), cost_of("/needs/", partner)))
        assert costs[0] == costs[1]
        assert costs[0][0] <= MOST_QUERIES


def cost_of(path: str, client: Client) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


class TestTheMap:
    def test_every_district_leads_to_its_list_in_the_drawing_and_beside_it(self) -> None:
        page = see("/needs/map/", need_kind="goods")
        wanted = f"/needs/?place={HAISHU}&need_kind=goods"
        assert [link.attributes["href"] for link in page.all("a")].count(wanted) == 2

    def test_small_counts_and_wider_areas_show_a_dash(self, officer: User, author: User, gate: FakeGate) -> None:
        publish(officer, author, gate)
        publish(officer, author, gate, CITY_WIDE)
        page = see("/needs/map/")
        assert {figure.text for figure in page.all("text", "of")} == {"–"}
        assert {value.text for value in page.all("dd")} == {"–"}


class TestOneNeed:
    def test_it_shows_what_is_published_and_says_what_is_withheld(
        self, officer: User, author: User, gate: FakeGate
    ) -> None:
        need = publish(officer, author, gate, replace(OPEN, age_band=None))
        page = see(f"/needs/{need.reference}/")
        assert page.one("h1").text == "冬天需要一台取暖器"
        assert page.one("span", "withheld").text == "withheld: so that nobody can be recognised"
        assert "Civil Affairs Bureau of Haishu" in page.one("dl", "rows").text

    def test_nowhere_is_there_a_way_to_give_cash_to_the_household(
        self, officer: User, author: User, gate: FakeGate, programme: Programme
    ) -> None:
        need = publish(officer, author, gate)
        page = see(f"/needs/{need.reference}/")
        links = [link.attributes["href"] for link in page.all("a")]
        giving = [link for link in links if "/give/" in link]
        assert giving
        assert all(link.startswith(f"/programmes/{programme.reference}/give/?amount=") for link in giving)
        assert need.reference not in " ".join(giving)
        assert f"/programmes/{programme.reference}/" in links

    def test_programmes_that_serve_other_needs_are_not_named(
        self, officer: User, author: User, gate: FakeGate, programme: Programme
    ) -> None:
        need = publish(officer, author, gate, need_kind="service")
        assert programme.name not in see(f"/needs/{need.reference}/").html

    @pytest.mark.parametrize(
        ("status", "now"),
        [
            (NeedStatus.PUBLISHED, "Published"),
            (NeedStatus.MATCHED, "Help agreed"),
            (NeedStatus.DELIVERING, "Help under way"),
        ],
    )
    def test_the_trail_stands_where_the_help_is(
        self, status: NeedStatus, now: str, officer: User, author: User, gate: FakeGate
    ) -> None:
        need = bring_to(status, officer, author, gate)
        (current,) = see(f"/needs/{need.reference}/").all("li", "current")
        assert current.text.startswith(now)

    def test_delivered_help_is_done_in_all_its_stages_and_asks_for_nothing(
        self, officer: User, author: User, gate: FakeGate
    ) -> None:
        need = bring_to(NeedStatus.DELIVERED, officer, author, gate)
        page = see(f"/needs/{need.reference}/")
        assert len(page.all("li", "done")) == 4
        assert page.all("form", "claim") == []
        assert "The help has arrived" in page.one("main").text

    def test_a_partner_is_led_to_the_proposal_with_its_reasons(
        self, officer: User, author: User, gate: FakeGate, partner: Client, charity: Charity
    ) -> None:
        need = publish(officer, author, gate)
        proposal = propose(need, charity)
        page = see(f"/needs/{need.reference}/", partner)
        assert f"/partner/proposals/{proposal.reference}/" in [link.attributes["href"] for link in page.all("a")]
        assert "This need is proposed to you" in page.one("div", "good").text

    def test_what_is_for_partners_only_is_not_found_by_others(
        self, officer: User, author: User, gate: FakeGate, partner: Client
    ) -> None:
        need = publish(officer, author, gate, PARTNERS)
        assert Client().get(f"/needs/{need.reference}/").status_code == 404
        assert partner.get(f"/needs/{need.reference}/").status_code == 200

    @pytest.mark.parametrize("status", [NeedStatus.SUBMITTED, NeedStatus.REVIEWED, NeedStatus.HELD])
    def test_what_is_not_shown_looks_like_what_never_was(
        self, status: NeedStatus, officer: User, author: User, gate: FakeGate
    ) -> None:
        need = bring_to(status, officer, author, gate)
        hidden, never = Client().get(f"/needs/{need.reference}/"), Client().get("/needs/NEVERWAS/")
        assert hidden.status_code == never.status_code == 404
        assert need.title not in hidden.content.decode()

    @pytest.mark.parametrize("status", sorted(ENDED))
    def test_what_has_ended_says_so_to_who_could_see_it_and_not_why(
        self, status: NeedStatus, officer: User, author: User, gate: FakeGate
    ) -> None:
        need = bring_to(status, officer, author, gate)
        page = see(f"/needs/{need.reference}/", status=410)
        assert page.one("h1").text == "This has been taken down"
        assert need.title not in page.one("main").text
        Need.objects.filter(pk=need.pk).update(audience=Audience.PARTNERS)
        assert Client().get(f"/needs/{need.reference}/").status_code == 404

    def test_other_sites_are_told_the_words_and_the_one_address_and_no_picture(
        self, officer: User, author: User, gate: FakeGate
    ) -> None:
        need = publish(officer, author, gate)
        metas = see(f"/needs/{need.reference}/", utm="x").all("meta")
        shared = {e.attributes["property"]: e.attributes["content"] for e in metas if "property" in e.attributes}
        assert shared["og:title"] == need.title
        assert shared["og:url"].endswith(f"/needs/{need.reference}/")
        assert "og:image" not in shared
