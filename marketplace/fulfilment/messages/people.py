"""Whom a promise concerns, and how inboxes name it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.fulfilment.models import Assignment
from marketplace.notifications.actions import Params, open_work
from marketplace.notifications.ports import audience


def subject_of(assignment: Assignment) -> str:
    """How work items name a promise."""
    return f"assignment:{assignment.reference}"


def assignment_of(key: int) -> Assignment:
    """With what its messages name."""
    return Assignment.objects.select_related("need__author", "organisation").get(pk=key)


def members_of(assignment: Assignment) -> Iterable[User]:
    """Whoever acts for the helper's organisation now."""
    return audience().members_of(assignment.organisation_id)


def address_of(assignment: Assignment) -> str:
    """The page of the promise."""
    return reverse("assignment", args=[assignment.reference])


def params_of(assignment: Assignment) -> Params:
    """What a sentence about a promise may name."""
    return {"need_kind": assignment.need.need_kind, "helper": assignment.supplier_name}


def in_days(name: str) -> datetime:
    """So many days from now as the rule says."""
    return clock.now() + timedelta(days=int(rule(name, on=clock.today()).value))


def let_members(assignment: Assignment, kind: str, *, due_at: datetime | None, params: Params | None = None) -> None:
    """Work of everybody who acts for the helper's organisation; whoever leaves it hands it on."""
    for member in members_of(assignment):
        open_work(
            member,
            kind,
            subject=subject_of(assignment),
            url=address_of(assignment),
            due_at=due_at,
            params=params or params_of(assignment),
            acting_for=assignment.organisation.reference,
        )
