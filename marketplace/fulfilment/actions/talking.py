"""A question and its answer between helper and caseworker, each read by a second person before it is passed on."""

from __future__ import annotations

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.actors import SystemActor
from marketplace.common.events import announce
from marketplace.common.public_words import refuse_identifying_text
from marketplace.fulfilment.events import MessageDecided, MessageWritten
from marketplace.fulfilment.models import Message
from marketplace.fulfilment.rules import (
    may_pass_on,
    may_withdraw,
    may_write,
    message_fits,
    words_name_nobody,
    writes_as_caseworker,
)
from marketplace.fulfilment.states import MESSAGE_LIFECYCLE
from marketplace.needs.models import Need
from marketplace.organisations.models import Organisation

FORGETTING = SystemActor("need-gone")


@transaction.atomic
def write_message(*, by: User, need: Need, organisation: Organisation, text: str) -> Message:
    """Ask or answer about one need; scanned now, read by the other side when an officer has released it."""
    text = text.strip()
    need = Need.objects.select_for_update().get(pk=need.pk)  # nothing is written while its words are erased
    may_write(by, need, organisation).and_then(message_fits(text)).require()
    refuse_identifying_text(text)
    if writes_as_caseworker(by, need):
        words_name_nobody(need, text).require()
    message = Message.objects.create(
        need=need, organisation=organisation, by=by, from_helper=not writes_as_caseworker(by, need), text=text
    )
    audit.record(by=by, verb="message.write", subject=message, detail={"need": need.reference})
    announce(MessageWritten(message_id=message.pk))
    return message


@transaction.atomic
def release_message(*, by: User, message: Message) -> None:
    """An officer has read it: the other side may read it too. It is scanned once more."""
    may_pass_on(by, message).require()
    refuse_identifying_text(message.text)
    words_name_nobody(message.need, message.text).require()
    _decide(by, message, "release")


@transaction.atomic
def refuse_message(*, by: User, message: Message, because: str) -> None:
    """It is not passed on (`because`: a code, which its writer reads)."""
    may_pass_on(by, message).require()
    _decide(by, message, "refuse", refused_because=because)


@transaction.atomic
def withdraw_message(*, by: User, message: Message) -> None:
    """Its writer takes it back before it was passed on."""
    may_withdraw(by, message).require()
    MESSAGE_LIFECYCLE.advance(message, "withdraw", by=by)
    announce(MessageDecided(message_id=message.pk))


@transaction.atomic
def forget_messages(*, need: Need) -> int:
    """The need is gone for good: what was written about it is erased; returns how many messages were."""
    locked = Need.objects.select_for_update().get(pk=need.pk)
    erased = Message.objects.filter(need=locked).exclude(text="").update(text="")
    if erased:
        audit.record(by=FORGETTING, verb="message.forget", subject=locked, detail={"messages": erased})
    return erased


def _decide(by: User, message: Message, verb: str, **changes: str) -> None:
    MESSAGE_LIFECYCLE.advance(message, verb, by=by, decided_by=by, decided_at=clock.now(), **changes)
    announce(MessageDecided(message_id=message.pk))
