"""The partner's part: proposals, promises, deliveries."""

from __future__ import annotations

import io

from PIL import Image
from playwright.sync_api import FilePayload

from tests.journeys.living import LiveCity
from tests.journeys.stories import Story, day
from tests.journeys.visitor import Visitor

PROPOSED_TO = """SELECT p.reference, u.email FROM matching_proposal p
    JOIN needs_need n ON n.id = p.need_id
    JOIN organisations_membership m ON m.organisation_id = p.organisation_id AND m.role = 'manager'
    JOIN accounts_user u ON u.id = m.user_id
    WHERE n.reference = '{need}' ORDER BY p.id DESC"""
PROMISED = """SELECT a.reference FROM fulfilment_assignment a JOIN needs_need n ON n.id = a.need_id
    WHERE n.reference = '{need}'"""
OPEN_WISH = """SELECT n.reference FROM needs_need n WHERE n.status = 'published' AND n.audience = 'open'
    AND n.need_kind = 'micro_wish' AND n.id NOT IN (
        SELECT p.need_id FROM matching_proposal p JOIN organisations_membership m
        ON m.organisation_id = p.organisation_id JOIN accounts_user u ON u.id = m.user_id
        WHERE p.status = 'proposed' AND u.email = 'partner.00@demo.zhulin.invalid') ORDER BY n.id"""
CAMERA, GPS = "Zhulin test camera", 0x8825


def find_proposal(live: LiveCity, story: Story) -> str:
    """Who was asked to help: the address of somebody who answers for the organisation."""
    story.found["proposal"], story.found["partner"] = live.rows(story.sql(PROPOSED_TO))[0]
    return story.found["partner"]


def see_why(visitor: Visitor, story: Story) -> None:
    """On the need's public page, a partner to whom it is proposed reads why."""
    visitor.go(f"/needs/{story.found['need']}/", "need-proposed")
    assert visitor.main.locator(".note li").count() >= 2
    visitor.follow(visitor.link(f"/partner/proposals/{story.found['proposal']}/"), "proposal")


def accept(visitor: Visitor, live: LiveCity, story: Story) -> None:
    """Promise the help; a charity names the fund that pays where it has one."""
    visitor.go("/partner/proposals/", "proposals")
    visitor.go(f"/partner/proposals/{story.found['proposal']}/", "proposal")
    funds = visitor.main.locator("[name=accept-fund] option:not([value=''])")
    if funds.count():
        visitor.fill(accept__fund=funds.first.get_attribute("value") or "")
    visitor.follow(visitor.main.locator("button[name=answer][value=accept]"), "promised")
    story.found["assignment"] = live.rows(story.sql(PROMISED))[0][0]
    assert story.found["assignment"] in visitor.page.url
    story.found["fund"] = "yes" if visitor.link("/programmes/").count() else ""


def decline(visitor: Visitor) -> None:
    """Another one: not this time, and why."""
    visitor.go("/partner/proposals/", "proposals")
    visitor.follow(visitor.link("/partner/proposals/"), "proposal-to-decline")
    visitor.fill(decline__reason="no_capacity")
    visitor.follow(visitor.main.locator("button[name=answer][value=decline]"), "declined")


def read_contact(visitor: Visitor, story: Story) -> None:
    """What the caseworker released, asked for and logged."""
    visitor.go(f"/partner/assignments/{story.found['assignment']}/", "assignment")
    visitor.follow(visitor.link("/casework/contact/"), "contact")
    assert story.phone not in visitor.words
    visitor.follow(visitor.button(), "contact-shown")


def deliver(visitor: Visitor, story: Story) -> None:
    """Begun, then reported with a photograph whose metadata is removed."""
    visitor.go(f"/partner/assignments/{story.found['assignment']}/", "assignment")
    visitor.follow(visitor.main.locator("button[name=do][value=start]"), "assignment-begun")
    visitor.fill(delivered_on=day(0), note="已送到社区服务站", proof=photograph())
    visitor.main.locator("[name=shows_nobody]").check()
    visitor.follow(visitor.button(), "assignment-delivered")
    answer = visitor.page.request.get(visitor.site + (visitor.link("/documents/").get_attribute("href") or ""))
    assert answer.status == 200
    with Image.open(io.BytesIO(answer.body())) as kept:
        assert not kept.getexif()
    assert CAMERA.encode() not in answer.body()


def photograph() -> FilePayload:
    """A picture as a telephone takes it: with its camera and its place."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = CAMERA
    exif[GPS] = {1: "N", 2: (29.0, 52.0, 6.0), 3: "E", 4: (121.0, 33.0, 1.0)}
    Image.new("RGB", (640, 480), (90, 140, 110)).save(out, "JPEG", exif=exif)
    assert CAMERA.encode() in out.getvalue()
    return FilePayload(name="IMG_0001.jpg", mimeType="image/jpeg", buffer=out.getvalue())


def see_wish(visitor: Visitor, live: LiveCity) -> None:
    """A wish that nobody proposed to the charity can be held from its own page, with one of the charity's offers."""
    wish = live.rows(OPEN_WISH)[0][0]
    visitor.go(f"/needs/{wish}/", "wish")
    visitor.follow(visitor.link(f"/needs/{wish}/claim/"), "wish-to-hold")
    assert visitor.main.locator("[name=offer]").count() >= 1
