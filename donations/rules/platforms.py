"""Platforms that the Ministry of Civil Affairs designated for public fundraising online (慈善法 Art.27)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from donations.models import CampaignRecord, Programme
from marketplace.common.verdict import YES, Verdict, no

PLATFORMS_FILE: Final = Path(__file__).parent.parent / "data" / "platforms.toml"


@dataclass(frozen=True, slots=True)
class Platform:
    """A line of the list; a link is believed only under one of its `hosts`."""

    code: str
    name: str
    name_en: str
    hosts: tuple[str, ...]
    source: str
    valid_from: date
    valid_to: date | None = None
    demonstration: bool = False

    def is_designated_on(self, day: date) -> bool:
        """Within its dates; a demonstration platform only on a demonstration machine."""
        in_time = self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
        return in_time and (settings.EMBEDDED or not self.demonstration)

    def owns(self, url: str) -> bool:
        """Whether the link leads to this platform, over TLS."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        return parts.scheme == "https" and any(host == own or host.endswith(f".{own}") for own in self.hosts)

    def title(self, language: str) -> str:
        """The name in the reader's language."""
        return self.name if language.lower().startswith("zh") else self.name_en


@cache
def _listed() -> dict[str, Platform]:
    rows: list[dict[str, Any]] = tomllib.loads(PLATFORMS_FILE.read_text(encoding="utf-8"))["platform"]
    return {row["code"]: Platform(**{**row, "hosts": tuple(row["hosts"])}) for row in rows}


def designated_platforms(on: date) -> list[Platform]:
    """Every platform designated on that day, in the order of the list."""
    return [platform for platform in _listed().values() if platform.is_designated_on(on)]


def designated_platform(code: str, on: date) -> Platform | None:
    """The platform of that code if it is designated on that day."""
    platform = _listed().get(code)
    return platform if platform is not None and platform.is_designated_on(on) else None


def platform_title(code: str, language: str) -> str:
    """The name of a platform that is or was on the list; any other code stands for itself."""
    platform = _listed().get(code)
    return platform.title(language) if platform is not None else code


def campaign_is_valid(campaign: CampaignRecord, *, on: date) -> Verdict:
    """Recorded under its number on a platform designated on that day, running, with a link that leads there if any."""
    platform = designated_platform(campaign.platform, on)
    link_fits = not campaign.url or (platform is not None and platform.owns(campaign.url))
    if platform is not None and campaign.number.strip() and link_fits and campaign.runs_on(on):
        return YES
    return no(
        _(
            "Public fundraising on the internet needs a campaign that runs on a designated platform. "
            "The charity must record its platform, number and dates first."
        ),
        code="PLATFORM_NOT_DESIGNATED",
    )


def has_campaign(programme: Programme, *, on: date) -> Verdict:
    """At least one valid campaign on a designated platform (domain.md §8 check 4)."""
    verdicts = [campaign_is_valid(campaign, on=on) for campaign in programme.campaigns.all()]
    if any(verdict.passed for verdict in verdicts):
        return YES
    return no(
        _(
            "This charity has recorded no running campaign on a designated platform, so no gifts can be taken here. "
            "Use its platform's link if one is shown, or choose another programme."
        ),
        code="PLATFORM_NOT_DESIGNATED",
    )
