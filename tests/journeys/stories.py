"""One household in each language, followed from its case to its help."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from datetime import date, timedelta

from playwright.sync_api import FilePayload

from marketplace.common.checksums import gb11643_digit
from marketplace.operations.demo import canaries
from marketplace.operations.demo.households import cases_file
from tests.operations.city import HOUSEHOLDS, SEED, TODAY

TOWNSHIP, NEIGHBOUR = "330203001", "330203002"
LATER = 60
"""So many more households than the city holds are invented, to have files to import."""


@dataclass
class Story:
    """What is known of it so far; each step adds what the next one needs."""

    language: str
    worker: str
    """Role or address of the caseworker who wrote the need."""
    officer: str
    township: str
    need_kind: str
    number: int
    """Of the person; names and numbers of the household follow from it."""
    found: dict[str, str] = field(default_factory=dict)

    @property
    def case_number(self) -> str:
        return f"JOURNEY-{self.number}"

    @property
    def name(self) -> str:
        return canaries.name(self.number)

    @property
    def phone(self) -> str:
        return f"199{self.number:08d}"

    @property
    def identity(self) -> str:
        """Of a woman of 74: enough households in the city have such a head."""
        first17 = f"330203195203{self.number % 28 + 1:02d}{self.number % 500 * 2:03d}"
        return first17 + gb11643_digit(first17)

    @property
    def title(self) -> str:
        return {"zh": "需要一台取暖器和两床棉被", "en": "希望有人帮忙添置过冬的衣被"}[self.language]

    @property
    def text(self) -> str:
        """What the caseworker writes in the end."""
        return f"{self.title}，家里老人怕冷。可以送到社区服务站，由社工转交。"

    def sql(self, query: str) -> str:
        """A query about this story: `{need}`, `{draft}` and so on are what was found so far."""
        return query.format(**self.found)


def told() -> dict[str, Story]:
    """A story a language."""
    return {
        "zh": Story("zh", "caseworker", "officer", TOWNSHIP, "goods", 90001),
        "en": Story("en", f"caseworker.{NEIGHBOUR}@demo.zhulin.invalid", "city_officer", NEIGHBOUR, "programme", 90002),
    }


def later_rows() -> list[dict[str, str]]:
    """Rows of households that the city does not hold yet, each with a need that may be published."""
    data = cases_file(households=HOUSEHOLDS + LATER, seed=SEED, today=date.fromisoformat(TODAY))
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    return [row for row in rows if row["案件编号"] > f"NB{HOUSEHOLDS:06d}" and row["公开同意"] == "是"]


def cases_csv(story: Story) -> FilePayload:
    """Two households of the caseworker's township; the second one's resident ID number has a wrong check digit."""
    one, other = [row | {"乡镇街道代码": story.township} for row in later_rows()[-4:]][story.number % 2 :: 2]
    broken = other["身份证号"][:-1] + ("1" if other["身份证号"][-1] != "1" else "2")
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(one))
    writer.writeheader()
    writer.writerows([one, other | {"身份证号": broken}])
    story.found["imported"] = one["案件编号"]
    return FilePayload(name="cases.csv", mimeType="text/csv", buffer=out.getvalue().encode("utf-8-sig"))


def day(distance: int) -> str:
    """A day of the city, so far from the day on which it is served."""
    return (date.fromisoformat(TODAY) + timedelta(days=1 + distance)).isoformat()
