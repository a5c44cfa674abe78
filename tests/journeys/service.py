"""A volunteer's way: an account, a group, an activity, time served, a certificate and its correction."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta

from marketplace.common.checksums import gb11643_digit
from tests.journeys import arriving
from tests.journeys.people import People
from tests.journeys.serving import PassingTime
from tests.journeys.visitor import Visitor

BEGINS_IN, LASTS = timedelta(hours=23), timedelta(hours=5)
"""The activity begins a little less than a day after it is published, at whatever hour the test runs."""
ON_THE_DAY, IN_THE_END, AFTERWARDS = 24, 26, 50
"""Hours after the beginning of the journey: somebody comes, leaves, and the host records it."""
ASKED_FOR = "SELECT reference FROM volunteers_certificaterequest ORDER BY id DESC"
PAPERS = """SELECT c.number, c.status FROM volunteers_servicecertificate c JOIN volunteers_volunteer v
    ON v.id = c.volunteer_id JOIN accounts_user u ON u.id = v.user_id WHERE u.email = '{email}' ORDER BY c.id"""


@dataclass
class Helper:
    """Somebody who wants to help, and what is known of it so far."""

    language: str
    number: int
    found: dict[str, str] = field(default_factory=dict)

    @property
    def email(self) -> str:
        return f"helper.{self.number}@demo.zhulin.invalid"

    @property
    def public_name(self) -> str:
        """What the host calls them."""
        return {"zh": "热心的阿林", "en": "Willing Lin"}[self.language]

    @property
    def real_name(self) -> str:
        return f"志愿者本人{self.number}"

    @property
    def identity(self) -> str:
        """Under the city's own code, as no registrar issues it."""
        first17 = f"33020019920504{self.number % 1000:03d}"
        return first17 + gb11643_digit(first17)

    @property
    def title(self) -> str:
        return {"zh": "社区食堂帮厨", "en": "Helping in the community kitchen"}[self.language]


def sign_up_to_the_site(visitor: Visitor, helper: Helper) -> None:
    """From the public page: an account, its address confirmed by the mail, and on to where one wanted to go."""
    visitor.go("/volunteering/", "volunteering")
    visitor.follow(visitor.link("/volunteering/join/"), "login")
    arriving.make_account(visitor, helper.email, visitor.link("/accounts/signup/"))


def join(visitor: Visitor, helper: Helper, group: str) -> None:
    """The group's record under the real name; a wrong number is refused with what to do."""
    assert visitor.page.url.endswith("/volunteering/join/")
    visitor.judge("volunteer-join")
    visitor.fill(organisation=group, real_name=helper.real_name, public_name=helper.public_name, phone="19900000000")
    visitor.fill(identity_kind="resident_id", identity_number=helper.identity[:-1], district="330203", areas="330203")
    visitor.fill(need_kinds="service", languages="zh", availability="6-am", agrees="on")
    visitor.follow(visitor.button(), "volunteer-join-refused", status=422)
    visitor.fill(identity_number=helper.identity)
    visitor.follow(visitor.button(), "volunteer-applied")
    assert helper.identity not in visitor.page.content()


def admit(visitor: Visitor, helper: Helper) -> None:
    """The group finds it on its desk, looks at the real name, which is logged, and admits."""
    visitor.go("/desk/", "desk-group")
    visitor.go("/partner/volunteers/?status=applied", "group-volunteers")
    visitor.follow(visitor.main.get_by_role("link", name=helper.public_name), "group-volunteer")
    assert helper.real_name not in visitor.words
    visitor.follow(visitor.main.locator("button[name=do][value=read]"), "group-volunteer-named")
    assert helper.real_name in visitor.words
    visitor.follow(visitor.main.locator("button[name=do][value=admit]"), "group-volunteer-admitted")


def call(visitor: Visitor, passing: PassingTime, helper: Helper) -> None:
    """The group calls for volunteers."""
    visitor.go("/partner/activities/", "group-activities")
    visitor.follow(visitor.link("/partner/activities/new/"), "activity-new")
    begins = (passing.now + BEGINS_IN).replace(second=0, microsecond=0)
    visitor.fill(title=helper.title, title_en=helper.title, content="洗菜、分餐、送餐", category="elderly")
    visitor.fill(district="330203", place="鼓楼社区食堂", capacity="3", person_in_charge="活动负责人（演示）")
    visitor.fill(starts_at=f"{begins:%Y-%m-%dT%H:%M}", ends_at=f"{begins + LASTS:%Y-%m-%dT%H:%M}", insurance="city")
    visitor.follow(visitor.button(), "activity-written")
    visitor.follow(visitor.main.locator("button[name=move][value=publish]"), "activity-published")
    helper.found["activity"] = visitor.page.url.rstrip("/").rsplit("/", 1)[1]
    helper.found["yesterdays"] = code_shown(visitor, helper)


