"""When an organisation is told that something it was verified to be will end."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.common.verdict import YES, Verdict, no
from marketplace.organisations.models import Organisation
from marketplace.organisations.models.capability import WAITING
from marketplace.organisations.states import CapabilityStatus

NOTICES = ("last", "second", "first")


def notice_days() -> list[int]:
    """Days before the end at which the organisation is warned, the nearest first, so that one sweep warns once."""
    today = clock.today()
    return sorted(int(rule(f"organisations.expiry_{name}_notice_days", on=today).value) for name in NOTICES)


def may_renew(organisation: Organisation, kind: str) -> Verdict:
    """Nothing of this kind waits already, and what holds will end within the days of the first notice."""
    rows = [capability for capability in organisation.capabilities.all() if capability.kind == kind]
    if any(row.status in WAITING for row in rows):
        return no(_("This has been sent already and waits for the officers."), code="CLAIM_WAITS_ALREADY")
    soon = clock.today() + timedelta(days=max(notice_days()))
    if any(row.status == CapabilityStatus.SUSPENDED for row in rows):
        return no(_("This is suspended. Write to the bureau about it."), code="CAPABILITY_SUSPENDED")
    if any(row.holds_today and (row.valid_to is None or row.valid_to > soon) for row in rows):
        return no(_("This holds for a good while yet. Send the new paper when its end is near."), code="STILL_HOLDS")
    return YES
