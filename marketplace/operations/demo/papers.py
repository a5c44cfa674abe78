"""A paper of the demonstration: a picture that certifies nothing."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw


def picture_of_a_paper() -> bytes:
    """A sheet with lines instead of words: it certifies nothing."""
    sheet = Image.new("RGB", (600, 840), "white")
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((20, 20, 580, 820), outline="black", width=3)
    for line in range(12):
        pen.line((70, 140 + 50 * line, 530 - 40 * (line % 3), 140 + 50 * line), fill="grey", width=6)
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()
