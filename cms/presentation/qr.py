"""QR codes as one SVG path, so that no style and no outside file is needed."""

from __future__ import annotations

from dataclasses import dataclass

import segno

QUIET_ZONE = 4


@dataclass(frozen=True, slots=True)
class QrCode:
    """`size` modules a side, the quiet zone included; `path` draws the dark runs row by row."""

    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """The code with medium error correction: it survives a fold or a stamp."""
    rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix]
    return QrCode(len(rows) + 2 * QUIET_ZONE, "".join(_runs(rows)))


def _runs(rows: list[list[int]]) -> list[str]:
    runs: list[str] = []
    for y, row in enumerate(rows, start=QUIET_ZONE):
        start: int | None = None
        for x, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                runs.append(f"M{start + QUIET_ZONE} {y}h{x - start}v1h-{x - start}z")
                start = None
    return runs
