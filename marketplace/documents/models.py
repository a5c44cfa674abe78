"""Private files: stored under a name of ours, served only through a check."""

from __future__ import annotations

from django.core.files.storage import Storage, storages
from django.db import models

from marketplace.accounts.models import User
from marketplace.common.rows import PublicRow


def private_storage() -> Storage:
    """The storage without a URL."""
    return storages["private"]


class PrivateFile(PublicRow):
    """A checked upload: its content type, size and digest were read from the bytes, not believed from the browser."""

    purpose = models.CharField(max_length=24)
    """What it belongs to; decides who may read it (documents.rules)."""
    file = models.FileField(storage=private_storage, upload_to="files")
    original_name = models.CharField(max_length=120, blank=True)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(size__gt=0), name="stored_file_is_not_empty")]
