"""Who hears about an organisation, and until when officers answer."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.accounts.queries import officers_for
from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.common.workdays import add_working_days
from marketplace.organisations.models import Organisation
from marketplace.organisations.rules import acts_in


def officers_of(organisation: Organisation) -> list[User]:
    """Officers of its seat who do not act for it."""
    return [officer for officer in officers_for(organisation.district) if not acts_in(officer, organisation)]


def answer_by() -> datetime:
    """When the officers have to have answered what is sent in now."""
    today = clock.today()
    return clock.start_of(add_working_days(today, int(rule("organisations.review_days", on=today).value)))


def officers_page(organisation: Organisation) -> str:
    """Where officers see it."""
    return reverse("application", args=[organisation.reference])


def own_page(organisation: Organisation) -> str:
    """Where its people see it."""
    return reverse("partner_organisation", args=[organisation.reference])
