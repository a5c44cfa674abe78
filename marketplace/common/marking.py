"""A text with its findings marked in place, and a list that links to each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import pgettext_lazy

from marketplace.common.detectors import Finding, Kind

KIND_NAMES = {
    Kind.RESIDENT_ID: pgettext_lazy("finding", "resident ID number"),
    Kind.DISABILITY_CERTIFICATE: pgettext_lazy("finding", "disability certificate"),
    Kind.MOBILE: pgettext_lazy("finding", "mobile number"),
    Kind.LANDLINE: pgettext_lazy("finding", "landline number"),
    Kind.BANK_CARD: pgettext_lazy("finding", "bank card"),
    Kind.PLATE: pgettext_lazy("finding", "number plate"),
    Kind.WECHAT: pgettext_lazy("finding", "WeChat account"),
    Kind.QQ: pgettext_lazy("finding", "QQ number"),
    Kind.EMAIL: pgettext_lazy("finding", "e-mail address"),
    Kind.PASSPORT: pgettext_lazy("finding", "passport or permit"),
    Kind.ADDRESS: pgettext_lazy("finding", "address"),
    Kind.NAME: pgettext_lazy("finding", "name"),
    Kind.SCHOOL: pgettext_lazy("finding", "school"),
    Kind.EMPLOYER: pgettext_lazy("finding", "employer"),
    Kind.MEDICAL_INSTITUTION: pgettext_lazy("finding", "medical institution"),
    Kind.DIAGNOSIS: pgettext_lazy("finding", "diagnosis"),
    Kind.DATE_OF_BIRTH: pgettext_lazy("finding", "date of birth"),
}


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text; a finding has a name and an anchor, the rest has neither."""

    text: str
    name: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class MarkedText:
    """The text of one field, cut at its findings."""

    field: str
    segments: tuple[Segment, ...]

    @property
    def findings(self) -> tuple[Segment, ...]:
        """The marked pieces alone."""
        return tuple(segment for segment in self.segments if segment.anchor)


def mark_texts(texts: Mapping[str, str], findings: Mapping[str, Sequence[Finding]]) -> list[MarkedText]:
    """Every field in the order given, those without findings too."""
    return [MarkedText(field, tuple(_segments(field, text, findings.get(field, ())))) for field, text in texts.items()]


def _segments(field: str, text: str, findings: Sequence[Finding]) -> Iterator[Segment]:
    end = 0
    for number, finding in enumerate(findings, start=1):
        if finding.start > end:
            yield Segment(text[end : finding.start])
        yield Segment(text[finding.start : finding.end], str(KIND_NAMES[finding.kind]), f"{field}-finding-{number}")
        end = finding.end
    if end < len(text):
        yield Segment(text[end:])
