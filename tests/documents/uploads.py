"""Files as people and attackers send them."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image
from PIL.PngImagePlugin import PngInfo

GPS_TAG, ORIENTATION_TAG, MAKER_TAG, DESCRIPTION_TAG = 0x8825, 0x0112, 0x010F, 0x010E
CANARY = "金丝雀暗号"


def jpeg(size: tuple[int, int] = (40, 20), **exif: object) -> bytes:
    """A picture of one colour; `gps`, `orientation` and `description` go into its EXIF."""
    picture, data = Image.new("RGB", size, "green"), Image.Exif()
    if "orientation" in exif:
        data[ORIENTATION_TAG] = exif["orientation"]
    if "description" in exif:
        data[DESCRIPTION_TAG] = exif["description"]
    if "gps" in exif:
        data.get_ifd(GPS_TAG).update({1: "N", 2: (29.0, 52.0, 6.0), 3: "E", 4: (121.0, 33.0, 0.0)})
    return _saved(picture, "JPEG", exif=data, comment=CANARY.encode())


def png(mode: str = "RGBA") -> bytes:
    """A picture with a text chunk that says too much."""
    words = PngInfo()
    words.add_itxt("Location", CANARY)
    return _saved(Image.new(mode, (8, 8)), "PNG", pnginfo=words)


def png_header(width: int, height: int) -> bytes:
    """Says it is as large as that, and has hardly any data."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"\0")) + _chunk(b"IEND", b"")


def gps_of(data: bytes) -> dict[int, object]:
    with Image.open(io.BytesIO(data)) as picture:
        return dict(picture.getexif().get_ifd(GPS_TAG))


def size_of(data: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(data)) as picture:
        return picture.size


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _saved(picture: Image.Image, image_format: str, **how: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, image_format, **how)
    return out.getvalue()
