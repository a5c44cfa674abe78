"""The household's slip is issued, replaced and ended by its caseworker."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.casework.models import NeedDraft, Slip
from marketplace.casework.rules import GONE, may_work_on
from marketplace.casework.slips.codes import index_of, new_code
from marketplace.common import audit, clock
from marketplace.common.rule_data import rule
from marketplace.common.verdict import DomainError


class NoSlip(DomainError):
    """There is no need yet of which a slip could tell, or it is over."""

    code = "NO_SLIP"


@transaction.atomic
def issue_slip(*, by: User, draft: NeedDraft) -> tuple[Slip, str]:
    """A new slip and its code, which nobody can read again later; the one before stops working at once."""
    locked = NeedDraft.objects.select_for_update(of=("self",)).select_related("case", "need").get(pk=draft.pk)
    may_work_on(by, locked.case).require()
    if locked.need is None or locked.need.status in GONE:
        raise NoSlip(_("Hand the need in first; a slip tells what becomes of it."))
    _end(by, locked)
    code, days = new_code(), int(rule("casework.slip_days", on=clock.today()).value)
    slip = Slip.objects.create(
        draft=locked,
        need=locked.need,
        code_index=index_of(code),
        issued_by=by,
        expires_at=clock.start_of(clock.today() + timedelta(days=days + 1)),
    )
    audit.record(by=by, verb="slip.issue", subject=locked, detail={"days": days})
    return slip, code


@transaction.atomic
def end_slip(*, by: User, draft: NeedDraft) -> None:
    """It was lost, or is not wanted: its code opens nothing from now on."""
    may_work_on(by, draft.case).require()
    _end(by, draft)


def _end(by: User, draft: NeedDraft) -> None:
    if Slip.objects.filter(draft=draft, ended_at__isnull=True).update(ended_at=clock.now()):
        audit.record(by=by, verb="slip.end", subject=draft)
