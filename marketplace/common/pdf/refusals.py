"""Why a document is not made; whoever asked parks the job and tells the person who waits."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from marketplace.common.verdict import DomainError


class FontMissing(DomainError):
    """A font file of the repository cannot be read: nothing may be printed with whatever else is installed."""

    code = "PDF_FONT_MISSING"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("The font file %(name)s cannot be read. Restore it; until then nothing is issued.") % {"name": name}
        )
        self.name = name


class GlyphMissing(DomainError):
    """Some characters cannot be drawn; `characters` holds them, each once, in the order of their code points."""

    code = "PDF_GLYPH_MISSING"

    def __init__(self, characters: Iterable[str]) -> None:
        self.characters = tuple(sorted(set(characters)))
        named = ", ".join(_named(character) for character in self.characters)
        super().__init__(
            _("No font of ours draws these characters: %(characters)s. Ask for another way to write them.")
            % {"characters": named}
        )


def _named(character: str) -> str:
    """The character with its code point; an invisible one only by its code point."""
    point = f"U+{ord(character):04X}"
    return point if unicodedata.category(character)[0] in "CMZ" else f"{character} ({point})"


class TextLost(DomainError):
    """The finished file does not say everything it was given; `lost` holds what is missing."""

    code = "PDF_TEXT_LOST"

    def __init__(self, lost: Iterable[str]) -> None:
        self.lost = tuple(lost)
        super().__init__(
            _("The finished document lacks words that it should say, so it is not issued. Tell the operator.")
        )


class SigningUnavailable(DomainError):
    """The signing key or its certificate is missing, unfit or out of date: the job waits."""

    code = "SIGNING_UNAVAILABLE"


class PdfUnreadable(DomainError):
    """A stranger's file does not open, or only with a password, or asks for more work than a paper needs."""

    code = "PDF_UNREADABLE"

    def __init__(self) -> None:
        super().__init__(_("The PDF does not open. Save it again, without a password, and try once more."))
