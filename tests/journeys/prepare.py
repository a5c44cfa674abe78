"""What must stand in the city before a journey begins; runs inside the city, through the site's own actions.

`live.ask("programme_without_campaign")` runs one of these in a process of the city and returns what it returned.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from donations.actions import create_programme, file_programme, open_programme
from donations.models import Certificate, Programme
from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.operations.demo.staff import let_sign_in
from marketplace.organisations.models import MemberRole, Membership

PLAN = (
    "purpose", "purpose_en", "area", "leader", "methods", "account_note", "target_fen",
    "beneficiary_range", "selection", "use", "cost_rule", "leftovers", "need_kinds", "aid_types", "areas",
)  # fmt: skip


def programme_without_campaign() -> str:
    """An open programme as filed and complete as the others, but with no campaign on any platform: its reference."""
    model = Programme.objects.select_related("charity").order_by("pk")[0]
    manager = Membership.objects.filter(organisation=model.charity, role=MemberRole.MANAGER)[0].user
    today, plan = clock.today(), {name: getattr(model, name) for name in PLAN}
    plan |= {"name": "尚未上平台的计划（演示）", "name_en": "Not on a Platform Yet (demo)"}
    programme = create_programme(
        by=manager, charity=model.charity, kind=model.kind, starts_on=today, ends_on=today + timedelta(days=90), **plan
    )
    file_programme(by=manager, programme=programme, number="51330200202699999", filed_on=today - timedelta(days=40))
    programme.refresh_from_db()
    open_programme(by=manager, programme=programme)
    return programme.reference


def code_of(number: str) -> str:
    """The check code that is printed on a certificate; it is stored encrypted."""
    return str(Certificate.objects.get(number=number).code)


def login_of(email: str) -> dict[str, Any]:
    """Let one of the city's people sign in who could not until now."""
    return asdict(let_sign_in("", User.objects.get(email=email)))
