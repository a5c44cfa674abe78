"""The demonstration register as a cases file: the same for a seed and a day, canaries in every confidential field."""

from __future__ import annotations

import csv
import io
import random
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from marketplace.casework.importing.columns import COLUMNS
from marketplace.casework.models import DIMENSIONS
from marketplace.common import places
from marketplace.common.checksums import gb11643_digit
from marketplace.operations.demo import canaries
from marketplace.operations.demo.staff import FIRST_TOWNSHIP

DATA = Path(__file__).parent / "data"
NEEDY_SHARE = 0.27
FIRST_FEW = 3
RELATIONS = ("配偶", "子女", "父母", "兄弟姐妹")


def cases_file(*, households: int, seed: int, today: date) -> bytes:
    """CSV with Chinese headings, UTF-8 with BOM; about a quarter of the households have needs."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(COLUMNS.values()))
    writer.writeheader()
    chance = random.Random(seed)  # noqa: S311 - a reproducible city, not a secret
    wishes = load("needs")["need"]
    for number in range(1, households + 1):
        household = _household(number, chance, today)
        for wish in _wishes(chance, wishes, household["has_child"]):
            row = {key: value for key, value in household.items() if key != "has_child"}
            writer.writerow(
                {COLUMNS[key]: value for key, value in {**row, **_need(number, chance, today, wish)}.items()}
            )
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def load(name: str) -> dict[str, Any]:
    """One of the data files beside this module."""
    with (DATA / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


SHARES = load("households")


def pick(chance: random.Random, shares: dict[str, int]) -> str:
    """One key, as often as its share says."""
    return chance.choices(list(shares), weights=list(shares.values()))[0]


def _household(number: int, chance: random.Random, today: date) -> dict[str, Any]:
    low, high = map(int, pick(chance, SHARES["head_age"]).split("-"))
    births = [_born(chance, today, low, high)]
    for _other in range(int(pick(chance, SHARES["members"])) - 1):
        births.append(_born(chance, today, *chance.choice([(2, 17), (18, 59), (18, 59), (60, 90)])))
    people = [
        ("户主" if i == 0 else chance.choice(RELATIONS), canaries.name(number * 7 + i), _resident_id(born, number, i))
        for i, born in enumerate(births)
    ]
    members = ";".join(f"{relation}:{name}:{code}:{pick(chance, SHARES['health'])}" for relation, name, code in people)
    income = chance.randrange(4_000, 42_000, 500)
    return {
        "case_number": f"NB{number:06d}",
        "head_name": people[0][1],
        "id_number": people[0][2],
        "phone": canaries.phone(number),
        "address": canaries.address(number),
        "township_code": _township(number, chance),
        "members": members,
        "annual_income": f"{income}.00",
        "annual_spending": f"{income + chance.randrange(0, 30_000, 500)}.00",
        "residency": chance.choices(["本地户籍", "非本地户籍常住"], weights=[9, 1])[0],
        "register": pick(chance, SHARES["register"]),
        **{name: chance.randrange(10, 100) for name in DIMENSIONS},
        "has_child": any((today - born).days < 14 * 366 for born in births),
    }


def _township(number: int, chance: random.Random) -> str:
    """Anywhere; the first few live where the caseworker works whose login is printed."""
    drawn = chance.choice(places.townships()).code
    return FIRST_TOWNSHIP if number <= FIRST_FEW else drawn


def _wishes(chance: random.Random, wishes: list[dict[str, Any]], has_child: bool) -> list[dict[str, Any] | None]:
    if chance.random() >= NEEDY_SHARE:
        return [None]
    fitting = [wish for wish in wishes if has_child or "孩子" not in wish["title"] + wish["text"]]
    return list(chance.sample(fitting, int(pick(chance, SHARES["needs_a_household"]))))


def _need(number: int, chance: random.Random, today: date, wish: dict[str, Any] | None) -> dict[str, Any]:
    consent = pick(chance, SHARES["consent"])
    if wish is None:
        return {"consent": "否"}
    value = f"{chance.randrange(wish['value'][0], wish['value'][1], 20)}.00" if wish["value"] else ""
    return {
        "need_kind": wish["kind"],
        "aid_type": wish["aid"],
        "title": f"{wish['title']}（{canaries.name(number)}家）",
        "story": f"{wish['text']}{canaries.story(number)}",
        "quantity": "1",
        "unit": "件",
        "value": value,
        "needed_by": (today + timedelta(days=chance.randrange(10, 75))).isoformat() if chance.random() < 0.7 else "",
        "consent": consent,
        "consent_date": (today - timedelta(days=chance.randrange(1, 20))).isoformat(),
        "guardian_consent": consent,
    }


def _born(chance: random.Random, today: date, low: int, high: int) -> date:
    return today - timedelta(days=chance.randrange(low * 365 + low // 4 + 1, high * 365 + high // 4 + 300))


def _resident_id(born: date, number: int, position: int) -> str:
    body = f"{canaries.ADDRESS_CODE}{born:%Y%m%d}{(number * 7 + position) % 1000:03d}"
    return body + gb11643_digit(body)
