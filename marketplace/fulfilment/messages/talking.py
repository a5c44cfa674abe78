"""Messages wait for an officer, then for an answer; inboxes and mails say that there is one, never what it says."""

from __future__ import annotations

from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.accounts.queries import officers_for
from marketplace.fulfilment.actions import forget_messages
from marketplace.fulfilment.events import MessageDecided, MessageWritten
from marketplace.fulfilment.messages.people import in_days
from marketplace.fulfilment.models import Message
from marketplace.fulfilment.ports import file_behind
from marketplace.fulfilment.rules import may_pass_on
from marketplace.fulfilment.states import MessageStatus
from marketplace.needs.events import NeedChanged, NeedExpired, NeedWithdrawn
from marketplace.needs.models import Need
from marketplace.needs.states import GONE
from marketplace.notifications.actions import Params, finish_work, open_work, tell_once
from marketplace.notifications.ports import audience

READ = "pass_message_on"
ANSWER = "answer_message"


def ask_officers_to_read(event: MessageWritten) -> None:
    """An officer of the need's area reads it; whoever wrote has answered what waited for that side."""
    message = _message(event.message_id)
    if message.status != MessageStatus.WAITING:
        return
    _let_officers_read(message)
    if not message.from_helper:
        finish_work(ANSWER, subject=_conversation(message))


def ask_again_who_may_read() -> int:
    """Sweep: officers come and go, and a message waits for those who may read it now; returns how many wait."""
    waiting = Message.objects.filter(status=MessageStatus.WAITING).exclude(text="").order_by("pk")
    for message in waiting.select_related("need__author", "organisation", "by"):
        _let_officers_read(message)
    return len(waiting)


def _let_officers_read(message: Message) -> None:
    for officer in officers_for(file_behind().area_of(message.need)):
        if may_pass_on(officer, message):
            open_work(
                officer,
                READ,
                subject=f"message:{message.reference}",
                url=_address(message),
                due_at=in_days("fulfilment.message_days"),
                params=_params(message),
            )


def tell_of_decided_message(event: MessageDecided) -> None:
    """The other side reads what was released; its writer learns what was not passed on, and why."""
    message = _message(event.message_id)
    finish_work(READ, subject=f"message:{message.reference}")
    if message.status == MessageStatus.RELEASED:
        _tell_other_side(message)
    elif message.status == MessageStatus.REFUSED:
        params: Params = _params(message) | {"fault": message.refused_because, "message": message.reference}
        tell_once([message.by], "message_refused", params, _address(message))


def forget_words_of_gone_need(event: NeedWithdrawn | NeedExpired | NeedChanged) -> None:
    """With the need its conversations are erased."""
    need = Need.objects.get(pk=event.need_id)
    if need.status not in GONE:
        return
    forget_messages(need=need)
    for message in Message.objects.filter(need=need):
        finish_work(READ, subject=f"message:{message.reference}")
        finish_work(ANSWER, subject=_conversation(message))


def _tell_other_side(message: Message) -> None:
    if message.from_helper:
        open_work(
            message.need.author,
            ANSWER,
            subject=_conversation(message),
            url=_address(message),
            due_at=in_days("fulfilment.message_days"),
            params=_params(message),
        )
        return
    people: list[User] = list(audience().members_of(message.organisation_id))
    tell_once(people, "message_arrived", _params(message) | {"message": message.reference}, _address(message))


def _conversation(message: Message) -> str:
    return f"talk:{message.need.reference}:{message.organisation.reference}"


def _message(key: int) -> Message:
    return Message.objects.select_related("need__author", "organisation", "by").get(pk=key)


def _params(message: Message) -> Params:
    return {"need_kind": message.need.need_kind}


def _address(message: Message) -> str:
    return reverse("conversation", args=[message.need.reference, message.organisation.reference])
