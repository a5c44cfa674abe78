"""The rule of k, written a second time and differently: from the cases file alone, without our code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

URBAN = {"330203", "330205", "330206", "330211", "330212", "330213"}
WORST = {"残疾": "disability", "重病": "serious", "慢性病": "chronic"}
TOWNSHIP, DISTRICT, HALF = 1, 2, 3


@dataclass(frozen=True)
class Household:
    """One household of the register, as the file tells it."""

    case_number: str
    township: str
    births: tuple[date, ...]
    """The head's first."""
    health: str
    registers: frozenset[str]
    guardian: str

    @classmethod
    def read(cls, row: dict[str, str]) -> Household:
        people = [person.split(":") for person in row["家庭成员"].replace("：", ":").replace("；", ";").split(";")]
        people.sort(key=lambda person: person[0] != "户主")
        conditions = {person[3] for person in people}
        worst = next((code for word, code in WORST.items() if word in conditions), "")
        births = tuple(_born(person[2]) for person in people)
        registers = frozenset(row["救助类别"].split("+"))
        return cls(row["案件编号"], row["乡镇街道代码"], births, worst, registers, row["监护人同意"])

    def ages(self, month: str) -> list[int]:
        first = date.fromisoformat(f"{month}-01")
        return [first.year - born.year - ((first.month, first.day) < (born.month, born.day)) for born in self.births]

    def fits(self, line: dict[str, Any]) -> bool:
        """Whether somebody who reads the line could mean this household."""
        ages = self.ages(line["month"])
        return (
            self._lives_in(line["place"], line["place_level"])
            and _within(ages[0], line["age_band"])
            and (line["family"] is None or line["family"] in _families(ages))
            and (line["health"] is None or line["health"] == self.health or _related(line["health"], self.health))
        )

    def _lives_in(self, place: str, level: int) -> bool:
        if level == TOWNSHIP:
            return self.township == place
        if level == DISTRICT:
            return self.township[:6] == place
        return level > HALF or (self.township[:6] in URBAN) == (place == "urban")


def _born(code: str) -> date:
    digits = code[6:14] if len(code) == 18 else code
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _within(age: int, band: str | None) -> bool:
    if band is None:
        return True
    low, _, high = band.removesuffix("+").partition("-")
    return int(low) <= age <= int(high or 200)


def _families(ages: list[int]) -> set[str]:
    size = {1: "1", 2: "2-3", 3: "2-3"}.get(len(ages), "4+")
    if min(ages) < 18:
        return {size, "with_minors"}
    return {size, "elderly" if max(ages) >= 60 else "other"}


def _related(published: str, actual: str) -> bool:
    return published == "health_related" and bool(actual)
