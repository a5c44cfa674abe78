"""Demonstration organisations, their people, offers, volunteers and group programmes."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from marketplace.accounts.models import User
from marketplace.common import clock, places
from marketplace.common.checksums import gb11643_digit, gb11714_digit, gb32100_digit
from marketplace.operations.demo import canaries, insuring, offering
from marketplace.operations.demo.households import load
from marketplace.operations.demo.staff import PLAYER, Staff, account
from marketplace.organisations import actions as organisations
from marketplace.organisations.models import CapabilityKind, MemberRole, Organisation, OrganisationKind
from marketplace.volunteers.actions import admit_volunteer, join, set_availability
from marketplace.volunteers.actions.joining import Identity
from marketplace.volunteers.models import Skill

PREFIX = {
    "charity": "51", "foundation": "53", "association": "51", "social_service_agency": "52", "volunteer_org": "51",
    "enterprise": "91", "insurer": "91", "government": "11", "people_body": "13",
}  # fmt: skip
CAPABILITIES = {
    "charity": (CapabilityKind.CHARITY, CapabilityKind.PUBLIC_FUNDRAISING),
    "foundation": (CapabilityKind.CHARITY, CapabilityKind.PUBLIC_FUNDRAISING),
    "social_service_agency": (CapabilityKind.SERVICE_AGENCY, CapabilityKind.BIDDER),
    "volunteer_org": (CapabilityKind.VOLUNTEER_GROUP,),
    "insurer": (CapabilityKind.INSURER,),
    "government": (CapabilityKind.BUYER,),
}
NICKNAMES = "平安乐宁和勤"
"""Volunteers choose what they are called."""


@dataclass(slots=True)
class Partners:
    """Organisations and who acts for each."""

    organisations: list[Organisation] = field(default_factory=list)
    people: dict[int, User] = field(default_factory=dict)
    finance: dict[int, User] = field(default_factory=dict)
    logins: list[tuple[str, User]] = field(default_factory=list)

    def of_kind(self, *kinds: str) -> list[Organisation]:
        return [organisation for organisation in self.organisations if organisation.kind in kinds]

    def person_of(self, organisation: Organisation) -> User:
        return self.people[organisation.pk]


def invite(staff: Staff, seed: int) -> Partners:
    """Forty organisations join, are verified, and say what they can give."""
    data, partners = load("partners"), Partners()
    for number, entry in enumerate(_entries(data)):
        _admit(staff, partners, entry, number)
    offering.offer(staff, partners, data, {entry["name"]: entry["offers"] for entry in _entries(data)})
    _recruit(partners, data, random.Random(seed))  # noqa: S311 - a reproducible city, not a secret
    insuring.insure(staff, partners, data["group_programme"])
    return partners


def credit_code(kind: str, district: str, number: int) -> str:
    """A code with right check characters in a series that no registrar issues (organisation body `Y….`)."""
    body = f"TTTT{number:04d}"
    text17 = f"{PREFIX[kind]}{district}{body}{gb11714_digit(body)}"
    return text17 + gb32100_digit(text17)


def _entries(data: dict[str, Any]) -> list[dict[str, Any]]:
    entries = [dict(entry) for entry in data["organisation"]]
    districts = places.districts()
    for series in data["series"]:
        for number in range(series["count"]):
            district, second = districts[number % len(districts)], number >= len(districts)
            zh, en = (places.place_name(district.code, language) for language in ("zh-hans", "en"))
            prefix = "second_" if second else ""
            entries.append(
                {
                    "kind": series["kind"],
                    "district": district.code,
                    "name": series[f"{prefix}name"].format(district=zh),
                    "name_en": series[f"{prefix}name_en"].format(district=en),
                    "offers": series["offers"],
                    "login": series.get("login", False) and number == 0,
                }
            )
    return entries


def _admit(staff: Staff, partners: Partners, entry: dict[str, Any], number: int) -> None:
    today, officer = clock.today(), staff.officer_for(entry["district"])
    organisation = organisations.apply(
        by=PLAYER,
        name=entry["name"],
        name_en=entry["name_en"],
        kind=OrganisationKind(entry["kind"]),
        credit_code=credit_code(entry["kind"], entry["district"], number),
        district=entry["district"],
        summary="演示机构，名称与代码均为虚构，用于展示平台流程。",
        summary_en="A demonstration organisation; its name and code are invented to show how the market works.",
        contact=f"0574-2000{number:04d}",
        is_mainland=True,
    )
    organisations.admit(by=officer, organisation=organisation)
    for certificate, kind in enumerate(CAPABILITIES[entry["kind"]], start=1):
        capability = organisations.claim_capability(
            by=PLAYER,
            organisation=organisation,
            kind=kind,
            valid_from=today - timedelta(days=700),
            valid_to=today + timedelta(days=700),
            certificate_number=f"DEMO-{number:03d}-{certificate}",
        )
        organisations.propose_capability(by=staff.officer_for(None), capability=capability)
        organisations.verify_capability(by=officer, capability=capability)
    person = account(f"partner.{number:02d}@demo.zhulin.invalid", f"{organisation.name} 协调员")
    organisations.add_member(by=PLAYER, organisation=organisation, user=person, role=MemberRole.MANAGER)
    partners.organisations.append(organisation)
    partners.people[organisation.pk] = person
    if entry.get("login"):
        partners.logins.append((entry["kind"], person))


def _recruit(partners: Partners, data: dict[str, Any], chance: random.Random) -> None:
    Skill.objects.bulk_create([Skill(**skill) for skill in data["skill"]], ignore_conflicts=True)
    skills = [skill["code"] for skill in data["skill"]]
    teams = partners.of_kind("volunteer_org")
    for number in range(data["volunteers"]["count"]):
        team = teams[number % len(teams)]
        user = account(f"volunteer.{number:03d}@demo.zhulin.invalid", f"志愿者 {number:03d}")
        volunteer = join(
            by=PLAYER,
            user=user,
            organisation=team,
            real_name=f"志愿者{number:03d}",
            public_name=f"阿{NICKNAMES[number % len(NICKNAMES)]} {number:03d}",
            district=team.district,
            phone=canaries.phone(number + 50_000_000),
            identity=_identity(chance.randrange(1955, 2004), number),
            need_kinds=chance.sample(data["volunteers"]["need_kinds"], chance.choice([1, 1, 2])),
            skills=chance.sample(skills, 2),
            areas=[team.district],
            languages=["zh"],
            reach_km=60,
            limits=["no_hospital_visits"] if chance.random() < 0.2 else [],
        )
        admit_volunteer(by=partners.person_of(team), volunteer=volunteer)
        set_availability(by=user, volunteer=volunteer, windows=[(chance.randrange(1, 8), time(9), time(12))])
        if number == 0:
            partners.logins.append(("volunteer", user))


def _identity(year: int, number: int) -> Identity:
    """Under the city's own code, as those of the households: no such number was ever issued."""
    born = date(year, number % 12 + 1, number % 28 + 1)
    body = f"{canaries.ADDRESS_CODE}{born:%Y%m%d}{number % 1000:03d}"
    return Identity("resident_id", body + gb11643_digit(body))
