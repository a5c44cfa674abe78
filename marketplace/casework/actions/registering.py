"""Put a household on the register or change it; every change recounts the classes it touches before it commits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.casework.anonymise import Household, RegisterTable
from marketplace.casework.anonymise.facts import HEALTH_ORDER, first_day
from marketplace.casework.events import RegisterChanged
from marketplace.casework.gate import below_k_among, published_values, unsuited_among
from marketplace.casework.household import HouseholdFields, MemberFields
from marketplace.casework.models import DIMENSIONS, Case, Member
from marketplace.casework.register import household_of, lock_register, register_changed
from marketplace.casework.rules import may_record_in, may_work_on
from marketplace.common import audit
from marketplace.common.events import announce
from marketplace.common.references import blind_index
from marketplace.common.verdict import DomainError
from marketplace.needs.actions import hold_need, recheck_published
from marketplace.needs.models import Need
from marketplace.needs.states import VISIBLE, NeedStatus


class AlreadyRegistered(DomainError):
    """The case number or the head of household is on the register."""

    code = "ALREADY_REGISTERED"


@transaction.atomic
def register_household(*, by: User, fields: HouseholdFields, recount: bool = True) -> Case:
    """Add a household with its members. An importer that adds many recounts once at its end (`recount=False`)."""
    may_record_in(by, fields.township).require()
    refuse_doubles(fields)
    case = Case(worker=by, **_columns(fields))
    case.save()
    _write_members(case, fields.members)
    audit.record(by=by, verb="case.register", subject=case, detail={"township": fields.township})
    if recount:
        lock_register()
        register_changed()
        recheck_published()
        announce(RegisterChanged(cases=1))
    return case


@transaction.atomic
def change_household(*, by: User, case: Case, fields: HouseholdFields) -> None:
    """Correct a household; the classes it leaves or enters are counted again, its own needs judged anew."""
    may_work_on(by, case).require()
    may_record_in(by, fields.township).require()
    fields = replace(fields, case_number=case.case_number)
    refuse_doubles(fields, own=case)
    lock_register()
    before = household_of(case)
    Case.objects.filter(pk=case.pk).update(**_columns(fields))
    case.members.all().delete()
    _write_members(case, fields.members)
    case.refresh_from_db()
    register_changed()
    unsuited = unsuited_among(_published_of(case))
    for need in Need.objects.select_for_update().filter(reference__in=unsuited, status=NeedStatus.PUBLISHED):
        hold_need(by=by, need=need, code="SHOWN_VALUES_NO_LONGER_TRUE")
    recheck_published(unsuited + touched_below_k(before, household_of(case)))
    audit.record(by=by, verb="case.change", subject=case)
    announce(RegisterChanged(cases=1))


def refuse_doubles(fields: HouseholdFields, *, own: Case | None = None) -> None:
    """One case per number and per head of household; raises `AlreadyRegistered` without naming either."""
    others = Case.objects.exclude(pk=own.pk) if own else Case.objects.all()
    if own is None and others.filter(case_number=fields.case_number).exists():
        raise AlreadyRegistered(_("This case number is taken. Look the case up, or give another number."))
    if others.filter(head_id_index=blind_index(fields.head_id, settings.BLIND_INDEX_KEY)).exists():
        raise AlreadyRegistered(_("This head of household is on the register under another case number."))


def touched_below_k(*households: Household) -> list[str]:
    """Published needs whose class any of these households falls into and that no longer hide theirs."""
    few = RegisterTable(households)
    published = Need.objects.filter(status__in=VISIBLE, live=True)
    touched = [n for n in published if n.month and few.fits(published_values(n), first_day(n.month)).any()]
    return below_k_among(touched)


def _published_of(case: Case) -> QuerySet[Need]:
    return Need.objects.filter(status__in=VISIBLE, live=True, pk__in=case.drafts.values("need"))


def _columns(fields: HouseholdFields) -> dict[str, Any]:
    births = [member.birth for member in fields.members]
    return {
        "case_number": fields.case_number,
        "head_name": fields.head_name,
        "head_id": fields.head_id,
        "head_id_index": blind_index(fields.head_id, settings.BLIND_INDEX_KEY),
        "phone": fields.phone,
        "address": fields.address,
        "township": fields.township,
        "annual_income_fen": fields.annual_income_fen,
        "annual_spending_fen": fields.annual_spending_fen,
        "residency": fields.residency,
        "registers": sorted(fields.registers),
        **{name: fields.dimensions.get(name) for name in DIMENSIONS},
        "head_birth": births[0],
        "youngest_birth": max(births),
        "oldest_birth": min(births),
        "size": len(births),
        "worst_health": min((member.health for member in fields.members), key=HEALTH_ORDER.index),
        "household_digest": fields.digest(),
    }


def _write_members(case: Case, members: Sequence[MemberFields]) -> None:
    Member.objects.bulk_create(
        Member(
            case=case,
            position=position,
            relation=member.relation,
            name=member.name,
            id_number=member.id_number,
            id_index=blind_index(member.id_number, settings.BLIND_INDEX_KEY) if member.id_number else "",
            birth=member.birth,
            health=member.health,
        )
        for position, member in enumerate(members)
    )
