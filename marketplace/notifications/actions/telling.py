"""Tell people: a notice in the inbox, a piece of work with a date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.notifications.models import Notice, WorkItem

Params = dict[str, str | int | None]


def notify(user: User, kind: str, *, params: Params | None = None, url: str = "") -> Notice:
    """Put a sentence (`notice/<kind>.txt`) into somebody's inbox."""
    return Notice.objects.create(user=user, kind=kind, params=params or {}, url=url)


def tell_once(people: Iterable[User], kind: str, params: Params, url: str) -> None:
    """A notice to each, unless the same one was written before."""
    for person in people:
        if not Notice.objects.filter(user=person, kind=kind, params=params, url=url).exists():
            notify(person, kind, params=params, url=url)


def mark_read(*, by: User, notice: Notice) -> None:
    """The person has seen it; somebody else's notice is left alone."""
    Notice.objects.filter(pk=notice.pk, user=by, read_at__isnull=True).update(read_at=clock.now())


def open_work(
    user: User,
    kind: str,
    *,
    subject: str,
    url: str,
    due_at: datetime | None = None,
    params: Params | None = None,
    acting_for: str = "",
) -> WorkItem:
    """Let something wait for a person; the same kind and subject waits once.

    `acting_for` is the reference of the organisation in whose name the person does it, who may leave it one day.
    """
    item, _made = WorkItem.objects.get_or_create(
        user=user,
        kind=kind,
        subject=subject,
        done_at=None,
        defaults={"url": url, "due_at": due_at, "params": params or {}, "acting_for": acting_for},
    )
    return item


@transaction.atomic
def pass_work_on(leaver: User, *, to: Iterable[User], acting_for: str) -> int:
    """What waits for somebody in an organisation's name waits for the others from now on; returns how much."""
    items, heirs = list(WorkItem.objects.filter(user=leaver, acting_for=acting_for, done_at__isnull=True)), list(to)
    for item in items:
        for heir in heirs:
            open_work(
                heir,
                item.kind,
                subject=item.subject,
                url=item.url,
                due_at=item.due_at,
                params=item.params,
                acting_for=acting_for,
            )
    WorkItem.objects.filter(pk__in=[item.pk for item in items]).update(done_at=clock.now())
    return len(items)


def finish_work(kind: str, *, subject: str) -> int:
    """It is done, for everybody who was waiting for it."""
    return WorkItem.objects.filter(kind=kind, subject=subject, done_at__isnull=True).update(done_at=clock.now())


def mark_all_read(*, by: User) -> int:
    """The person has seen everything; returns how many notices that were."""
    return Notice.objects.filter(user=by, read_at__isnull=True).update(read_at=clock.now())
