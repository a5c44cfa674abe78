"""The right of reply: written by the organisation, read by an officer, shown beside what it answers."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.events import announce
from marketplace.common.verdict import DomainError
from marketplace.organisations.actions.locking import locked
from marketplace.organisations.events import ReplyDecided, ReplyWritten
from marketplace.organisations.models import Organisation, Reply
from marketplace.organisations.rules import may_decide, may_reply, words_name_nobody
from marketplace.organisations.states import REPLY_LIFECYCLE, ReplyStatus


class ReplyWaits(DomainError):
    """One reply at a time is read."""

    code = "REPLY_WAITS"


@transaction.atomic
def write_reply(*, by: User, organisation: Organisation, text: str) -> Reply:
    """Answer what is shown about the organisation; it is scanned now and read by an officer before it is shown."""
    organisation = locked(organisation)
    may_reply(by, organisation).and_then(words_name_nobody(text)).require()
    if organisation.replies.filter(status=ReplyStatus.WAITING).exists():
        raise ReplyWaits(_("Your last reply waits for an officer. Take it back first if you want to change it."))
    reply = Reply.objects.create(organisation=organisation, text=text, written_by=by)
    audit.record(by=by, verb="reply.write", subject=reply)
    announce(ReplyWritten(reply_id=reply.pk))
    return reply


@transaction.atomic
def withdraw_reply(*, by: User, reply: Reply) -> None:
    """The organisation takes its reply back, also when it is shown already."""
    reply = locked(reply)
    may_reply(by, reply.organisation).require()
    REPLY_LIFECYCLE.advance(reply, "withdraw", by=by)
    announce(ReplyDecided(reply_id=reply.pk))


@transaction.atomic
def publish_reply(*, by: User, reply: Reply) -> None:
    """An officer has read it: it may be shown; it is scanned once more."""
    reply = locked(reply)
    may_decide(by, reply.organisation).and_then(words_name_nobody(reply.text)).require()
    REPLY_LIFECYCLE.advance(reply, "publish", by=by, decided_by=by, decided_at=clock.now())
    announce(ReplyDecided(reply_id=reply.pk))


@transaction.atomic
def refuse_reply(*, by: User, reply: Reply, because: str) -> None:
    """It is not shown, for a reason that the organisation reads."""
    reply = locked(reply)
    may_decide(by, reply.organisation).require()
    REPLY_LIFECYCLE.advance(reply, "refuse", by=by, decided_by=by, decided_at=clock.now(), refused_because=because)
    announce(ReplyDecided(reply_id=reply.pk))
