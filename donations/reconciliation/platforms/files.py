"""A platform's file between its preview and the word to count it: encrypted, for some hours at most."""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from donations.models import CampaignRecord, PlatformFile
from donations.reconciliation.platforms.knowing import Sorted, sort_rows
from donations.reconciliation.platforms.rows import GIFT, REFUND, SETTLEMENT, PlatformRow, read_rows
from donations.rules.people import may_import_platform_file
from donations.states import PLATFORM_FILE_LIFECYCLE, PlatformFileStatus
from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.actors import Actor, SystemActor
from marketplace.common.rule_data import rule
from marketplace.common.tables import FileRefused
from marketplace.common.verdict import DomainError

SWEEP = SystemActor("platform-files")
MOST_FAULTS = 200
"""So many are named; whoever has more sends the wrong file."""


class PlatformFileRefused(DomainError):
    """The file cannot be used like this; nothing was counted."""

    code = "PLATFORM_FILE_REFUSED"


@transaction.atomic
def try_platform_file(*, by: User, campaign: CampaignRecord, data: bytes) -> PlatformFile:
    """Look at the file and keep it with what it would do; nothing is counted. Raises `PlatformFileRefused`."""
    may_import_platform_file(by, campaign.programme.charity).require()
    rows, result = compared(data, campaign)
    tried = PlatformFile(
        campaign=campaign,
        by=by,
        digest=hashlib.sha256(data).hexdigest(),
        content=base64.b64encode(data).decode(),
        rows=len(rows),
    )
    note(tried, result)
    tried.save()
    audit.record(by=by, verb="platform_file.try", subject=tried, detail={"rows": tried.rows})
    return tried


@transaction.atomic
def forget_platform_file(*, by: Actor, tried: PlatformFile) -> None:
    """Nothing was counted, nothing of the file is kept."""
    if isinstance(by, User):
        may_import_platform_file(by, tried.campaign.programme.charity).require()
    PLATFORM_FILE_LIFECYCLE.advance(tried, "forget", by=by, content="", decided_at=clock.now())


def forget_old_files() -> int:
    """Sweep: files about which nobody decided within the hours of the rule; returns how many."""
    hours = int(rule("donation.platform_preview_hours", on=clock.today()).value)
    old = PlatformFile.objects.filter(
        status=PlatformFileStatus.TRIED, created_at__lt=clock.now() - timedelta(hours=hours)
    )
    files = list(old.order_by("pk"))
    for tried in files:
        forget_platform_file(by=SWEEP, tried=tried)
    return len(files)


def compared(data: bytes, campaign: CampaignRecord) -> tuple[list[PlatformRow], Sorted]:
    """The rows of a file and how they stand to the books now."""
    try:
        rows, faults = read_rows(data, campaign)
    except FileRefused as error:
        raise PlatformFileRefused(
            _("The file cannot be used: %(why)s") % {"why": error.message}, code="FILE_REFUSED"
        ) from error
    result = sort_rows(rows, campaign)
    result.faults = sorted({*faults, *result.faults})
    return rows, result


def note(tried: PlatformFile, result: Sorted) -> None:
    """Write down what the file would do, or what is wrong with it."""
    of = {kind: [row for row in result.fresh if row.kind == kind] for kind in (GIFT, REFUND, SETTLEMENT)}
    tried.known = result.known
    tried.gifts, tried.refunds, tried.settlements = (len(rows) for rows in of.values())
    tried.gift_fen, tried.refund_fen, tried.settled_fen = (sum(row.fen for row in rows) for rows in of.values())
    tried.fee_fen = sum(row.fee_fen for row in of[GIFT])
    tried.faults = [list(fault) for fault in result.faults[:MOST_FAULTS]]
