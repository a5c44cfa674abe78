"""Proposed projects: officers are asked to read, charities and proposers are told, both sides are asked to sign."""

from __future__ import annotations

from django.urls import reverse

from donations.adoption.events import (
    AdoptionBegun,
    AgreementSigned,
    ProjectAdopted,
    ProjectClosed,
    ProjectPublished,
    ProjectReturned,
    ProjectSubmitted,
)
from donations.adoption.rules import acts_for_proposer, seat_of
from donations.adoption.states import ProjectStatus
from donations.models import Adoption, Project
from donations.queries import finance_staff_of
from marketplace.accounts.models import User
from marketplace.accounts.queries import officers_for
from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.common.workdays import add_working_days
from marketplace.notifications.actions import finish_work, open_work, tell_once
from marketplace.organisations.models import CapabilityKind
from marketplace.organisations.queries import managers_of, organisations_with

READ, MEND, SIGN, AGREE = "project_to_read", "project_to_mend", "agreement_to_sign", "agreement_to_make"


def ask_officers(event: ProjectSubmitted) -> None:
    """Officers of the place who have nothing to do with it find it in their work."""
    project = _project(event.project_id)
    finish_work(MEND, subject=_subject(project))
    if project.status != ProjectStatus.SUBMITTED:
        return
    today = clock.today()
    due = clock.start_of(add_working_days(today, int(rule("project.review_working_days", on=today).value)))
    for officer in officers_for(seat_of(project)):
        if officer.pk != project.proposer_id and not acts_for_proposer(officer, project):
            open_work(officer, READ, subject=_subject(project), url=_page(project), due_at=due, params=_params(project))


def tell_of_return(event: ProjectReturned) -> None:
    """The proposing side finds the mending in its work."""
    project = _project(event.project_id)
    finish_work(READ, subject=_subject(project))
    if project.status == ProjectStatus.RETURNED:
        for person in _proposers(project):
            open_work(person, MEND, subject=_subject(project), url=_page(project), params=_params(project))


def tell_charities(event: ProjectPublished) -> None:
    """The managers of every verified charity but the proposing one learn of it, and so does the proposer."""
    project = _project(event.project_id)
    finish_work(READ, subject=_subject(project))
    if project.status != ProjectStatus.OPEN:
        return
    tell_once(_proposers(project), "project_published", _params(project), _page(project))
    for charity in organisations_with(CapabilityKind.CHARITY):
        if charity.pk == project.organisation_id:
            continue
        tell_once(managers_of(charity), "project_to_adopt", _params(project), _page(project))


def tell_of_adoption(event: ProjectAdopted) -> None:
    """The proposing side learns who; the charity finds the agreement in its work."""
    adoption = _adoption(event.adoption_id)
    if adoption.ended_at is not None:
        return
    project = adoption.project
    params = _params(project) | {"charity": adoption.charity.name}
    tell_once(_proposers(project), "project_adopted", params, _page(project))
    for person in finance_staff_of(adoption.charity_id, with_managers=True):
        open_work(
            person, AGREE, subject=_subject(project), url=_agreement(project), params=params,
            acting_for=adoption.charity.reference,
        )  # fmt: skip


def ask_other_side(event: AgreementSigned) -> None:
    """Who has not signed finds it in their work; when both have, nobody waits."""
    adoption = _adoption(event.adoption_id)
    project, subject = adoption.project, _subject(adoption.project)
    if project.status != ProjectStatus.ADOPTED:
        finish_work(SIGN, subject=subject)
        finish_work(AGREE, subject=subject)
        tell_once(_proposers(project), "agreement_signed", _params(project), _page(project))
        return
    people = _proposers(project)
    if adoption.donor_signed_by_id is not None:
        people = list(finance_staff_of(adoption.charity_id, with_managers=True))
    for person in people:
        open_work(person, SIGN, subject=subject, url=_agreement(project), params=_params(project))


def tell_of_programme(event: AdoptionBegun) -> None:
    """The proposing side learns that it is a programme now, still to be filed."""
    adoption = _adoption(event.adoption_id)
    params = _params(adoption.project) | {"charity": adoption.charity.name}
    tell_once(_proposers(adoption.project), "project_begun", params, _page(adoption.project))


def project_is_closed(event: ProjectClosed) -> None:
    """Nobody reads, mends or signs it any more; the proposing side learns that it is free again."""
    project = _project(event.project_id)
    for kind in (READ, MEND, SIGN, AGREE):
        finish_work(kind, subject=_subject(project))
    if project.status == ProjectStatus.OPEN:
        tell_once(_proposers(project), "project_given_back", _params(project), _page(project))


def _proposers(project: Project) -> list[User]:
    return managers_of(project.organisation) if project.organisation else [project.proposer]


def _project(key: int) -> Project:
    return Project.objects.select_related("organisation", "proposer").get(pk=key)


def _adoption(key: int) -> Adoption:
    return Adoption.objects.select_related("project__organisation", "project__proposer", "charity").get(pk=key)


def _subject(project: Project) -> str:
    return f"project:{project.reference}"


def _page(project: Project) -> str:
    return reverse("project", args=[project.reference])


def _agreement(project: Project) -> str:
    return reverse("project_agreement", args=[project.reference])


def _params(project: Project) -> dict[str, str | int | None]:
    """Each project, and each time it is approved or free again, is news of its own."""
    return {"name": project.name, "of": project.reference, "round": project.adoptions.count()}
