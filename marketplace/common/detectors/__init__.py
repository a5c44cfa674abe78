"""The pure text scan: direct identifiers in what a caseworker wrote, found before anybody else reads it.

It knows no database, no clock and no network, and imports no Django.
"""

from marketplace.common.detectors.kinds import Finding, Kind, Known, Redaction, is_blocking
from marketplace.common.detectors.scanning import redact, scan

__all__ = ["Finding", "Kind", "Known", "Redaction", "is_blocking", "redact", "scan"]
