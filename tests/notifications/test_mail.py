"""A mail is owed once per cause, rendered when it is sent, and tried again when it could not leave."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import connection
from django.template import engines

from marketplace.common.events import dispatch
from marketplace.common.events.models import OutboxMessage
from marketplace.notifications.actions import mailing, owe_mail
from marketplace.notifications.models import Mail

pytestmark = pytest.mark.django_db
TEMPLATE = "{% load i18n %}Gift {{ number }}\n\n{{ language }}: thank you for {{ amount }}.\n"


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter of the test's own."""

    def rendered(name: str, context: dict[str, object]) -> str:
        assert name == "mail/letter.txt"
        return engines["django"].from_string(TEMPLATE).render(context)

    monkeypatch.setattr(mailing, "render_to_string", rendered)


def owe(key: str = "gift:1", number: str = "7") -> Mail | None:
    return owe_mail(
        kind="letter",
        recipient="donor@example.org",
        params={"number": number, "amount": "100.00"},
        language="en",
        once_key=key,
    )


def test_the_first_line_is_the_subject() -> None:
    owe()
    dispatch.deliver_due()
    [sent] = mail.outbox
    assert (sent.subject, sent.to, sent.body) == ("Gift 7", ["donor@example.org"], "en: thank you for 100.00.\n")


def test_the_same_cause_never_mails_twice() -> None:
    assert owe() is not None
    assert owe() is None
    dispatch.deliver_due()
    OutboxMessage.objects.update(delivered_at=None)  # as if the process had died after sending
    dispatch.deliver_due()
    assert len(mail.outbox) == 1


def test_a_mail_that_could_not_leave_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise OSError("no connection")

    owed = owe()
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", fail)
        dispatch.deliver_due()
    assert owed is not None
    owed.refresh_from_db()
    assert owed.sent_at is None
    OutboxMessage.objects.update(available_at=owed.created_at)
    dispatch.deliver_due()
    owed.refresh_from_db()
    assert owed.sent_at is not None
    assert len(mail.outbox) == 1


def test_a_parameter_never_adds_a_header() -> None:
    owe(number="7\r\nBcc: thief@example.org")
    dispatch.deliver_due()
    [sent] = mail.outbox
    assert "\n" not in sent.subject
    assert sent.recipients() == ["donor@example.org"]
    assert "Bcc" not in sent.message()


def test_the_address_is_not_readable_in_the_database() -> None:
    owe()
    with connection.cursor() as cursor:
        cursor.execute("SELECT recipient FROM notifications_mail")
        assert "donor@example.org" not in str(cursor.fetchone())
