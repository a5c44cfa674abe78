"""The desk by view and topic, the settings of e-mail, the one click that stops it, and the calendar feed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.notifications.actions import finish_work, notify, open_work, stop_token
from marketplace.notifications.models import MailSettings, Rhythm
from marketplace.notifications.queries import unread_notices_of
from tests.needs.city import make_user

pytestmark = pytest.mark.django_db
SETTLED = {"rhythm": "weekly", "digest_at": "07:30", "quiet_from": "22:00", "quiet_to": "06:00", "topic_needs": "never"}


@pytest.fixture
def person(db: None) -> User:
    return make_user("person")


@pytest.fixture
def visitor(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def waiting(person: User, kind: str, subject: str, days: float | None) -> None:
    due = clock.now() + timedelta(days=days) if days is not None else None
    open_work(person, kind, subject=subject, url=f"/{subject}/", due_at=due, params={"need_kind": "goods"})


def links(client: Client, address: str) -> list[str]:
    """Where the work shown at the address leads."""
    response = client.get(address)
    assert response.status_code == 200
    return [task["url"] for task in response.context["tasks"]]


def test_work_is_seen_by_view_and_topic(visitor: Client, person: User) -> None:
    waiting(person, "need_review", "late", -1)
    waiting(person, "need_review", "soon", 1)
    waiting(person, "answer_proposals", "later", 9)
    waiting(person, "hand_over", "gone", 1)
    waiting(make_user("other"), "need_review", "foreign", 1)
    finish_work("hand_over", subject="gone")
    assert links(visitor, "/desk/") == ["/late/", "/soon/", "/later/"]
    assert links(visitor, "/desk/?view=overdue") == ["/late/"]
    assert links(visitor, "/desk/?view=soon") == ["/soon/"]
    assert links(visitor, "/desk/?view=done") == ["/gone/"]
    assert links(visitor, "/desk/?topic=matching") == ["/later/"]
    assert links(visitor, "/desk/?view=unknown&topic=unknown") == ["/late/", "/soon/", "/later/"]


def test_notices_are_read_together(visitor: Client, person: User) -> None:
    other = make_user("other")
    for user in (person, person, other):
        notify(user, "needs_released", params={"count": 2})
    assert visitor.get("/desk/notices/read/").status_code == 405
    assert unread_notices_of(person).count() == 2
    assert visitor.post("/desk/notices/read/").status_code == 302
    assert (unread_notices_of(person).count(), unread_notices_of(other).count()) == (0, 1)


def test_settings_are_kept_and_shown_again(visitor: Client, person: User) -> None:
    assert visitor.post("/desk/mail/", SETTLED).status_code == 302
    kept = MailSettings.objects.get(user=person)
    assert (kept.rhythm, dict(kept.topics.values_list("topic", "rhythm"))) == (Rhythm.WEEKLY, {"needs": "never"})
    assert visitor.get("/desk/mail/").context["form"].initial["topic_needs"] == "never"


@pytest.mark.parametrize(("field", "value"), [("rhythm", "hourly"), ("quiet_to", ""), ("digest_at", "25:00")])
def test_what_makes_no_sense_is_refused_and_kept(visitor: Client, person: User, field: str, value: str) -> None:
    response = visitor.post("/desk/mail/", SETTLED | {field: value})
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert response.context["form"].data["quiet_from"] == "22:00"
    assert not MailSettings.objects.filter(user=person).exists()


def test_one_click_stops_e_mail_without_signing_in(person: User) -> None:
    stranger, address = Client(enforce_csrf_checks=True), f"/desk/mail/stop/{stop_token(person)}/"
    assert stranger.get(address).status_code == 200
    assert not MailSettings.objects.filter(user=person).exists()
    assert stranger.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert MailSettings.objects.get(user=person).rhythm == Rhythm.NEVER
    assert stranger.post("/desk/mail/stop/forged/").status_code == 404


def test_the_calendar_shows_what_is_due_to_whoever_has_its_address(visitor: Client, person: User) -> None:
    waiting(person, "need_review", "dated", 3)
    waiting(person, "need_review", "undated", None)
    feed = visitor.get("/desk/mail/").context["feed"]
    path = "/desk/" + feed.split("/desk/")[1]
    answer = Client().get(path)
    assert answer["Content-Type"].startswith("text/calendar")
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["URL"].endswith("/dated/")
    assert event.decoded("DTSTART") == clock.today() + timedelta(days=3)


def test_a_renewed_calendar_leaves_the_old_address_empty(visitor: Client, person: User) -> None:
    old = "/desk/" + visitor.get("/desk/mail/").context["feed"].split("/desk/")[1]
    assert Client().get(old).status_code == 200
    visitor.post("/desk/calendar/")
    new = "/desk/" + visitor.get("/desk/mail/").context["feed"].split("/desk/")[1]
    assert (Client().get(old).status_code, Client().get(new).status_code) == (404, 200)
