"""A purchase from its draft to the first payment: one NGO wins, another reads why it did not.

The tests of this file are one story and run in its order; weeks pass between them. One officer, one bidder
and every second member of the panel work in English, the others in Chinese; each page is read in the other one too.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.journeys import bidding, buying, sealed
from tests.journeys.bidding import Bidder, Purchase
from tests.journeys.people import People
from tests.journeys.serving import PassingTime
from tests.journeys.visitor import visiting

pytestmark = [pytest.mark.browser, pytest.mark.slow]
OFFICERS = {"officer": "zh", "city_officer": "en"}
MEMBERS = [f"evaluator_{number}" for number in range(1, 6)]
TIED, SPARE, EXPERTS = "evaluator_5", "editor", 4
CLOSED, STANDS = 11, 25
"""Days after the beginning: the deadline of the tender, and the end of the days to query, have passed."""
AGENCIES = """SELECT u.email, o.reference FROM organisations_organisation o
    JOIN organisations_membership m ON m.organisation_id = o.id JOIN accounts_user u ON u.id = m.user_id
    WHERE o.kind = 'social_service_agency' ORDER BY o.id LIMIT 2"""
ITEM = "SELECT id FROM procurement_serviceitem WHERE service_class = 'service' ORDER BY id"
BUYER = "SELECT reference FROM organisations_organisation WHERE kind = 'government' ORDER BY id"
LETTERS = """SELECT b.label, o.reference FROM procurement_bid b
    JOIN organisations_organisation o ON o.id = b.bidder_id JOIN procurement_tender t ON t.id = b.tender_id
    WHERE t.reference = '{tender}'"""
TIES = {"zh": "您与本项目的投标人存在利害关系", "en": "tied to a bidder of this tender"}
CHOSEN = {"zh": "您的投标总分最高", "en": "Your bid has the highest total"}


def in_language(number: int) -> str:
    return ("zh", "en")[number % 2]


@pytest.fixture(scope="module")
def purchase() -> Purchase:
    return Purchase()


@pytest.fixture(scope="module")
def bidders(passing: PassingTime) -> list[Bidder]:
    """The winner and the loser."""
    (first, one), (second, other) = passing.live.rows(AGENCIES)
    return [Bidder(first, "zh", "520000", "92", one), Bidder(second, "en", "540000", "70", other)]


def test_two_officers_draft_and_publish(
    residents: People, passing: PassingTime, purchase: Purchase, bidders: list[Bidder]
) -> None:
    facts = {"item": str(passing.live.rows(ITEM)[0][0]), "buyer": passing.live.rows(BUYER)[0][0]}
    with residents.visit("officer", "zh", both=True) as visitor:
        buying.draft(visitor, purchase, facts, passing.now.date())
    for officer, language in OFFICERS.items():
        with residents.visit(officer, language, both=True) as visitor:
            buying.take_key(visitor, purchase, officer)
    with residents.visit("city_officer", "en", both=True) as visitor:
        emails = [residents.logins[member]["email"] for member in MEMBERS]
        buying.appoint(visitor, purchase, emails, experts=EXPERTS)
        buying.publish(visitor, purchase)


def test_a_question_is_answered_for_everybody(
    browser: Browser, residents: People, purchase: Purchase, bidders: list[Bidder]
) -> None:
    with residents.visit(bidders[1].who, "en", scripts=False, both=True) as visitor:
        bidding.ask(visitor, purchase, bidders[1], buying.QUESTION)
    with residents.visit("buyer", "zh", both=True) as visitor:
        buying.answer(visitor, purchase)
    for language in ("zh", "en"):
        with visiting(browser, residents.site, language=language) as stranger:
            stranger.go(purchase.page, "tender-answered")
            assert buying.ANSWER in stranger.words


def test_bids_are_written_checked_sealed_and_one_replaced(
    residents: People, purchase: Purchase, bidders: list[Bidder]
) -> None:
    for bidder in bidders:
        with residents.visit(bidder.who, bidder.language, scripts=bidder.language == "zh", both=True) as visitor:
            bidding.write(visitor, purchase, bidder)
            bidding.seal(visitor, bidder)
    with residents.visit(bidders[0].who, "zh", both=True) as visitor:
        bidding.replace(visitor, bidders[0], "500000")


def test_nobody_reads_a_sealed_bid(residents: People, passing: PassingTime, purchase: Purchase) -> None:
    for officer, language in OFFICERS.items():
        with residents.visit(officer, language, both=True) as visitor:
            assert sealed.found_on_pages(visitor, purchase) == []
    assert sealed.found_in_stores(passing.live) == []


def test_a_member_tied_to_a_bidder_scores_nothing(residents: People, purchase: Purchase, bidders: list[Bidder]) -> None:
    for number, member in enumerate(MEMBERS):
        tied_to = bidders[0].organisation if member == TIED else ""
        with residents.visit(member, in_language(number), both=True) as visitor:
            bidding.declare(visitor, purchase, tied_to=tied_to)
    with residents.visit("city_officer", "en", both=True) as visitor:
        buying.let_stand_aside(visitor, purchase, "评委 5")
        visitor.fill(email=residents.logins[SPARE]["email"])
        visitor.follow(visitor.button(), "panel-complete")
    with residents.visit(SPARE, "zh", both=True) as visitor:
        bidding.declare(visitor, purchase)
    for language in ("zh", "en"):
        with residents.visit(TIED, language, both=True) as visitor:
            visitor.go(f"/procurement/panel/{purchase.reference}/", "seat-tied")
            assert TIES[language] in visitor.words
            assert visitor.main.locator("form").count() == 0


def test_two_officers_open_and_admit(residents: People, passing: PassingTime, purchase: Purchase) -> None:
    passing.reach(days=CLOSED)
    passing.live.ask("close_tenders")
    with residents.visit("officer", "zh", both=True) as visitor:
        buying.give_code(visitor, purchase, "officer", "opening-half")
    with residents.visit("city_officer", "en", both=True) as visitor:
        buying.give_code(visitor, purchase, "city_officer", "opening-both")
        buying.admit(visitor, purchase)


def test_five_members_score_alone_and_agree(
    residents: People, passing: PassingTime, purchase: Purchase, bidders: list[Bidder]
) -> None:
    letters = {
        organisation: label for label, organisation in passing.live.rows(LETTERS.format(tender=purchase.reference))
    }
    marks = {letters[bidder.organisation]: bidder.marks for bidder in bidders}
    panel = [*(member for member in MEMBERS if member != TIED), SPARE]
    for number, member in enumerate(panel):
        with residents.visit(member, in_language(number), both=True) as visitor:
            bidding.score(visitor, purchase, marks)
            assert bidders[0].price not in visitor.words.replace(",", "")
    for number, member in enumerate(panel):
        with residents.visit(member, in_language(number), both=True) as visitor:
            bidding.agree(visitor, purchase)


def test_the_award_tells_winner_and_loser_why(
    browser: Browser, residents: People, purchase: Purchase, bidders: list[Bidder]
) -> None:
    with residents.visit("buyer", "en", both=True) as visitor:
        buying.award(visitor, purchase)
    winner, loser = bidders
    with residents.visit(winner.who, winner.language, both=True) as visitor:
        visitor.go("/desk/", "desk-winner")
        visitor.go(f"/partner/bids/{winner.bid}/", "bid-won")
        assert CHOSEN[winner.language] in visitor.words
    with residents.visit(loser.who, loser.language, scripts=False, both=True) as visitor:
        visitor.go(f"/partner/bids/{loser.bid}/", "bid-lost")
        assert "500,000.00" in visitor.words
        assert "70.00" in visitor.words
    for language in ("zh", "en"):
        with visiting(browser, residents.site, language=language, scripts=language == "en") as stranger:
            stranger.go(purchase.page, "tender-awarded")
            assert "500,000.00" in stranger.words


def test_contract_delivery_acceptance_and_payment(
    residents: People, passing: PassingTime, purchase: Purchase, bidders: list[Bidder]
) -> None:
    passing.reach(days=STANDS)
    today, winner = passing.now.date(), bidders[0]
    with residents.visit("buyer", "zh", both=True) as visitor:
        buying.draft_contract(visitor, purchase, int(winner.price), today)
    with residents.visit(winner.who, winner.language, both=True) as visitor:
        bidding.sign(visitor, purchase, f"{today}")
    with residents.visit("buyer", "en", both=True) as visitor:
        buying.countersign(visitor, purchase)
    with residents.visit(winner.who, winner.language, both=True) as visitor:
        bidding.deliver(visitor, purchase, f"{today}")
    with residents.visit("buyer", "en", both=True) as visitor:
        buying.accept_and_pay(visitor, purchase, f"{today}")


def test_everybody_reads_what_was_paid(
    browser: Browser, residents: People, passing: PassingTime, purchase: Purchase
) -> None:
    for language in ("zh", "en"):
        with visiting(browser, residents.site, language=language, scripts=language == "en") as stranger:
            stranger.go(purchase.page, "tender-paid")
            assert "1,000.00" in stranger.words
    with visiting(browser, residents.site) as stranger:
        package = stranger.page.request.get(f"{residents.site}{purchase.page}ocds.json").json()
    newest = package["releases"][-1]
    (transaction,) = newest["contracts"][0]["implementation"]["transactions"]
    assert newest["tag"] == ["implementationUpdate"]
    assert transaction["value"] == {"amount": 1000.0, "currency": "CNY"}
    assert transaction["date"].startswith(f"{passing.now.date()}")
