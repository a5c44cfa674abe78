"""Demonstration applications: one being filled in, one sent, one seen by a first officer, one sent back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from marketplace.accounts.models import User
from marketplace.accounts.queries import CITY
from marketplace.common import clock
from marketplace.operations.demo.households import load
from marketplace.operations.demo.papers import picture_of_a_paper
from marketplace.operations.demo.partners import Partners, credit_code
from marketplace.operations.demo.staff import Staff, account
from marketplace.organisations import actions
from marketplace.organisations.models import Organisation

FIRST_NUMBER = 900
"""Credit codes of applicants begin far behind those of the partners."""
Stage = Callable[[Staff, Organisation], None]


def apply_to_join(staff: Staff, partners: Partners) -> int:
    """Play each application of the data to its stage; the one who is still writing gets a printed login."""
    entries = load("joining")["application"]
    for number, entry in enumerate(entries):
        person = account(f"applicant.{number:02d}@demo.zhulin.invalid", f"{entry['name']} 经办人")
        organisation = actions.begin_application(
            by=person,
            name=entry["name"],
            name_en=entry["name_en"],
            kind=entry["kind"],
            body=entry.get("body", ""),
            credit_code=credit_code(entry["kind"], entry["district"], FIRST_NUMBER + number),
            district=entry["district"],
        )
        _describe(person, organisation, entry["summary"], entry["summary_en"])
        actions.choose_capabilities(by=person, organisation=organisation, kinds=entry["claims"])
        if entry["stage"] == "draft":
            partners.logins.append(("applicant", person))
            continue
        _hand_in_papers(person, organisation)
        actions.submit_application(by=person, organisation=organisation)
        STAGES[entry["stage"]](staff, organisation)
    return len(entries)


def _describe(person: User, organisation: Organisation, summary: str, summary_en: str) -> None:
    actions.describe_application(
        by=person, organisation=organisation, summary=summary, summary_en=summary_en, contact="办公室总机（演示）"
    )


def _hand_in_papers(person: User, organisation: Organisation) -> None:
    today, paper = clock.today(), picture_of_a_paper()
    actions.attach_paper(
        by=person, organisation=organisation, data=paper, number="DEMO-REG", valid_from=today - timedelta(days=500)
    )
    for claim in organisation.capabilities.all():
        actions.attach_paper(
            by=person,
            organisation=organisation,
            data=paper,
            number=f"DEMO-{claim.kind}",
            valid_from=today - timedelta(days=300),
            valid_to=today + timedelta(days=800),
            capability=claim,
        )


def _wait(staff: Staff, organisation: Organisation) -> None:
    """No officer has looked yet."""


def _seen_first(staff: Staff, organisation: Organisation) -> None:
    for claim in organisation.capabilities.all():
        actions.propose_capability(by=staff.officers[CITY], capability=claim)


def _sent_back(staff: Staff, organisation: Organisation) -> None:
    comments = {"summary": "请写明服务的区域和对象。", "paper:registration": "登记证书边角不清楚，请重新拍摄。"}
    actions.return_application(
        by=staff.officer_for(organisation.district), organisation=organisation, comments=comments
    )


STAGES: dict[str, Stage] = {"waiting": _wait, "seen": _seen_first, "returned": _sent_back}
