"""The caseworker's part: households, their needs, words for the public, and how help reaches them."""

from __future__ import annotations

from tests.journeys.living import LiveCity
from tests.journeys.stories import Story, cases_csv, day
from tests.journeys.visitor import Visitor

DIMENSIONS = ("economic", "health", "education", "living", "employment", "participation")
NEED_OF = """SELECT n.reference FROM needs_need n JOIN casework_needdraft d ON d.need_id = n.id
             WHERE d.reference = '{draft}'"""


def import_file(visitor: Visitor, story: Story) -> None:
    """A file with a bad row: the preview names row, field and reason, and the good row is imported."""
    visitor.go("/casework/", "cases")
    visitor.follow(visitor.link("/casework/import/"), "import")
    visitor.fill(file=cases_csv(story))
    visitor.follow(visitor.button(), "import-preview")
    reasons = visitor.main.locator("table tbody tr").all_inner_texts()
    assert len(reasons) == 1
    assert "3" in reasons[0].split()
    assert {"zh": "身份证号", "en": "id_number"}[story.language] in reasons[0].split()
    visitor.follow(visitor.button(), "imported")
    visitor.go("/casework/", "cases-imported")
    assert story.found["imported"] in visitor.words


def register(visitor: Visitor, story: Story) -> None:
    """The same by hand: the form of a household, refused once and then kept."""
    visitor.go("/casework/new/", "household-empty")
    visitor.fill(case_number=story.case_number, township=story.township, address="演示路1号", phone=story.phone)
    visitor.fill(registers="dibao", residency="local", annual_income="12000", annual_spending="9000")
    visitor.fill(members__0__name=story.name, members__0__identity=story.identity[:-1])
    visitor.follow(visitor.main.locator("form button:not([name])").last, "household-refused", status=422)
    visitor.fill(members__0__identity=story.identity)
    visitor.follow(visitor.main.locator("form button:not([name])").last, "household")
    assert story.case_number in visitor.words
    assert story.identity not in visitor.words
    story.found["case"] = visitor.page.url.rstrip("/").rsplit("/", 1)[1]


def assess(visitor: Visitor, story: Story) -> None:
    """The six dimensions after a visit."""
    visitor.go(f"/casework/{story.found['case']}/", "case")
    visitor.follow(visitor.link("/assessment/"), "assessment")
    scores = {name: str(90 - 3 * place) for place, name in enumerate(DIMENSIONS)}
    visitor.fill(visited_on=day(-1), note="家访时老人一个人在家。", **scores)
    visitor.follow(visitor.button(), "case-assessed")
    assert all(score in visitor.words for score in scores.values())


def draft(visitor: Visitor, story: Story) -> None:
    """A need in the household's words; its consent is recorded once the household has given it."""
    visitor.go(f"/casework/{story.found['case']}/", "case")
    visitor.follow(visitor.link("/drafts/new/"), "draft-new")
    visitor.fill(title="取暖器", story="冬天家里很冷，老人睡不好。", publication="no", given_on=day(-1))
    visitor.fill(need_kind=story.need_kind, aid_type="dibao", value="600.00", needed_by=day(40))
    visitor.follow(visitor.button(), "draft-without-consent")
    story.found["draft"] = visitor.page.url.rstrip("/").rsplit("/", 1)[1]
    visitor.main.locator("details:has(form[action*='/consent/']) summary").click()
    visitor.fill(consent__kind="publication", consent__given="yes", consent__given_on=day(0))
    visitor.follow(visitor.button("/consent/"), "draft-consented")


