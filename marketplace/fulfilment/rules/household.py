"""Who may speak for the household: a caseworker or officer who asked it, or the household itself with its slip."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common.actors import Actor, SystemActor
from marketplace.common.verdict import YES, Verdict, no
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.rules.promising import may_confirm
from marketplace.fulfilment.states import Channel

HOUSEHOLD = SystemActor("household-slip")
"""Whoever opened the page with the code of a slip; that page alone acts under this name."""


def may_speak_for_household(by: Actor, assignment: Assignment, channel: str) -> Verdict:
    """At a desk: whoever may confirm. By slip: the page that has checked the slip, never somebody's account."""
    if channel == Channel.SLIP:
        if by == HOUSEHOLD:
            return YES
        return no(_("Only the household itself answers with its slip. Answer at your desk."), code="NOT_BY_SLIP")
    if isinstance(by, User):
        return may_confirm(by, assignment)
    return no(_("The caseworker of this need, or an officer, confirms the delivery."), code="NOT_THE_CASEWORKER")


def account_of(by: Actor) -> User | None:
    """Whose account stands behind the word, if any."""
    return by if isinstance(by, User) else None
