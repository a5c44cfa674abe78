"""What happened to a report."""

from dataclasses import dataclass

from marketplace.common.events import Event


@dataclass(frozen=True, slots=True)
class PageReported(Event):
    report_id: int


@dataclass(frozen=True, slots=True)
class PageReportDecided(Event):
    report_id: int
