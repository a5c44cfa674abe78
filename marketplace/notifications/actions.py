"""Tell people: a notice in the inbox, a piece of work with a date, an e-mail that is owed once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.events import announce
from marketplace.notifications.events import MailOwed
from marketplace.notifications.models import Mail, Notice, WorkItem

Params = dict[str, str | int | None]


def notify(user: User, kind: str, *, params: Params | None = None, url: str = "") -> Notice:
    """Put a sentence (`notice/<kind>.txt`) into somebody's inbox."""
    return Notice.objects.create(user=user, kind=kind, params=params or {}, url=url)


def mark_read(*, by: User, notice: Notice) -> None:
    """The person has seen it; somebody else's notice is left alone."""
    Notice.objects.filter(pk=notice.pk, user=by, read_at__isnull=True).update(read_at=clock.now())


def open_work(
    user: User, kind: str, *, subject: str, url: str, due_at: datetime | None = None, params: Params | None = None
) -> WorkItem:
    """Let something wait for a person; the same kind and subject waits once."""
    item, _made = WorkItem.objects.get_or_create(
        user=user,
        kind=kind,
        subject=subject,
        done_at=None,
        defaults={"url": url, "due_at": due_at, "params": params or {}},
    )
    return item


def finish_work(kind: str, *, subject: str) -> int:
    """It is done, for everybody who was waiting for it."""
    return WorkItem.objects.filter(kind=kind, subject=subject, done_at__isnull=True).update(done_at=clock.now())


@transaction.atomic
def owe_mail(*, kind: str, recipient: str, params: Params, language: str, once_key: str) -> Mail | None:
    """Promise an e-mail (`mail/<kind>.txt`: subject in its first line); the same `once_key` never mails twice."""
    mail, made = Mail.objects.get_or_create(
        once_key=once_key, defaults={"kind": kind, "recipient": recipient, "params": params, "language": language}
    )
    if not made:
        return None
    announce(MailOwed(mail_id=mail.pk))
    return mail


def send_owed_mail(event: MailOwed) -> None:
    """Listener: render and send; a failure is raised, so that the outbox tries again."""
    mail = Mail.objects.filter(pk=event.mail_id, sent_at__isnull=True).first()
    if mail is None:
        return
    subject, body = render_mail(mail)
    EmailMessage(subject=subject, body=body, to=[mail.recipient]).send()
    Mail.objects.filter(pk=mail.pk).update(sent_at=clock.now())


def render_mail(mail: Mail) -> tuple[str, str]:
    """(subject, body) in the recipient's language; a subject is one line whatever its parameters hold."""
    with translation.override(mail.language):
        context: dict[str, Any] = {**mail.params, "language": mail.language}
        text = render_to_string(f"mail/{mail.kind}.txt", context).strip()
    subject, _, body = text.partition("\n")
    return " ".join(subject.split()), body.strip() + "\n"
