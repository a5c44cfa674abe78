"""What notifications announces."""

from dataclasses import dataclass

from marketplace.common.events import Event


@dataclass(frozen=True, slots=True)
class MailOwed(Event):
    mail_id: int
