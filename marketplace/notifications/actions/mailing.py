"""E-mails that are owed once per cause, and sent by a listener that may run twice."""

from __future__ import annotations

from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from marketplace.common import clock
from marketplace.common.events import announce
from marketplace.notifications.actions.telling import Params
from marketplace.notifications.events import MailOwed
from marketplace.notifications.models import Mail


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
    EmailMessage(subject=subject, body=body, to=[mail.recipient], headers=_headers(mail)).send()
    Mail.objects.filter(pk=mail.pk).update(sent_at=clock.now())


def render_mail(mail: Mail) -> tuple[str, str]:
    """(subject, body) in the recipient's language; a subject is one line whatever its parameters hold."""
    with translation.override(mail.language):
        context: dict[str, Any] = {**mail.params, "language": mail.language}
        text = render_to_string(f"mail/{mail.kind}.txt", context).strip()
    subject, _, body = text.partition("\n")
    return " ".join(subject.split()), body.strip() + "\n"


def _headers(mail: Mail) -> dict[str, str]:
    """What may be stopped says how: one click, without signing in (RFC 8058)."""
    stop_url = mail.params.get("stop_url")
    if not stop_url:
        return {}
    return {"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
