"""Demonstration projects: proposed by a person and an enterprise, each at another stage on the way to a programme."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from donations.adoption.adopting import (
    adopt_project,
    attach_agreement,
    begin_adopted_programme,
    sign_for_charity,
    sign_for_donor,
    write_terms,
)
from donations.adoption.proposing import propose_project, publish_project, submit_project
from donations.models import Project
from marketplace.accounts.models import User
from marketplace.accounts.queries import CITY
from marketplace.common import clock
from marketplace.operations.demo.households import load
from marketplace.operations.demo.papers import picture_of_a_paper
from marketplace.operations.demo.partners import Partners
from marketplace.operations.demo.staff import Staff, account

BEGINS_IN, RUNS = 40, 300
COST_PERCENT = 8
SURPLUS = "用于目的相近的慈善项目"


def propose(staff: Staff, partners: Partners) -> int:
    """Play each project of the data to its stage; the person who proposes gets a printed login."""
    data = load("projects")
    giver = account("giver.00@demo.zhulin.invalid", "项目提出人（演示）")
    partners.logins.append(("project_giver", giver))
    for entry in data["project"]:
        _play(staff, partners, giver, {**data["words"], **entry})
    return len(data["project"])


def _play(staff: Staff, partners: Partners, giver: User, entry: Mapping[str, Any]) -> None:
    enterprise = partners.of_kind("insurer")[0] if entry.get("organisation") else None
    by = partners.person_of(enterprise) if enterprise else giver
    start = clock.today() + timedelta(days=BEGINS_IN)
    plan = {name: entry[name] for name in entry if name not in ("stage", "organisation")}
    project = propose_project(
        by=by,
        organisation=enterprise,
        declares_unrelated=True,
        areas=["330200"],
        starts_on=start,
        ends_on=start + timedelta(days=RUNS),
        **plan,
    )
    submit_project(by=by, project=project)
    if entry["stage"] == "submitted":
        return
    publish_project(by=staff.officer_for(enterprise.district if enterprise else CITY), project=project)
    if entry["stage"] != "open":
        _agree(partners, project, by, both=entry["stage"] == "begun")


def _agree(partners: Partners, project: Project, giver: User, *, both: bool) -> None:
    """The first charity adopts it, writes the terms and signs; where both have signed it becomes a programme."""
    charity = partners.of_kind("charity")[0]
    person = partners.person_of(charity)
    adoption = adopt_project(by=person, project=project, charity=charity)
    half = project.offered_fen // 2
    write_terms(
        by=person,
        adoption=adoption,
        total_fen=project.offered_fen,
        instalments=[
            {"due_on": project.starts_on.isoformat(), "fen": half},
            {"due_on": project.ends_on.isoformat(), "fen": project.offered_fen - half},
        ],
        starts_on=project.starts_on,
        ends_on=project.ends_on,
        cost_percent=COST_PERCENT,
        surplus=SURPLUS,
    )
    attach_agreement(by=person, adoption=adoption, data=picture_of_a_paper())
    sign_for_charity(by=person, adoption=adoption)
    if both:
        sign_for_donor(by=giver, adoption=adoption)
        begin_adopted_programme(by=person, adoption=adoption)
