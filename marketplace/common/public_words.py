"""Words that everybody may read: nothing in them identifies somebody, and nothing in them sells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from marketplace.common.detectors import Finding, scan
from marketplace.common.marking import KIND_NAMES
from marketplace.common.verdict import DomainError


class TextMayIdentify(DomainError):
    """A detector found something in a text that was about to become public."""

    code = "TEXT_MAY_IDENTIFY"


def refuse_identifying_text(*texts: str) -> None:
    """Text becomes public only after a scan without findings."""
    refuse_findings(finding for text in texts for finding in scan(text))


def refuse_findings(findings: Iterable[Finding]) -> None:
    """The same for whoever scanned with more knowledge, such as a case file."""
    kinds = sorted({finding.kind for finding in findings})
    if kinds:
        message = _("The text may identify somebody (%(kinds)s). Rewrite the marked places and try again.")
        raise TextMayIdentify(message % {"kinds": " · ".join(str(KIND_NAMES[kind]) for kind in kinds)})


def words_found(text: str, refused: Iterable[str], allowed: Iterable[str] = ()) -> list[str]:
    """Which refused words stand in the text outside the allowed phrases, in the order of the list."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    for phrase in sorted(allowed, key=len, reverse=True):
        plain = re.sub(_pattern(phrase), " ", plain)
    return [word for word in refused if re.search(_pattern(word), plain)]


def _pattern(word: str) -> str:
    """A Latin word stands alone; a Chinese one stands anywhere."""
    plain = re.escape(unicodedata.normalize("NFKC", word).casefold())
    return rf"(?<![a-z]){plain}(?![a-z])" if word.isascii() else plain
