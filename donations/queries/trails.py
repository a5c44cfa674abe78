"""The way of one gift, as its donor and its charity see it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from donations.models import Gift
from donations.states import GiftStatus
from marketplace.common.trail import Stage, stopped, trail
from marketplace.common.verdict import Sentence

S = GiftStatus
ENDINGS: dict[str, Sentence] = {
    S.ABANDONED: _("Not carried out"),
    S.REFUNDED: _("Given back"),
    S.DISPUTED: _("Disputed by the payer's bank"),
    S.RED_LETTERED: _("Receipt reversed, a new one is due"),
}
Step = tuple[Sentence, datetime | None]


def gift_trail(gift: Gift) -> list[Stage]:
    """Announced, paid, confirmed, receipted (unless waived), in use, spent, reported; or where it ended."""
    steps = _steps(gift)
    if gift.status in ENDINGS:
        done = [step for step in steps if step[1] is not None]
        return stopped(done, len(done), _ending(gift), _ended_at(gift))
    reached = _reached(gift, steps)
    return trail(steps, reached, finished=gift.status == S.REPORTED)


def _steps(gift: Gift) -> list[Step]:
    first_use = gift.shares.order_by("pk").values_list("created_at", flat=True).first()
    last_use = gift.shares.order_by("-pk").values_list("created_at", flat=True).first()
    used_up = gift.status in {S.SPENT, S.REPORTED}
    receipt: list[Step] = [] if gift.waived else [(_("Receipt issued"), gift.receipted_at)]
    return [
        (_("Announced"), gift.created_at),
        (_("Paid"), gift.paid_at),
        (_("Confirmed by the charity"), gift.received_at),
        *receipt,
        (_("In use"), first_use),
        (_("Spent"), last_use if used_up else None),
        (pgettext_lazy("spending", "Reported"), None),
    ]


def _reached(gift: Gift, steps: list[Step]) -> int:
    """The step that comes next is the current one: what waits to happen."""
    if gift.status == S.REPORTED:
        return len(steps) - 1
    return max(place for place, (_label, at) in enumerate(steps) if at is not None) + 1


def _ending(gift: Gift) -> Sentence:
    """A receipt that was reversed because everything went back is not followed by a new one."""
    nothing_left = gift.status == S.RED_LETTERED and gift.refunded_fen == gift.fen
    return _("Given back, the receipt is reversed") if nothing_left else ENDINGS[gift.status]


def _ended_at(gift: Gift) -> datetime | None:
    if gift.status != S.REFUNDED:
        return None
    return gift.payment.refunds.order_by("-settled_at").values_list("settled_at", flat=True).first()
