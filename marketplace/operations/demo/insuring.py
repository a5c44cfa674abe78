"""Demonstration group programmes: two in force, one that waits for an officer, one that ends soon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from marketplace.common import clock
from marketplace.insurance.actions import attach_policy, draft_programme, start_programme, submit_programme
from marketplace.insurance.models import GroupProgramme
from marketplace.operations.demo.papers import picture_of_a_paper
from marketplace.operations.demo.staff import Staff

if TYPE_CHECKING:
    from marketplace.operations.demo.partners import Partners

LIMITS = {"waiting_days": 30, "case_cap_fen": 3_000_000, "annual_cap_fen": 5_000_000}


def insure(staff: Staff, partners: Partners, entries: Sequence[Mapping[str, Any]]) -> None:
    """Each insurer enters its programmes with their policies; the officers have compared them."""
    for number, entry in enumerate(entries):
        programme = _enter(partners, entry, number)
        submit_programme(by=partners.person_of(programme.insurer), programme=programme)
        if entry.get("stage") != "submitted":
            start_programme(by=staff.officer_for(programme.insurer.district), programme=programme)


def _enter(partners: Partners, entry: Mapping[str, Any], number: int) -> GroupProgramme:
    today, insurer = clock.today(), partners.of_kind("insurer")[entry["insurer"]]
    person = partners.person_of(insurer)
    ends_on = today + timedelta(days=entry["days_left"]) if "days_left" in entry else date(today.year + 1, 12, 31)
    programme = draft_programme(
        by=person,
        insurer=insurer,
        policyholder=partners.of_kind("government" if entry["payer"] == "fiscal" else "charity")[0],
        name=entry["name"],
        name_en=entry["name_en"],
        description=entry["description"],
        description_en=entry["description_en"],
        payer=entry["payer"],
        insured_registers=entry["registers"],
        aid_types=entry["aid_types"],
        areas=["330200"],
        starts_on=date(today.year, 1, 1),
        ends_on=ends_on,
        capacity=entry["capacity"],
        perils=[{"kind": kind, **LIMITS} for kind in entry["perils"]],
        policy_number=f"DEMO-POLICY-{number:02d}",
    )
    attach_policy(by=person, programme=programme, data=picture_of_a_paper())
    return programme
