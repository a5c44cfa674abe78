"""The buyer's and the two officers' part of a purchase."""

from __future__ import annotations

from datetime import date, timedelta

from tests.journeys.bidding import CODE, Purchase
from tests.journeys.visitor import Visitor

TITLE = {"zh": "独居老人探访服务（演示）", "en": "Visits to older people living alone (demo)"}
QUESTION, ANSWER = "周末是否也需要探访？", "需要，每月至少有一次在周末。"
PRICE_WEIGHT, WEIGHTS = "0.10", ("0.50", "0.40")


def draft(visitor: Visitor, purchase: Purchase, facts: dict[str, str], today: date) -> None:
    """Written down with a deadline that is too early: the page says what keeps it from being published; mended."""
    visitor.go("/procurement/desk/", "purchases")
    visitor.follow(visitor.link("/procurement/desk/new/"), "purchase-new")
    visitor.fill(**facts, title=TITLE["zh"], title_en=TITLE["en"], description="每户每月探访两次，留有记录。")
    visitor.fill(method="competitive_consultation", budget="600000", price_weight=PRICE_WEIGHT)
    visitor.fill(name_1="探访方案", name_en_1="Visiting plan", weight_1=WEIGHTS[0])
    visitor.fill(name_2="服务力量", name_en_2="Staff", weight_2=WEIGHTS[1])
    visitor.fill(closes_on=f"{today + timedelta(days=3)}", closes_at="12:00")
    visitor.follow(visitor.button(), "purchase-draft-at-fault")
    purchase.reference = visitor.page.url.rstrip("/").rsplit("/", 1)[1]
    visitor.follow(visitor.link("/draft/"), "purchase-correct")
    visitor.fill(closes_on=f"{today + timedelta(days=10)}")
    visitor.follow(visitor.button(), "purchase-draft")


def take_key(visitor: Visitor, purchase: Purchase, officer: str) -> None:
    """Each officer's code is shown once."""
    visitor.go(purchase.desk(), "purchase-keys")
    visitor.follow(visitor.button("/key/"), "purchase-key")
    purchase.keys[officer] = next(word for word in visitor.main.locator("code").all_inner_texts() if CODE.match(word))
    visitor.go(purchase.desk(), "purchase-key-taken")
    assert purchase.keys[officer] not in visitor.page.content()


def publish(visitor: Visitor, purchase: Purchase) -> None:
    """By one of the two who hold a key."""
    visitor.go(purchase.desk(), "purchase-ready")
    visitor.follow(visitor.main.locator("button[name=do][value=publish]"), "purchase-published")


def appoint(visitor: Visitor, purchase: Purchase, emails: list[str], *, experts: int) -> None:
    """Members of the panel, by their accounts; somebody unknown is refused."""
    visitor.go(purchase.desk("panel/"), "panel")
    visitor.fill(email="nobody@demo.zhulin.invalid")
    visitor.follow(visitor.button(), "panel-refused", status=422)
    for place, email in enumerate(emails):
        visitor.fill(email=email)
        visitor.main.locator("[name=is_expert]").set_checked(place < experts)
        visitor.follow(visitor.button(), "panel-appointed")


def answer(visitor: Visitor, purchase: Purchase) -> None:
    """For everybody at once."""
    visitor.go("/desk/", "desk-buyer")
    visitor.go(purchase.desk(), "purchase-with-question")
    visitor.follow(visitor.link("/procurement/questions/"), "question")
    visitor.fill(answer=ANSWER)
    visitor.follow(visitor.button(), "question-answered")


def let_stand_aside(visitor: Visitor, purchase: Purchase, tied: str) -> None:
    """The member who is tied to a bidder is marked, and somebody else appointed."""
    visitor.go(purchase.desk("panel/"), "panel-tied")
    row = visitor.main.locator("tr", has=visitor.page.locator(".alert"))
    assert tied in row.inner_text()
    visitor.follow(row.locator("button"), "panel-stood-aside")


def give_code(visitor: Visitor, purchase: Purchase, officer: str, name: str) -> None:
    """One half of the opening."""
    visitor.go(purchase.desk("opening/"), f"{name}-before")
    visitor.fill(code=purchase.keys[officer])
    visitor.follow(visitor.button(), name)


def admit(visitor: Visitor, purchase: Purchase) -> None:
    """Every bid is read and judged; then the panel may score."""
    visitor.go(purchase.desk("compliance/"), "compliance")
    waiting = visitor.main.locator("tbody tr a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    for path in waiting:
        visitor.go(path, "compliance-bid")
        visitor.main.locator("[name=exclusion]").first.check()
        visitor.follow(visitor.button(), "compliance-judged")
    visitor.follow(visitor.main.locator("button[name=do][value=settle]"), "compliance-settled")


def award(visitor: Visitor, purchase: Purchase) -> None:
    """To the best ranked bid."""
    visitor.go(purchase.desk("award/"), "award")
    visitor.follow(visitor.main.locator("button[name=do][value=award]"), "awarded")


def draft_contract(visitor: Visitor, purchase: Purchase, price: int, today: date) -> None:
    """Two milestones; amounts that do not sum to the price are refused."""
    visitor.go("/desk/", "desk-buyer-contract")
    visitor.go(purchase.desk("contract/"), "contract-draft")
    visitor.fill(number=f"JOURNEY-{today:%Y}-001", starts_on=f"{today}")
    visitor.fill(title_1="第一季度探访", title_en_1="Visits, first quarter", fen_1="1000", due_on_1=f"{today}")
    rest = today + timedelta(days=180)
    visitor.fill(title_2="其余探访", title_en_2="The other visits", fen_2=f"{price - 1}", due_on_2=f"{rest}")
    visitor.follow(visitor.button(), "contract-refused", status=409)
    visitor.fill(fen_2=f"{price - 1000}")
    visitor.follow(visitor.button(), "contract-drafted")
    purchase.contract = visitor.page.url.rstrip("/").rsplit("/", 1)[1]


def countersign(visitor: Visitor, purchase: Purchase) -> None:
    """The contract is in force and public."""
    visitor.go(f"/procurement/contracts/{purchase.contract}/", "contract-to-countersign")
    visitor.follow(visitor.main.locator("button[name=do][value=countersign]"), "contract-countersigned")


def accept_and_pay(visitor: Visitor, purchase: Purchase, day: str) -> None:
    """The buyer looks at the evidence, accepts, pays from its own account and enters that."""
    visitor.go(f"/procurement/milestones/{purchase.milestone}/", "milestone-to-accept")
    visitor.follow(visitor.main.locator("button[name=do][value=accept]"), "milestone-accepted")
    visitor.go("/desk/", "desk-buyer-pays")
    visitor.go(f"/procurement/milestones/{purchase.milestone}/", "milestone-to-pay")
    visitor.fill(paid_on=day, voucher="V-0001")
    visitor.follow(visitor.main.locator("button[name=do][value=pay]"), "milestone-paid")
