"""Places of a need: how many are left, and how bringing a part keeps the rest open as one more place."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.common.verdict import YES, Verdict, no
from marketplace.fulfilment.models import Assignment, Claim
from marketplace.fulfilment.states import LIVE, ClaimStatus
from marketplace.needs.codes import NeedKind
from marketplace.needs.models import Need

DIVISIBLE = frozenset({NeedKind.GOODS})
"""Kinds of which a helper may bring a part."""


def places_left(need: Need) -> int:
    """Demand less live assignments and held claims; read under the need's lock when it is to be relied on."""
    taken = need.assignments.filter(status__in=LIVE).count()
    held = Claim.objects.filter(need=need, status=ClaimStatus.HELD).count()
    return need.helpers - taken - held


def may_divide(need: Need) -> Verdict:
    """Only goods, and not endlessly."""
    if need.need_kind not in DIVISIBLE:
        message = _("Only goods can be brought in part. Promise all of it, or decline.")
        return no(message, code="NOT_DIVISIBLE")
    if need.helpers >= int(rule("fulfilment.most_places", on=clock.today()).value):
        message = _("So many bring a part already that only all of the rest helps. Promise the rest, or decline.")
        return no(message, code="TOO_MANY_PARTS")
    return YES


def part_is_told(quantity: str) -> Verdict:
    """Whoever brings a part says how much, so that the next one knows what is missing."""
    if quantity.strip():
        return YES
    return no(_("Say how much you bring, so that others know what is still missing."), code="PART_NOT_TOLD")


def open_rest(need: Need) -> None:
    """One more place for what is not brought; the caller holds the need's lock."""
    need.helpers += 1
    Need.objects.filter(pk=need.pk).update(helpers=need.helpers)


def close_rest(need: Need) -> None:
    """One place less; the caller holds the need's lock."""
    need.helpers -= 1
    Need.objects.filter(pk=need.pk).update(helpers=need.helpers)


def close_rest_of(need: Need, ended: Assignment) -> None:
    """A part that is not brought after all joins the rest, where that is open still: one place again, not two."""
    if ended.is_part and places_left(need) > 1:
        close_rest(need)