def take_part(visitor: Visitor, helper: Helper) -> None:
    """On the public page; it is too early to check in."""
    visitor.go("/volunteering/activities/?district=330203", "activities-of-a-district")
    visitor.follow(visitor.link(f"/volunteering/activities/{helper.found['activity']}/"), "activity")
    visitor.follow(visitor.main.locator("button[name=do][value=sign_up]"), "activity-signed-up")
    visitor.follow(visitor.link("/my-service/check/"), "check-in-too-early")
    assert visitor.main.locator("[name=code]").count() == 0


def code_shown(visitor: Visitor, helper: Helper) -> str:
    """What the host's page shows at the entrance: the six digits; the picture holds the same as a link."""
    visitor.go(f"/partner/activities/{helper.found['activity']}/code/", "activity-code")
    assert visitor.main.locator("figure.qr svg path").count() == 1
    digits = re.search(r"\b\d{6}\b", visitor.words.replace(" ", ""))
    assert digits is not None, visitor.words
    return digits.group()


def scan(visitor: Visitor, passing: PassingTime, helper: Helper, name: str) -> None:
    """Open what the QR code holds, and say that one is here or leaves."""
    link = str(passing.live.ask("link_in_the_code", helper.found["activity"]))
    visitor.go(link, name)
    visitor.follow(visitor.button("/my-service/check/"), f"{name}-done")


def come(visitor: Visitor, passing: PassingTime, helper: Helper) -> None:
    """Yesterday's digits open nothing; the code of the moment does."""
    visitor.go("/my-service/", "my-service")
    visitor.follow(visitor.link("/my-service/check/"), "check-in")
    visitor.fill(code=helper.found["yesterdays"])
    visitor.follow(visitor.button("/my-service/check/"), "check-in-refused", status=409)
    scan(visitor, passing, helper, "check-in-scanned")


def record(visitor: Visitor, helper: Helper) -> None:
    """The host confirms what was served."""
    visitor.go(f"/partner/activities/{helper.found['activity']}/", "activity-to-record")
    visitor.follow(visitor.main.get_by_role("link", name=helper.public_name), "record-service")
    visitor.fill(travel_minutes="0", quality="good")
    visitor.follow(visitor.main.locator("button[name=do][value=record]"), "activity-recorded")


def ask_certificate(visitor: Visitor, helper: Helper) -> None:
    """Free of charge."""
    visitor.go("/my-service/", "my-service-recorded")
    visitor.follow(visitor.link("/my-service/certificates/ask/"), "certificate-ask")
    visitor.fill(organisation=helper.found["group"])
    visitor.follow(visitor.button(), "certificate-asked")


def certify(visitor: Visitor, people: People, helper: Helper) -> None:
    """The group issues it in its own name."""
    visitor.go("/desk/", "desk-group-certificate")
    wish = people.live.rows(ASKED_FOR)[0][0]
    visitor.go(f"/partner/service/certificates/{wish}/", "certificate-wish")
    visitor.follow(visitor.main.locator("button[name=do][value=issue]"), "certificate-issued")


def fetch(visitor: Visitor, helper: Helper) -> bytes:
    """The holder's page leads to the check and to the file."""
    visitor.go("/my-service/", "my-service-certified")
    helper.found["check"] = visitor.link("/verify/").get_attribute("href") or ""
    answer = visitor.page.request.get(visitor.site + (visitor.link(".pdf").get_attribute("href") or ""))
    assert answer.status == 200
    return answer.body()


def correct(visitor: Visitor, helper: Helper) -> None:
    """The host writes the right time in a new version, and says why."""
    visitor.go(f"/partner/activities/{helper.found['activity']}/", "activity-recorded-again")
    visitor.follow(visitor.main.get_by_role("link", name=helper.public_name), "record-to-correct")
    visitor.fill(minutes="90", travel_minutes="0", because="与签到表核对后更正")
    visitor.follow(visitor.main.locator("button[name=do][value=correct]"), "record-corrected")
