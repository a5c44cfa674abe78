"""The three moves of moderation; the lifecycle of what is moderated names their states and verbs."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.lifecycle import Lifecycle
from marketplace.common.verdict import YES, Verdict, no
from marketplace.organisations.moderation.models import Moderated, Remark


def may_approve_what_was_read(row: Moderated, read: Moderated) -> Verdict:
    """Only the version that the officer read; one handed in again meanwhile is read again."""
    if row.submitted_at == read.submitted_at:
        return YES
    message = _("It was handed in again meanwhile. Read it as it is now, then decide.")
    return no(message, code="CHANGED_MEANWHILE")


@transaction.atomic
def hand_in(row: Moderated, lifecycle: Lifecycle, *, by: User, **changes: Any) -> None:
    """Hand it to the officers; open remarks count as answered."""
    lifecycle.advance(row, "submit", by=by, submitted_at=clock.now(), **changes)
    row.remarks.filter(answered_at__isnull=True).update(answered_at=clock.now())


@transaction.atomic
def send_back(row: Moderated, lifecycle: Lifecycle, *, by: User, comment: str) -> Remark:
    """Give it back with what is to be mended."""
    lifecycle.advance(row, "return", by=by)
    remark: Remark = row.remarks.create(by=by, comment=comment)
    return remark


@transaction.atomic
def approve(read: Moderated, lifecycle: Lifecycle, verb: str, *, by: User) -> None:
    """Approve what the officer read, `read`; refused with `CHANGED_MEANWHILE` when it is another by now."""
    row = type(read)._base_manager.select_for_update().get(pk=read.pk)
    may_approve_what_was_read(row, read).require()
    lifecycle.advance(read, verb, by=by, approved_by=by, approved_at=clock.now())
