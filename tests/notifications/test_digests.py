"""What waits in the inbox is told by e-mail at the hour that the person chose, once, and never in hours of quiet."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail
from django.utils import translation

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.events import dispatch
from marketplace.notifications.actions import finish_work, mail_what_is_due, notify, open_work, settle_mail, stop_mail
from marketplace.notifications.models import MailSettings, Rhythm
from tests.needs.city import make_user

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Nine in the morning in the city."""
GOODS = {"need_kind": "goods"}


@pytest.fixture
def person(db: None) -> User:
    return make_user("person")


def review(person: User, subject: str = "need:1", moment: datetime = MONDAY) -> None:
    with clock.freeze(moment):
        due = moment + timedelta(days=2)
        open_work(person, "need_review", subject=subject, url="/review/1/", due_at=due, params=GOODS)


def sent_at(moment: datetime) -> list[str]:
    """Bodies of the e-mails that leave then."""
    mail.outbox.clear()
    with clock.freeze(moment):
        mail_what_is_due()
        dispatch.deliver_due()
    return [str(message.body) for message in mail.outbox]


def settle(person: User, rhythm: Rhythm, **own: object) -> None:
    settle_mail(by=person, rhythm=rhythm, **({"digest_at": time(8)} | own))  # type: ignore[arg-type]


def test_the_day_is_told_once_after_its_hour(person: User) -> None:
    review(person, moment=MONDAY - timedelta(hours=3))
    assert sent_at(MONDAY - timedelta(hours=2)) == []
    [body] = sent_at(MONDAY)
    with translation.override(person.language):
        assert "等待您审核" in body or "审核" in body
    assert "2026-11-25" in body
    review(person, "need:2")
    assert sent_at(MONDAY + timedelta(hours=5)) == []
    assert len(sent_at(MONDAY + timedelta(days=1))) == 1


def test_what_was_done_or_read_meanwhile_is_not_told(person: User) -> None:
    review(person)
    finish_work("need_review", subject="need:1")
    assert sent_at(MONDAY) == []


def test_at_once_is_at_once_and_only_once(person: User) -> None:
    settle(person, Rhythm.AT_ONCE)
    with clock.freeze(MONDAY):
        notify(person, "help_promised", params=GOODS | {"helper": "样本慈善会"})
    [body] = sent_at(MONDAY + timedelta(minutes=1))
    assert "样本慈善会" in body
    assert sent_at(MONDAY + timedelta(minutes=2)) == []


@pytest.mark.parametrize(
    ("quiet", "hour", "told"),
    [((22, 7), 23, 0), ((22, 7), 6, 0), ((22, 7), 7, 1), ((12, 14), 13, 0), ((12, 14), 14, 1)],
)
def test_hours_of_quiet_are_quiet_also_across_midnight(
    person: User, quiet: tuple[int, int], hour: int, told: int
) -> None:
    settle(person, Rhythm.AT_ONCE, quiet_from=time(quiet[0]), quiet_to=time(quiet[1]))
    moment = clock.local(MONDAY).replace(hour=hour, minute=0)
    review(person, moment=moment - timedelta(minutes=5))
    assert len(sent_at(moment)) == told


def test_the_week_is_told_on_monday(person: User) -> None:
    settle(person, Rhythm.WEEKLY)
    review(person, moment=MONDAY - timedelta(days=2))
    assert sent_at(MONDAY - timedelta(days=1)) == []
    assert len(sent_at(MONDAY)) == 1


def test_a_topic_may_have_a_rhythm_of_its_own(person: User) -> None:
    settle(person, Rhythm.NEVER, topics={"fulfilment": Rhythm.AT_ONCE, "matching": ""})
    review(person)
    assert sent_at(MONDAY) == []
    with clock.freeze(MONDAY):
        notify(person, "help_promised", params=GOODS | {"helper": "样本慈善会"})
    [body] = sent_at(MONDAY)
    assert "样本慈善会" in body
    assert "2026-11-25" not in body


def test_stopping_ends_every_rhythm(person: User) -> None:
    settle(person, Rhythm.DAILY, topics={"needs": Rhythm.AT_ONCE})
    stop_mail(by=person)
    review(person)
    assert sent_at(MONDAY) == []
    assert MailSettings.objects.get(user=person).topics.count() == 0


def test_the_e_mail_tells_programmes_how_to_stop_it(person: User) -> None:
    review(person)
    sent_at(MONDAY)
    [message] = mail.outbox
    address = message.extra_headers["List-Unsubscribe"]
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/desk/mail/stop/" in address
    assert address.strip("<>") in str(message.body)
