"""One charity adopts a project, both sign the agreement, and it becomes a programme of the charity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from donations.actions import create_programme
from donations.adoption.events import AdoptionBegun, AgreementSigned, ProjectAdopted, ProjectClosed
from donations.adoption.rules import (
    advertises_nothing,
    may_adopt,
    may_sign_for_charity,
    may_sign_for_donor,
    names_nobody,
    terms_are_sound,
)
from donations.adoption.states import PROJECT_LIFECYCLE, ProjectStatus
from donations.models import Adoption, Programme, ProgrammeKind, Project
from donations.rules import may_run_programmes
from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.events import announce
from marketplace.common.public_words import refuse_identifying_text
from marketplace.common.verdict import DomainError
from marketplace.documents.actions import erase_upload, store_upload
from marketplace.organisations.models import Organisation

AGREEMENT = "adoption_agreement"
"""The purpose of the stored paper."""


class AdoptionRefused(DomainError):
    """The agreement cannot go on like this."""

    code = "ADOPTION_REFUSED"


@transaction.atomic
def adopt_project(*, by: User, project: Project, charity: Organisation) -> Adoption:
    """The first charity takes it on; a second one is refused. The terms begin as they were proposed."""
    may_adopt(by, project, charity).require()
    PROJECT_LIFECYCLE.advance(project, "adopt", by=by)
    adoption = Adoption.objects.create(
        project=project,
        charity=charity,
        adopted_by=by,
        total_fen=project.offered_fen,
        instalments=[{"due_on": project.starts_on.isoformat(), "fen": project.offered_fen}],
        starts_on=project.starts_on,
        ends_on=project.ends_on,
    )
    audit.record(by=by, verb="adoption.begin", subject=adoption)
    announce(ProjectAdopted(adoption_id=adoption.pk))
    return adoption


@transaction.atomic
def give_project_back(*, by: User, adoption: Adoption) -> None:
    """No agreement was reached; another charity may adopt it."""
    may_run_programmes(by, adoption.charity).require()
    PROJECT_LIFECYCLE.advance(adoption.project, "give_back", by=by)
    Adoption.objects.filter(pk=adoption.pk).update(ended_at=clock.now())
    announce(ProjectClosed(project_id=adoption.project_id))


@transaction.atomic
def write_terms(
    *,
    by: User,
    adoption: Adoption,
    total_fen: int,
    instalments: Sequence[Mapping[str, Any]],
    starts_on: date,
    ends_on: date,
    cost_percent: int,
    surplus: str,
    naming: str = "",
) -> None:
    """Money, days and name as both agreed on; whoever had signed signs again."""
    may_run_programmes(by, adoption.charity).require()
    row = _in_the_making(adoption)
    terms_are_sound(
        total_fen=total_fen, instalments=instalments, starts_on=starts_on, ends_on=ends_on, cost_percent=cost_percent
    ).require()
    names_nobody(naming, surplus).and_then(advertises_nothing(naming, surplus)).require()
    refuse_identifying_text(surplus)
    _change(
        row,
        total_fen=total_fen,
        instalments=[dict(each) for each in instalments],
        starts_on=starts_on,
        ends_on=ends_on,
        cost_percent=cost_percent,
        surplus=surplus,
        naming=naming,
    )
    adoption.refresh_from_db()
    audit.record(by=by, verb="adoption.write_terms", subject=adoption, detail={"total_fen": total_fen})


@transaction.atomic
def attach_agreement(*, by: User, adoption: Adoption, data: bytes) -> None:
    """Keep the agreement as it stands on paper; whoever had signed signs again."""
    may_run_programmes(by, adoption.charity).require()
    row = _in_the_making(adoption)
    old = row.paper
    _change(row, paper=store_upload(by=by, purpose=AGREEMENT, data=data))
    if old is not None:
        erase_upload(by=by, file=old)
    adoption.refresh_from_db()
    audit.record(by=by, verb="adoption.attach_agreement", subject=adoption)


@transaction.atomic
def sign_for_charity(*, by: User, adoption: Adoption) -> None:
    """The charity is bound by the terms and the paper as they are now."""
    row = _ready_to_sign(adoption)
    may_sign_for_charity(by, row).require()
    _sign(row, by, charity_signed_by=by, charity_signed_at=clock.now())
    adoption.refresh_from_db()


@transaction.atomic
def sign_for_donor(*, by: User, adoption: Adoption) -> None:
    """The giver is bound by the terms and the paper as they are now (Charity Law Art.39, 41)."""
    row = _ready_to_sign(adoption)
    may_sign_for_donor(by, row).require()
    _sign(row, by, donor_signed_by=by, donor_signed_at=clock.now())
    adoption.refresh_from_db()


@transaction.atomic
def begin_adopted_programme(*, by: User, adoption: Adoption) -> Programme:
    """Make it a programme of the charity, a draft with the agreed words; the charity completes and files its plan."""
    may_run_programmes(by, adoption.charity).require()
    row = Adoption.objects.select_for_update().select_related("project", "charity").get(pk=adoption.pk)
    project = row.project
    PROJECT_LIFECYCLE.advance(project, "begin", by=by)
    programme = create_programme(
        by=by,
        charity=row.charity,
        kind=ProgrammeKind(project.kind),
        name=row.naming or project.name,
        name_en="" if row.naming else project.name_en,
        purpose=project.purpose,
        purpose_en=project.purpose_en,
        beneficiary_range=project.beneficiary_range,
        selection=project.selection,
        leftovers=row.surplus,
        target_fen=row.total_fen,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        aid_types=project.aid_types,
        need_kinds=project.need_kinds,
        areas=project.areas,
    )
    Adoption.objects.filter(pk=row.pk).update(programme=programme)
    adoption.refresh_from_db()
    announce(AdoptionBegun(adoption_id=row.pk))
    return programme


def _in_the_making(adoption: Adoption) -> Adoption:
    """The row as it is now, ours until the transaction ends, while the two sides still talk."""
    row = Adoption.objects.select_for_update().select_related("project", "charity").get(pk=adoption.pk)
    if row.ended_at is not None or row.project.status != ProjectStatus.ADOPTED:
        message = _("The agreement is signed or has ended. It is not changed any more.")
        raise AdoptionRefused(message, code="AGREEMENT_IS_FIXED")
    return row


def _ready_to_sign(adoption: Adoption) -> Adoption:
    row = _in_the_making(adoption)
    if row.paper_id is None or not row.surplus:
        message = _("Write down the terms and upload the agreement first; both sides sign the same paper.")
        raise AdoptionRefused(message, code="AGREEMENT_MISSING")
    return row


def _change(row: Adoption, **values: Any) -> None:
    """New terms or a new paper: nobody has signed them yet."""
    unsigned = {f"{side}_signed_{what}": None for side in ("donor", "charity") for what in ("by", "at")}
    Adoption.objects.filter(pk=row.pk).update(**values, **unsigned)


def _sign(row: Adoption, by: User, **signature: Any) -> None:
    try:
        with transaction.atomic():
            Adoption.objects.filter(pk=row.pk).update(**signature)
    except IntegrityError as error:
        raise AdoptionRefused(_("One person cannot sign for both sides."), code="SIGNED_FOR_BOTH") from error
    row.refresh_from_db()
    audit.record(by=by, verb="adoption.sign", subject=row, detail={"side": sorted(signature)[0].split("_")[0]})
    if row.donor_signed_by_id and row.charity_signed_by_id:
        PROJECT_LIFECYCLE.advance(row.project, "agree", by=by)
    announce(AgreementSigned(adoption_id=row.pk))
