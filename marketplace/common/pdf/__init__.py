"""Documents that outlive us: set in type with our own fonts, checked letter by letter, signed, and recognised again."""

from marketplace.common.pdf.cleaning import only_pages
from marketplace.common.pdf.development import make_development_signer
from marketplace.common.pdf.drawing import qr_code
from marketplace.common.pdf.glyphs import require_glyphs
from marketplace.common.pdf.inspection import Inspection, inspect, sha256
from marketplace.common.pdf.keys import Signer, load_certificates, load_signer
from marketplace.common.pdf.reading import extract_text
from marketplace.common.pdf.refusals import FontMissing, GlyphMissing, PdfUnreadable, SigningUnavailable, TextLost
from marketplace.common.pdf.signing import sign
from marketplace.common.pdf.typesetting import render

__all__ = [
    "FontMissing",
    "GlyphMissing",
    "Inspection",
    "PdfUnreadable",
    "Signer",
    "SigningUnavailable",
    "TextLost",
    "extract_text",
    "inspect",
    "load_certificates",
    "load_signer",
    "make_development_signer",
    "only_pages",
    "qr_code",
    "render",
    "require_glyphs",
    "sha256",
    "sign",
]
