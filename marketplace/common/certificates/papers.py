"""The tables of a signed paper and of its numbers; each package that issues papers fills them with its own facts."""

from __future__ import annotations

import hashlib

from django.core.files.storage import Storage, storages
from django.db import models

from marketplace.common.encryption import EncryptedText
from marketplace.common.rows import PublicRow, Row


def private_storage() -> Storage:
    """Certificates leave through a checked view only."""
    return storages["private"]


def digest(code: str) -> str:
    """How a code is kept for comparison."""
    return hashlib.sha256(code.encode()).hexdigest()


class NumberSeries(Row):
    """An issuer's series (ccc of the number) and its counter of a year; the package adds whose it is."""

    year = models.PositiveSmallIntegerField()
    series = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.year} {self.series:03d}"


class SignedPaper(PublicRow):
    """A signed paper that anybody can check with its number and code; replaced and revoked, never edited.

    The package adds its `series` (related_name="certificates"), its `status` and what the paper says.
    """

    counter = models.PositiveIntegerField()
    number = models.CharField(max_length=28, unique=True)
    code = EncryptedText()
    """128 bits: the number alone shows nothing."""
    code_digest = models.CharField(max_length=64)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    issued_on = models.DateField()
    sha256 = models.CharField(max_length=64, unique=True)
    file = models.FileField(storage=private_storage, upload_to="certificates")
    status: models.CharField[str, str]

    class Meta:
        abstract = True
