"""The embedded mail store: every message is a file in the state folder, readable at /demo/mail/."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage as ParsedMessage
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from marketplace.common import clock
from marketplace.common.references import new_reference


class FolderBackend(BaseEmailBackend):
    """Write each message to `EMAIL_FILE_PATH` under a name that sorts by time."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            stamp = clock.now().strftime("%Y%m%dT%H%M%S%f")
            (folder / f"{stamp}-{new_reference()}.eml").write_bytes(message.message().as_bytes())
        return len(email_messages)


@dataclass(frozen=True, slots=True)
class StoredMail:
    """A message as /demo/mail/ shows it."""

    name: str
    to: str
    subject: str
    body: str
    sent_at: datetime | None


def stored_mail(limit: int = 200) -> list[StoredMail]:
    """The newest messages of the folder."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.eml"), reverse=True)[:limit] if folder.is_dir() else []
    return [read_mail(file) for file in files]


def read_mail(file: Path) -> StoredMail:
    """One stored message."""
    parsed: Any = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    message = cast("ParsedMessage", parsed)
    body = message.get_body(("plain",))
    date_header: Any = message["Date"]
    return StoredMail(
        name=file.stem,
        to=str(message["To"]),
        subject=str(message["Subject"]),
        body=str(body.get_content()) if body else "",
        sent_at=_aware(date_header.datetime) if date_header else None,
    )


def _aware(moment: datetime) -> datetime:
    """A date header without a zone (-0000) means UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
