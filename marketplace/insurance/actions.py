"""Group programmes: entered by the insurer, with perils in fen; no person is ever quoted a premium."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common import audit
from marketplace.insurance.models import GroupProgramme, Peril
from marketplace.insurance.rules import may_run_programme
from marketplace.insurance.states import GROUP_PROGRAMME_LIFECYCLE
from marketplace.organisations.models import Organisation


@transaction.atomic
def draft_programme(
    *,
    by: User,
    insurer: Organisation,
    policyholder: Organisation,
    name: str,
    payer: str,
    starts_on: date,
    ends_on: date,
    capacity: int,
    perils: Sequence[Mapping[str, Any]],
    name_en: str = "",
    insured_registers: Sequence[str] = (),
    aid_types: Sequence[str] = (),
    areas: Sequence[str] = (),
) -> GroupProgramme:
    """Enter one policy for a group; `perils` are the columns of `Peril`."""
    may_run_programme(by, insurer).require()
    programme = GroupProgramme.objects.create(
        insurer=insurer,
        policyholder=policyholder,
        name=name,
        name_en=name_en,
        insured_registers=list(insured_registers),
        aid_types=list(aid_types),
        areas=list(areas),
        payer=payer,
        starts_on=starts_on,
        ends_on=ends_on,
        capacity=capacity,
    )
    Peril.objects.bulk_create(Peril(programme=programme, **peril) for peril in perils)
    audit.record(by=by, verb="group_programme.draft", subject=programme)
    return programme


@transaction.atomic
def start_programme(*, by: User, programme: GroupProgramme) -> None:
    """The policy is in force and takes part in matching."""
    may_run_programme(by, programme.insurer).require()
    GROUP_PROGRAMME_LIFECYCLE.advance(programme, "start", by=by)
