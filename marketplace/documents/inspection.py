"""What an upload really is, read from its bytes before anything parses it; pictures leave without their metadata."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from marketplace.common.verdict import DomainError

if TYPE_CHECKING:
    from marketplace.common.verdict import Sentence

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 25_000_000
MAGIC = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"%PDF-": "application/pdf",
}
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}
EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}


class UploadRefused(DomainError):
    """The file is not stored; the sentence says what would be."""

    code = "UPLOAD_REFUSED"


@dataclass(frozen=True, slots=True)
class CheckedUpload:
    """Bytes that may be stored, and what they are."""

    data: bytes
    content_type: str

    @property
    def extension(self) -> str:
        return EXTENSIONS[self.content_type]


def inspect_upload(data: bytes, *, accept: frozenset[str]) -> CheckedUpload:
    """Check size, type by magic bytes and pixels, then strip metadata from pictures; raises `UploadRefused`."""
    if not data:
        raise UploadRefused(_("The file is empty. Choose another one."), code="UPLOAD_EMPTY")
    if len(data) > MAX_BYTES:
        raise UploadRefused(
            _("The file is larger than 8 MB. Make the picture smaller and try again."), code="UPLOAD_TOO_LARGE"
        )
    content_type = next((kind for magic, kind in MAGIC.items() if data.startswith(magic)), None)
    if content_type is None or content_type not in accept:
        raise UploadRefused(_wanted(accept), code="UPLOAD_TYPE")
    if content_type in FORMATS:
        return CheckedUpload(_without_metadata(data, FORMATS[content_type]), content_type)
    return CheckedUpload(data, content_type)


def _wanted(accept: frozenset[str]) -> Sentence:
    if "application/pdf" in accept:
        return _("Only JPEG or PNG pictures and PDF papers are accepted here.")
    return _("Only JPEG or PNG pictures are accepted here. Photograph a paper.")


def _without_metadata(data: bytes, image_format: str) -> bytes:
    """The same picture, upright, with no EXIF, comment or profile; the header is checked before pixels are decoded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn_anew(data, image_format)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise _too_many_pixels() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise UploadRefused(
            _("The picture is damaged. Save it again and try once more."), code="UPLOAD_DAMAGED"
        ) from error


def _drawn_anew(data: bytes, image_format: str) -> bytes:
    with Image.open(io.BytesIO(data), formats=[image_format]) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise _too_many_pixels()
        upright = ImageOps.exif_transpose(picture)
        mode = _mode_of(upright, image_format)
        clean = Image.new(mode, upright.size)
        clean.paste(upright.convert(mode))
    out = io.BytesIO()
    clean.save(out, image_format, **({"quality": 88} if image_format == "JPEG" else {}))
    return out.getvalue()


def _mode_of(picture: Image.Image, image_format: str) -> str:
    """A JPEG has no transparency; a PNG keeps its mode where nothing is lost by it."""
    if image_format == "JPEG":
        return "RGB"
    return picture.mode if picture.mode in ("RGB", "RGBA", "L") else "RGBA"


def _too_many_pixels() -> UploadRefused:
    message = _("The picture has too many pixels. Make it smaller and try again.")
    return UploadRefused(message, code="UPLOAD_PIXELS")
