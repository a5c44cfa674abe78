"""A licensed insurer enters one policy for a group, with perils in fen and the paper that shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit
from marketplace.common.public_words import refuse_identifying_text
from marketplace.common.verdict import DomainError
from marketplace.documents.actions import erase_upload, store_upload
from marketplace.insurance.models import GroupProgramme, Peril, PerilKind
from marketplace.insurance.rules import may_edit, may_run_programme, sells_nothing, terms_are_sound
from marketplace.organisations.models import Organisation

POLICY = "group_policy"
"""The purpose of the stored paper."""
PERIL_COLUMNS = frozenset({"kind", "waiting_days", "deductible_fen", "case_cap_fen", "annual_cap_fen", "tiers"})
"""A premium is not among them."""
WORDS = ("name", "name_en", "description", "description_en")


class PerilsUnclear(DomainError):
    """What the policy pays for is missing or stands twice."""

    code = "PERILS_UNCLEAR"


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
    description: str = "",
    description_en: str = "",
    insured_registers: Sequence[str] = (),
    aid_types: Sequence[str] = (),
    areas: Sequence[str] = (),
    policy_number: str = "",
) -> GroupProgramme:
    """Enter one policy for a group; `perils` are the columns of `Peril`."""
    may_run_programme(by, insurer).require()
    words = {"name": name, "name_en": name_en, "description": description, "description_en": description_en}
    programme = GroupProgramme(
        insurer=insurer,
        policyholder=policyholder,
        insured_registers=list(insured_registers),
        aid_types=list(aid_types),
        areas=list(areas),
        payer=payer,
        starts_on=starts_on,
        ends_on=ends_on,
        capacity=capacity,
        policy_number=policy_number,
        **words,
    )
    _check(programme)
    programme.save()
    _write_perils(programme, perils)
    audit.record(by=by, verb="group_programme.draft", subject=programme)
    return programme


@transaction.atomic
def revise_programme(
    *, by: User, programme: GroupProgramme, perils: Sequence[Mapping[str, Any]], **changes: Any
) -> None:
    """Rewrite what no officer has in hand; `changes` are what `draft_programme` takes, but for the insurer."""
    may_run_programme(by, programme.insurer).require()
    row = GroupProgramme.objects.select_for_update().select_related("insurer", "policyholder").get(pk=programme.pk)
    may_edit(row).require()
    for name, value in changes.items():
        setattr(row, name, value)
    _check(row)
    row.save()
    row.perils.all().delete()
    _write_perils(row, perils)
    programme.refresh_from_db()
    audit.record(by=by, verb="group_programme.revise", subject=row, detail={"fields": sorted(changes)})


@transaction.atomic
def attach_policy(*, by: User, programme: GroupProgramme, data: bytes) -> None:
    """Keep the paper that shows the policy; a new one replaces the old."""
    may_run_programme(by, programme.insurer).require()
    row = GroupProgramme.objects.select_for_update().get(pk=programme.pk)
    may_edit(row).require()
    GroupProgramme.objects.filter(pk=row.pk).update(policy=store_upload(by=by, purpose=POLICY, data=data))
    if row.policy is not None:
        erase_upload(by=by, file=row.policy)
    programme.refresh_from_db()
    audit.record(by=by, verb="group_programme.attach_policy", subject=programme)


def _check(programme: GroupProgramme) -> None:
    words = [str(getattr(programme, name)) for name in WORDS]
    refuse_identifying_text(*words)
    sells_nothing(*words).require()
    terms_are_sound(
        payer=programme.payer,
        policyholder=programme.policyholder,
        registers=programme.insured_registers,
        areas=programme.areas,
        aid_types=programme.aid_types,
    ).require()


def _write_perils(programme: GroupProgramme, perils: Sequence[Mapping[str, Any]]) -> None:
    if unknown := sorted({column for peril in perils for column in peril} - PERIL_COLUMNS):
        raise TypeError(f"a peril has no {', '.join(unknown)}")
    kinds = [peril["kind"] for peril in perils]
    if not kinds or len(set(kinds)) != len(kinds) or not set(kinds) <= set(PerilKind.values):
        raise PerilsUnclear(_("Say for at least one peril what the policy pays, and for each of them once."))
    Peril.objects.bulk_create(Peril(programme=programme, **peril) for peril in perils)
