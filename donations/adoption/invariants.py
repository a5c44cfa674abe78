"""What must be true of adopted projects at any time (check_invariants); no personal data."""

from __future__ import annotations

from collections.abc import Iterator

from donations.adoption.rules import names_nobody, terms_are_sound
from donations.adoption.states import ProjectStatus
from donations.models import Adoption, Project

Row = tuple[str, str, str]
BOUND = (ProjectStatus.AGREED, ProjectStatus.BEGUN)


def counts() -> dict[str, int]:
    """How many objects each check looked at."""
    return {"projects": Project.objects.count(), "adoptions": Adoption.objects.count()}


def violations() -> Iterator[Row]:
    """Every violation."""
    for project in Project.objects.exclude(status=ProjectStatus.WITHDRAWN):
        words = (project.name, project.purpose, project.beneficiary_range, project.selection)
        if not names_nobody(*words):
            yield "no project names who benefits", f"project:{project.reference}", project.status
    live = Adoption.objects.filter(ended_at__isnull=True).select_related("project")
    for adoption in live:
        signed = bool(adoption.donor_signed_at and adoption.charity_signed_at)
        if signed != (adoption.project.status in BOUND):
            yield "a project is agreed once both have signed", f"adoption:{adoption.reference}", adoption.project.status
        verdict = terms_are_sound(
            total_fen=adoption.total_fen,
            instalments=adoption.instalments,
            starts_on=adoption.starts_on,
            ends_on=adoption.ends_on,
            cost_percent=adoption.cost_percent,
        )
        if not verdict:
            yield "the terms of an adoption are sound", f"adoption:{adoption.reference}", verdict.code
