"""Proposing a project to the charities; an officer reads the words before any of them does."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from donations.adoption.events import ProjectClosed, ProjectPublished, ProjectReturned, ProjectSubmitted
from donations.adoption.rules import (
    advertises_nothing,
    is_unrelated,
    may_change,
    may_moderate,
    may_propose,
    names_nobody,
)
from donations.adoption.states import PROJECT_LIFECYCLE, REWRITABLE
from donations.models import Adoption, ProgrammeKind, Project
from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.events import announce
from marketplace.common.public_words import refuse_identifying_text
from marketplace.common.rule_data import rule
from marketplace.common.verdict import DomainError
from marketplace.organisations.models import Organisation
from marketplace.organisations.moderation.models import Remark
from marketplace.organisations.moderation.moves import approve, hand_in, send_back

WORDS = ("name", "name_en", "purpose", "purpose_en", "beneficiary_range", "selection")
PLAN = frozenset(
    {*WORDS, "kind", "aid_types", "need_kinds", "areas", "offered_fen", "starts_on", "ends_on", "wants_naming"}
)


class ProjectRefused(DomainError):
    """The project cannot be written like this."""

    code = "PROJECT_REFUSED"


@transaction.atomic
def propose_project(
    *, by: User, declares_unrelated: bool, organisation: Organisation | None = None, **plan: Any
) -> Project:
    """Write down a project; `plan` are the columns of `Project`. Nobody else sees it before it is handed in."""
    may_propose(by, organisation).require()
    is_unrelated(declares_unrelated).require()
    _check(plan)
    project = Project.objects.create(proposer=by, organisation=organisation, declared_unrelated_at=clock.now(), **plan)
    audit.record(by=by, verb="project.propose", subject=project, detail={"kind": project.kind})
    return project


@transaction.atomic
def rewrite_project(*, by: User, project: Project, declares_unrelated: bool, **plan: Any) -> None:
    """Change what no officer has in hand; the declaration is made anew."""
    may_change(by, project).require()
    is_unrelated(declares_unrelated).require()
    row = Project.objects.select_for_update().get(pk=project.pk)
    if row.status not in REWRITABLE:
        raise ProjectRefused(_("The project is with the officers or the charities now."), code="PROJECT_IS_FIXED")
    _check(plan)
    for name, value in (plan | {"declared_unrelated_at": clock.now()}).items():
        setattr(row, name, value)
    row.save()
    project.refresh_from_db()
    audit.record(by=by, verb="project.rewrite", subject=row, detail={"fields": sorted(plan)})


@transaction.atomic
def submit_project(*, by: User, project: Project) -> None:
    """Hand it to the officers; open remarks count as answered."""
    may_change(by, project).require()
    hand_in(project, PROJECT_LIFECYCLE, by=by)
    announce(ProjectSubmitted(project_id=project.pk))


@transaction.atomic
def return_project(*, by: User, project: Project, comment: str) -> Remark:
    """Send it back; the proposer reads the comment, mends and hands it in again."""
    may_moderate(by, project).require()
    remark = send_back(project, PROJECT_LIFECYCLE, by=by, comment=comment)
    announce(ProjectReturned(project_id=project.pk))
    return remark


@transaction.atomic
def publish_project(*, by: User, project: Project) -> None:
    """The second officer has read `project` as given; from now on the charities see it."""
    may_moderate(by, project).require()
    approve(project, PROJECT_LIFECYCLE, "publish", by=by)
    announce(ProjectPublished(project_id=project.pk))


@transaction.atomic
def withdraw_project(*, by: User, project: Project) -> None:
    """No charity shall adopt it any more; before both have signed nobody is bound."""
    may_change(by, project).require()
    PROJECT_LIFECYCLE.advance(project, "withdraw", by=by)
    Adoption.objects.filter(project=project, ended_at__isnull=True).update(ended_at=clock.now())
    announce(ProjectClosed(project_id=project.pk))


def _check(plan: dict[str, Any]) -> None:
    if unknown := sorted(set(plan) - PLAN):
        raise TypeError(f"a project has no {', '.join(unknown)}")
    words = [str(plan.get(name, "")) for name in WORDS]
    names_nobody(*words).and_then(advertises_nothing(*words)).require()
    refuse_identifying_text(*words)
    if plan["ends_on"] < plan["starts_on"]:
        raise ProjectRefused(_("The project ends before it begins. Check the two dates."), code="DATES_REVERSED")
    if plan["offered_fen"] <= 0:
        raise ProjectRefused(_("Enter the amount that you would give."), code="AMOUNT_MISSING")
    for field, name in (("aid_types", "codes.aid_type"), ("need_kinds", "codes.need_kind")):
        if not set(plan.get(field, [])) <= set(rule(name, on=clock.today()).codes()):
            raise ProjectRefused(_("Choose from the list."), code="UNKNOWN_CODE")
    if plan["kind"] not in ProgrammeKind.values:
        raise ProjectRefused(_("Choose from the list."), code="UNKNOWN_CODE")
