"""Setting a document: data goes in as JSON, never as source; what comes out is proved to say all of it."""

from __future__ import annotations

import json
import threading
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typst

from marketplace.common.pdf.glyphs import FONTS, drawable, require_glyphs
from marketplace.common.pdf.packing import pack
from marketplace.common.pdf.reading import require_text

if TYPE_CHECKING:
    from typst import PDFStandard

ROOT: Final = Path(__file__).resolve().parents[3]
STANDARDS: Final[list[PDFStandard]] = ["a-3a", "ua-1"]

_of_thread = threading.local()


def render(template: Path, data: Mapping[str, Any], *, unseen: Mapping[str, Any] | None = None) -> bytes:
    """An unsigned PDF/A-3a and PDF/UA-1 of `template` (a .typ file inside the project).

    Every string in `data` is printed and read back; `unseen` steers the drawing (SVG, ISO dates, alt texts).
    Refuses with GlyphMissing or FontMissing before and with TextLost after setting; nothing is written to disk.
    """
    data = _normalised(dict(data))
    words = list(_words(data))
    require_glyphs(words)
    pdf = pack(_compile(template, {"data": _json(data), "unseen": _json(dict(unseen or {}))}))
    require_text(pdf, words)
    return pdf


def _compile(template: Path, inputs: dict[str, str]) -> bytes:
    pdf = _compiler().compile(input=template, format="pdf", sys_inputs=inputs, pdf_standards=STANDARDS)
    if not isinstance(pdf, bytes):
        raise TypeError("the typesetter gave no single file")
    return pdf


def _compiler() -> typst.Compiler:
    """One compiler for each thread: it keeps what it has parsed, and its inputs belong to one document at a time."""
    if not hasattr(_of_thread, "compiler"):
        drawable()  # refuses when the fonts are gone, before the compiler remembers that there are none
        _of_thread.compiler = typst.Compiler(root=ROOT, font_paths=_fonts(), ignore_system_fonts=True)
    compiler: typst.Compiler = _of_thread.compiler
    return compiler


@cache
def _fonts() -> typst.Fonts:
    """Our fonts and no other: what is installed on the machine must not change a document."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _normalised(value: Any) -> Any:
    """The same data with every string in NFC."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {key: _normalised(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_normalised(part) for part in value]
    return value


def _words(value: Any) -> Iterator[str]:
    """Every string in the data, however deep; keys are not printed."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _words(part)
    elif isinstance(value, list):
        for part in value:
            yield from _words(part)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
