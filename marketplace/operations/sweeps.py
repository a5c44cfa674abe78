"""Work that comes round by itself: what a crash lost, what ran out, what must be counted again."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import close_old_connections

from donations.actions import abandon_stale_gifts
from donations.certificates.issuing import lapse_certificates
from donations.certificates.listeners import certify_cooled_gifts
from donations.messages import watch_emergencies
from donations.reconciliation import catch_up
from donations.reconciliation.platforms import forget_old_files
from marketplace.common import clock
from marketplace.common.audit.chain import seal
from marketplace.documents.forgetting import sweep_files
from marketplace.fulfilment.actions import close_evaluated, give_up_missed, lapse_claims
from marketplace.fulfilment.messages import ask_again_who_may_read, ask_whether_helper_came, remind_of_days
from marketplace.insurance.actions import end_what_ran_out
from marketplace.needs.actions import expire_overdue, recheck_published
from marketplace.needs.tasks import release_when_due
from marketplace.notifications.actions import mail_what_is_due
from marketplace.organisations.actions import expire_what_ran_out
from marketplace.procurement.actions import close_due_tenders
from marketplace.volunteers.actions import end_past_activities, forget_left_volunteers
from matching.actions import expire_proposals

log = logging.getLogger("zhulin.sweeps")


@dataclass(frozen=True, slots=True)
class Sweep:
    """A function that may run at any time and twice, and how often it comes round."""

    run: Callable[[], object]
    every: timedelta


SWEEPS = {
    "seal-audit": Sweep(seal, timedelta(seconds=5)),
    "lapse-claims": Sweep(lapse_claims, timedelta(minutes=5)),
    "remind-of-days": Sweep(remind_of_days, timedelta(minutes=5)),
    "ask-who-reads": Sweep(ask_again_who_may_read, timedelta(hours=1)),
    "ask-who-came": Sweep(ask_whether_helper_came, timedelta(minutes=5)),
    "give-up-missed": Sweep(give_up_missed, timedelta(hours=1)),
    "close-evaluated": Sweep(close_evaluated, timedelta(hours=1)),
    "close-tenders": Sweep(close_due_tenders, timedelta(minutes=1)),
    "expire-proposals": Sweep(expire_proposals, timedelta(minutes=5)),
    "catch-up-payments": Sweep(catch_up, timedelta(minutes=5)),
    "abandon-gifts": Sweep(abandon_stale_gifts, timedelta(hours=1)),
    "watch-emergencies": Sweep(watch_emergencies, timedelta(hours=1)),
    "forget-platform-files": Sweep(forget_old_files, timedelta(hours=1)),
    "certify-gifts": Sweep(certify_cooled_gifts, timedelta(minutes=5)),
    "lapse-certificates": Sweep(lapse_certificates, timedelta(hours=24)),
    "end-activities": Sweep(end_past_activities, timedelta(minutes=5)),
    "forget-volunteers": Sweep(forget_left_volunteers, timedelta(hours=24)),
    "recheck-classes": Sweep(recheck_published, timedelta(hours=24)),
    "sweep-files": Sweep(sweep_files, timedelta(hours=1)),
    "mail-inboxes": Sweep(mail_what_is_due, timedelta(minutes=1)),
    "expire-needs": Sweep(expire_overdue, timedelta(hours=1)),
    "expire-capabilities": Sweep(expire_what_ran_out, timedelta(hours=1)),
    "end-group-programmes": Sweep(end_what_ran_out, timedelta(hours=1)),
    "release-needs": Sweep(release_when_due, timedelta(hours=1)),
}


def run_sweep(name: str) -> None:
    """Run one; an error is logged and comes round again."""
    try:
        SWEEPS[name].run()
    except Exception as error:  # noqa: BLE001 - one broken sweep must not stop the others
        log.error("sweep failed", extra={"sweep": name, "error": type(error).__name__})


def run_forever(stop: threading.Event) -> None:
    """The embedded clock: a thread of the web process."""
    due: dict[str, datetime] = {name: clock.now() + sweep.every for name, sweep in SWEEPS.items()}
    while not stop.wait(1.0):
        for name in [name for name, moment in due.items() if moment <= clock.now()]:
            run_sweep(name)
            due[name] = clock.now() + SWEEPS[name].every
        close_old_connections()
