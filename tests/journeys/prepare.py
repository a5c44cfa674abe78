"""What must stand in the city before a journey begins; runs inside the city, through the site's own actions.

`live.ask("programme_without_campaign")` runs one of these in a process of the city and returns what it returned.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.urls import reverse

from donations.actions import create_programme, file_programme, open_programme, spendable_fen
from donations.models import Certificate, Gift, Programme
from donations.queries import public_programmes
from marketplace.accounts.actions import give_role
from marketplace.accounts.models import Role, RoleAssignment, User
from marketplace.accounts.queries import CITY
from marketplace.casework.actions import issue_slip, record_consent
from marketplace.casework.codes import ConsentKind
from marketplace.casework.importing import import_cases
from marketplace.casework.models import NeedDraft
from marketplace.common import clock
from marketplace.common.money import format_yuan
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.states import ARRIVED
from marketplace.needs.models import Need
from marketplace.needs.states import Audience, NeedStatus
from marketplace.operations.demo import publishing
from marketplace.operations.demo.giving import read_plan
from marketplace.operations.demo.staff import PLAYER, Staff, let_sign_in
from marketplace.organisations.models import MemberRole, Membership
from marketplace.procurement.actions import close_due_tenders
from marketplace.publications.models import Publication
from marketplace.publications.states import Kind
from marketplace.volunteers.actions import end_past_activities
from marketplace.volunteers.check_codes import link_code
from marketplace.volunteers.models import Activity
from matching.ports import entrusting

PLAN = (
    "purpose", "purpose_en", "area", "leader", "methods", "account_note", "target_fen",
    "beneficiary_range", "selection", "use", "cost_rule", "leftovers", "need_kinds", "aid_types", "areas",
)  # fmt: skip


def answer() -> None:
    """Answer one question a line, each a function of this file and its arguments, until nobody asks any more."""
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        question, arguments = json.loads(line)
        print(json.dumps(globals()[question](*arguments)), file=answers, flush=True)


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
    read_plan(staff_of_the_city(), programme)
    open_programme(by=manager, programme=programme)
    return programme.reference


def waiting_needs(rows: list[dict[str, str]]) -> int:
    """Put households of a cases file on the register and take their needs as far as the waiting batch: how many."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    staff = staff_of_the_city()
    import_cases(by=staff.registrar, data=out.getvalue().encode("utf-8-sig"), name="later.csv")
    publishing.publish_needs(staff, lambda _done, _total: None)
    return Need.objects.filter(status=NeedStatus.REVIEWED).count()


def staff_of_the_city() -> Staff:
    """Whom the demonstration hired."""
    roles: dict[str, dict[str, User]] = {}
    for held in RoleAssignment.objects.select_related("user"):
        roles.setdefault(held.role, {})[held.place] = held.user
    return Staff(
        caseworkers=roles[Role.CASEWORKER],
        officers=roles[Role.OFFICER],
        registrar=roles[Role.CASEWORKER][CITY],
        auditor=roles[Role.AUDITOR][CITY],
        editor=roles[Role.EDITOR][CITY],
    )


def also_officer(email: str, place: str) -> None:
    """Give somebody a second role: who writes a need may be an officer, but not this need's second one."""
    give_role(by=PLAYER, user=User.objects.get(email=email), role=Role.OFFICER, place=place)


def code_of(number: str) -> str:
    """The check code that is printed on a certificate; it is stored encrypted."""
    return str(Certificate.objects.get(number=number).code)


def login_of(email: str) -> dict[str, Any]:
    """Let one of the city's people sign in who could not until now."""
    return asdict(let_sign_in("", User.objects.get(email=email)))


def left_of(programme: str) -> str:
    """What the programme has received and not spent, in yuan."""
    return format_yuan(spendable_fen(Programme.objects.get(reference=programme).pk))


def link_in_the_code(activity: str) -> str:
    """What a telephone reads from the QR code that the host shows at this moment."""
    return reverse("check", args=[activity, link_code(Activity.objects.get(reference=activity))])


def close_tenders() -> int:
    """What the sweep does every minute."""
    return close_due_tenders()


def end_activities() -> int:
    """What the sweep does every few minutes."""
    return end_past_activities()


def need_to_tell_of() -> dict[str, str]:
    """A need everybody may see whose help has arrived, and its caseworker."""
    promises = Assignment.objects.filter(status__in=sorted(ARRIVED), need__live=True, need__audience=Audience.OPEN)
    need = promises.order_by("-pk")[0].need
    return {"need": need.reference, "email": need.author.email}


def needs_to_confide() -> list[dict[str, str]]:
    """Needs that are not published and wait for help, once their households agreed: each with its caseworker."""
    waiting = Need.objects.filter(status=NeedStatus.PRIVATE_MATCH).exclude(
        proposals__status__in=("proposed", "accepted")
    )
    needs = waiting.filter(need_kind__in=("goods", "service", "micro_wish")).order_by("pk")
    for need in needs:
        for kind in (ConsentKind.PUBLICATION, ConsentKind.GUARDIAN):
            draft = NeedDraft.objects.get(need=need)
            record_consent(by=need.author, draft=draft, kind=kind, given=True, given_on=clock.today())
    return [{"need": need.reference, "email": need.author.email} for need in needs if entrusting().values(need)]


def slip_of(draft: str) -> str:
    """What the household reads on its slip, printed for it by its caseworker."""
    row = NeedDraft.objects.get(reference=draft)
    _slip, code = issue_slip(by=row.need.author, draft=row)
    return code


def gift_to_dedicate() -> dict[str, str]:
    """A gift that arrived at a public programme and has no dedication yet: its secret, and the programme."""
    dedicated = Publication.objects.filter(kind=Kind.DEDICATION).values("subject_reference")
    gifts = Gift.objects.filter(
        received_at__isnull=False, refunded_fen=0, programme__in=public_programmes().values("pk")
    )
    gift = gifts.exclude(reference__in=dedicated).order_by("-pk")[0]
    return {"secret": gift.secret, "programme": gift.programme.reference}
