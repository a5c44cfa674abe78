"""The bidders' part of a purchase, and the panel's."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.journeys.partner import photograph
from tests.journeys.visitor import Visitor

CANARY = "独家探访秘方"
"""Stands in every answer: found anywhere before the opening, a bid was readable."""
PAPER = b"%PDF-1.7\n% signed by both sides\n%%EOF\n"
CODE = re.compile(r"^[\w-]{27}$")
DIGEST = re.compile(r"^[0-9a-f]{64}$")


@dataclass
class Bidder:
    """One who bids: who signs in, in which language, at what price and with which marks in the end."""

    who: str
    language: str
    price: str
    marks: str
    organisation: str = ""
    bid: str = ""
    code: str = ""
    digest: str = ""


@dataclass
class Purchase:
    """The tender, and what its people keep to themselves."""

    reference: str = ""
    keys: dict[str, str] = field(default_factory=dict)
    contract: str = ""
    milestone: str = ""

    @property
    def page(self) -> str:
        return f"/procurement/tenders/{self.reference}/"

    def desk(self, part: str = "") -> str:
        return f"/procurement/desk/{self.reference}/{part}"


def ask(visitor: Visitor, purchase: Purchase, bidder: Bidder, question: str) -> None:
    """From the public page; who asks is not shown to anybody."""
    visitor.go(purchase.page, "tender-open")
    visitor.follow(visitor.link("/ask/"), "tender-ask")
    visitor.fill(organisation=bidder.organisation, text=question)
    visitor.follow(visitor.button(), "tender-asked")


def write(visitor: Visitor, purchase: Purchase, bidder: Bidder) -> None:
    """Kept unfinished first: the check says what is missing, and nothing can be sealed."""
    visitor.go("/partner/bids/", "bids")
    visitor.follow(visitor.link(f"{purchase.page}bids/{bidder.organisation}/"), "bid-write")
    visitor.fill(answer_c1=f"每月两次入户探访，{CANARY}。")
    visitor.follow(visitor.button(), "bid-incomplete")
    assert visitor.main.locator("form button").count() == 0
    visitor.follow(visitor.link("/bids/"), "bid-write-again")
    visitor.fill(price=bidder.price, answer_c2=f"十二名持证社工，{CANARY}。", accepts_terms="on")
    visitor.fill(kind_1="registration", number_1="DEMO-R", valid_to_1="2028-12-31")
    visitor.follow(visitor.button(), "bid-checked")


def seal(visitor: Visitor, bidder: Bidder) -> None:
    """The receipt names the digest, and once the code that reads the bid back."""
    visitor.follow(visitor.button(), "bid-receipt")
    words = visitor.main.locator("code").all_inner_texts()
    bidder.code = next(word for word in words if CODE.match(word))
    bidder.digest = next(word for word in words if DIGEST.match(word))
    visitor.follow(visitor.link("/partner/bids/"), "bid-sealed")
    bidder.bid = visitor.page.url.rstrip("/").rsplit("/", 1)[1]
    assert bidder.digest in visitor.words
    assert bidder.code not in visitor.page.content()
    assert CANARY not in visitor.page.content()


def replace(visitor: Visitor, bidder: Bidder, price: str) -> None:
    """Read back with the code, changed, sealed again: another version with another digest."""
    before = bidder.digest
    visitor.go(f"/partner/bids/{bidder.bid}/", "bid-to-replace")
    visitor.fill(code=bidder.code)
    visitor.follow(visitor.main.locator("button[name=do][value=read]"), "bid-read-back")
    bidder.price = price
    visitor.fill(price=price)
    visitor.follow(visitor.button(), "bid-checked-again")
    seal(visitor, bidder)
    assert bidder.digest != before


def declare(visitor: Visitor, purchase: Purchase, *, tied_to: str = "") -> None:
    """From the whole register, so that nobody learns who bids."""
    visitor.go("/procurement/panel/", "panels")
    visitor.follow(visitor.link(purchase.reference), "seat-declare")
    if tied_to:
        visitor.fill(organisations=tied_to)
    visitor.fill(truthful="on")
    visitor.follow(visitor.main.locator("button[name=do][value=declare]"), "seat-declared")


def score(visitor: Visitor, purchase: Purchase, marks: dict[str, str]) -> None:
    """Letter -> mark for every criterion; whose the bids are and what others gave is not on the page."""
    visitor.go(f"/procurement/panel/{purchase.reference}/", "seat-score")
    assert CANARY in visitor.words
    for letter, mark in marks.items():
        visitor.fill(**{f"mark_{letter}_c1": mark, f"mark_{letter}_c2": mark})
    visitor.follow(visitor.main.locator("button[name=do][value=marks]"), "seat-scored")


def agree(visitor: Visitor, purchase: Purchase) -> None:
    """The marks of all are on the table now."""
    visitor.go(f"/procurement/panel/{purchase.reference}/", "seat-confer")
    visitor.follow(visitor.main.locator("button[name=do][value=agree]"), "seat-agreed")


def sign(visitor: Visitor, purchase: Purchase, day: str) -> None:
    """The paper that both have signed is uploaded and confirmed for the supplier."""
    visitor.go("/desk/", "desk-supplier")
    visitor.go(f"/procurement/contracts/{purchase.contract}/", "contract-without-paper")
    visitor.fill(paper={"name": "contract.pdf", "mimeType": "application/pdf", "buffer": PAPER}, signed_on=day)
    visitor.follow(visitor.main.locator("button[name=do][value=give_paper]"), "contract-to-sign")
    visitor.follow(visitor.main.locator("button[name=do][value=sign]"), "contract-signed")


def deliver(visitor: Visitor, purchase: Purchase, day: str) -> None:
    """The first milestone, with evidence."""
    visitor.go(f"/procurement/contracts/{purchase.contract}/", "contract-in-force")
    visitor.follow(visitor.link("/procurement/milestones/"), "milestone-to-report")
    purchase.milestone = visitor.page.url.rstrip("/").rsplit("/", 1)[1]
    visitor.fill(delivered_on=day, note="探访记录齐全", evidence=photograph())
    visitor.follow(visitor.main.locator("button[name=do][value=deliver]"), "milestone-reported")