def write(visitor: Visitor, story: Story) -> None:
    """Words with a telephone number are marked and cannot be handed in; mended, they are shown as the public will."""
    path = f"/casework/drafts/{story.found['draft']}/"
    visitor.go(path, "draft")
    visitor.fill(title=story.title, text=f"{story.text}请打 {story.phone} 联系。")
    visitor.follow(visitor.main.locator("form.words button"), "draft-found")
    assert story.phone in visitor.main.locator("mark.blocking").inner_text()
    assert visitor.main.locator("form[action*='/submit/'] [aria-disabled=true]").count() == 1
    visitor.fill(text=story.text)
    visitor.follow(visitor.main.locator("form.words button"), "draft-cleared")
    assert visitor.main.locator("mark").count() == 0
    shown = visitor.main.locator(".as-public").last.inner_text()
    assert story.text in shown
    assert story.name not in shown


def hand_in(visitor: Visitor, live: LiveCity, story: Story, name: str) -> None:
    """To a second officer."""
    if story.found["draft"] not in visitor.page.url:
        visitor.page.goto(f"{visitor.site}/casework/drafts/{story.found['draft']}/")
    visitor.follow(visitor.button("/submit/"), name)
    story.found["need"] = live.rows(story.sql(NEED_OF))[0][0]


def mend(visitor: Visitor, live: LiveCity, story: Story, comment: str) -> None:
    """What the second officer asked for stands at its field; the author mends it and hands it in again."""
    visitor.go("/desk/", "desk-sent-back")
    visitor.go(f"/casework/drafts/{story.found['draft']}/", "draft-sent-back")
    assert comment in visitor.main.locator("form.words").inner_text()
    visitor.fill(text=f"{story.text}送达前请先与社区服务站约好时间。")
    visitor.follow(visitor.main.locator("form.words button"), "draft-mended")
    hand_in(visitor, live, story, "draft-handed-in-again")


def ask_by_name(visitor: Visitor, need: str, partner: str) -> None:
    """From the draft's page: nobody chosen is refused; a partner of whom one knows is asked, with the reason."""
    visitor.follow(visitor.link(f"/matching/private/{need}/"), "broker")
    visitor.follow(visitor.button(), "broker-refused", status=422)
    visitor.main.get_by_role("radio", name=partner).check()
    visitor.fill(because="就在附近，近期有同类物资。")
    visitor.follow(visitor.button(), "brokered")
    assert partner in visitor.words


def release_contact(visitor: Visitor, story: Story) -> None:
    """Name and telephone until a day."""
    visitor.go(f"/casework/hand-over/{story.found['assignment']}/", "hand-over")
    for name in ("head_name", "phone"):
        visitor.fill(fields_released=name)
    visitor.fill(until=day(10))
    visitor.follow(visitor.button(), "hand-over-released")


def choose_window(visitor: Visitor, story: Story) -> None:
    """The township window: nothing of the household is released."""
    visitor.go(f"/casework/hand-over/{story.found['assignment']}/", "hand-over")
    visitor.follow(visitor.button("/window/"), "hand-over-window")


def look_at_proof(visitor: Visitor, assignment: str) -> None:
    """Does it show nobody?"""
    visitor.go("/desk/", "desk-delivered")
    visitor.go(f"/assignments/{assignment}/confirm/", "confirm")
    visitor.follow(visitor.link("/proofs/"), "proof")
    visitor.follow(visitor.main.locator("button[value=accept]"), "proof-accepted")


def confirm(visitor: Visitor, assignment: str) -> None:
    """The proof is in order, and the help has arrived: the household says so."""
    look_at_proof(visitor, assignment)
    visitor.main.locator("[name=answer]").first.check()
    visitor.follow(visitor.button(), "confirmed")


def hand_in_imported(visitor: Visitor, story: Story) -> None:
    """The need that came with the file, in words for the public."""
    visitor.page.goto(f"{visitor.site}/casework/")
    visitor.page.get_by_role("link", name=story.found["imported"]).click()
    visitor.follow(visitor.link("/casework/drafts/"), "draft-imported")
    visitor.fill(title=story.title, text=story.text)
    visitor.follow(visitor.main.locator("form.words button"), "draft-imported-cleared")
    visitor.follow(visitor.button("/submit/"), "draft-imported-handed-in")
