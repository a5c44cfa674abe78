"""A text with its findings marked in place, and a list that links to each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from marketplace.common.detectors import Finding, Kind

KIND_NAMES = {
    Kind.RESIDENT_ID: _("resident ID number"),
    Kind.DISABILITY_CERTIFICATE: _("disability certificate"),
    Kind.MOBILE: _("mobile number"),
    Kind.LANDLINE: _("landline number"),
    Kind.BANK_CARD: _("bank card"),
    Kind.PLATE: _("number plate"),
    Kind.WECHAT: _("WeChat account"),
    Kind.QQ: _("QQ number"),
    Kind.EMAIL: _("e-mail address"),
    Kind.PASSPORT: _("passport or permit"),
    Kind.ADDRESS: _("address"),
    Kind.NAME: _("name"),
    Kind.SCHOOL: _("school"),
    Kind.EMPLOYER: _("employer"),
    Kind.MEDICAL_INSTITUTION: _("medical institution"),
    Kind.DIAGNOSIS: _("diagnosis"),
    Kind.DATE_OF_BIRTH: _("date of birth"),
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
