"""`/benefits/`: subsidy, tax relief, fee waiver or preference for each kind of actor, with source and validity."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from marketplace.common import clock
from marketplace.common.naming import language
from marketplace.common.verdict import Sentence

FILE: Final = Path(__file__).parent / "data" / "benefits.toml"
ACTORS: Final[dict[str, Sentence]] = {
    "donor": _("Donors"),
    "enterprise": _("Enterprises"),
    "charity": _("Charities"),
    "social_service_agency": _("Social service agencies"),
    "volunteer": _("Volunteers"),
    "insurer": _("Insurers"),
    "household": _("Households that are helped"),
}
KINDS: Final[dict[str, Sentence]] = {
    "tax": _("tax relief"),
    "subsidy": _("subsidy"),
    "fee": _("no fee"),
    "preference": _("preference"),
}


class BenefitsBroken(ValueError):
    """The file names an unknown actor, kind or key, or lacks one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit:
    """One benefit; `confirmed` when its source was compared with the text in force."""

    actors: tuple[str, ...]
    kind: str
    zh: str
    en: str
    source: str
    valid_from: date
    valid_to: date | None = None
    confirmed: bool
    url: str = ""

    def __post_init__(self) -> None:
        if not set(self.actors) <= set(ACTORS) or self.kind not in KINDS or not (self.zh and self.en and self.source):
            raise BenefitsBroken(self.zh)

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on the day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @property
    def words(self) -> str:
        """In the reader's language."""
        return self.zh if language().startswith("zh") else self.en


@cache
def benefits() -> tuple[Benefit, ...]:
    """Every row of the file, expired ones too; raises `BenefitsBroken`."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["benefit"]
    try:
        return tuple(Benefit(**row | {"actors": tuple(row["actors"])}) for row in rows)
    except (TypeError, KeyError) as error:
        raise BenefitsBroken(str(error)) from error


def benefits_of(actor: str, rows: Iterable[Benefit], day: date) -> list[Benefit]:
    """What the actor may have on the day."""
    return [row for row in rows if actor in row.actors and row.holds_on(day)]


@require_safe
def benefit_register(request: HttpRequest) -> HttpResponse:
    """Actor by actor; what has expired stands at the end, so that nobody relies on it unawares."""
    today = clock.today()
    groups = [(name, benefits_of(actor, benefits(), today)) for actor, name in ACTORS.items()]
    expired = [row for row in benefits() if row.valid_to and row.valid_to < today]
    context = {"groups": [(name, rows) for name, rows in groups if rows], "expired": expired, "kinds": KINDS}
    return render(request, "cms/benefits.html", context)
