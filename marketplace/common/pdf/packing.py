"""Packing a freshly set file: small objects and the metadata are compressed, which saves a fifth.

The information dictionary stays readable, so that the document's number is found even in a damaged copy.
"""

from __future__ import annotations

import re
import zlib
from typing import Final

STARTXREF: Final = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
SECTION: Final = re.compile(rb"xref\s+0 (\d+)\s+")
TRAILER: Final = re.compile(rb"trailer\s*<</Size \d+(/.*?)>>\s*startxref", re.DOTALL)
STREAM: Final = re.compile(rb">>\s*stream\r?\n")
METADATA: Final = re.compile(rb"<</Length \d+/Type/Metadata/Subtype/XML>>\s*stream\n(.*)\nendstream", re.DOTALL)
INFORMATION: Final = re.compile(rb"/Info (\d+) 0 R")
OBJECT: Final = re.compile(rb"(\d+) 0 obj\s(.*?)\s*endobj\s*\Z", re.DOTALL)
ENTRY: Final = 20
FREE, PLAIN, PACKED = 0, 1, 2


def pack(pdf: bytes) -> bytes:
    """The same document, smaller, ending in a line break (an addition would otherwise begin inside the last line).

    Takes a file of one revision with a classic cross-reference table, as typst writes it; ValueError on any other.
    """
    offsets, trailer = _table(pdf)
    body, places, small = bytearray(pdf[: offsets[0]]), {}, {}
    stays = _information(trailer)
    for start, end in zip(offsets, [*offsets[1:], pdf.rindex(b"xref", 0, pdf.rindex(b"startxref"))], strict=True):
        number, content = _object(pdf[start:end])
        if number != stays and not STREAM.search(content):
            small[number] = content
            continue
        places[number] = len(body)
        metadata = METADATA.fullmatch(content)
        body += _stream(number, b"/Type/Metadata/Subtype/XML", metadata[1]) if metadata else pdf[start:end]
    container = len(offsets) + 1
    places[container] = len(body)
    body += _stream(container, *_container(small))
    start = places[container + 1] = len(body)
    body += _stream(container + 1, *_cross_references(places, list(small), container, trailer))
    return bytes(body + b"startxref\n%d\n%%%%EOF\n" % start)


def _table(pdf: bytes) -> tuple[list[int], bytes]:
    """The ascending offsets of the objects, and the trailer's entries except its size."""
    end, trailer = STARTXREF.search(pdf), TRAILER.search(pdf)
    section = SECTION.match(pdf, int(end[1])) if end else None
    if not section or not trailer:
        raise ValueError("not a file with one classic cross-reference table")
    rows = [pdf[at : at + ENTRY] for at in range(section.end(), section.end() + int(section[1]) * ENTRY, ENTRY)]
    return sorted(int(row[:10]) for row in rows if row[17:18] == b"n"), trailer[1]


def _information(trailer: bytes) -> int | None:
    """The number of the information dictionary."""
    found = INFORMATION.search(trailer)
    return int(found[1]) if found else None


def _object(raw: bytes) -> tuple[int, bytes]:
    """The number and the content of one object."""
    if not (found := OBJECT.match(raw)):
        raise ValueError("an object that we do not understand")
    return int(found[1]), found[2]


def _container(small: dict[int, bytes]) -> tuple[bytes, bytes]:
    """An object stream: pairs of number and offset, then the contents."""
    contents = [content + b"\n" for content in small.values()]
    starts = [sum(map(len, contents[:index])) for index in range(len(contents))]
    index = b" ".join(b"%d %d" % pair for pair in zip(small, starts, strict=True)) + b"\n"
    return b"/Type/ObjStm/N %d/First %d" % (len(small), len(index)), index + b"".join(contents)


def _cross_references(places: dict[int, int], packed: list[int], container: int, trailer: bytes) -> tuple[bytes, bytes]:
    """A cross-reference stream: for each object its kind, where it is, and its index in the container."""
    rows = {0: (FREE, 0, 255)}
    rows |= {number: (PLAIN, offset, 0) for number, offset in places.items()}
    rows |= {number: (PACKED, container, index) for index, number in enumerate(packed)}
    table = b"".join(
        bytes([kind]) + where.to_bytes(4, "big") + index.to_bytes(2, "big")
        for kind, where, index in (rows[number] for number in range(container + 2))
    )
    return b"/Type/XRef/W[1 4 2]/Size %d" % (container + 2) + trailer, table


def _stream(number: int, entries: bytes, content: bytes) -> bytes:
    """One compressed stream object."""
    packed = zlib.compress(content, 9)
    return b"%d 0 obj\n<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream\nendobj\n" % (
        number,
        entries,
        len(packed),
        packed,
    )
