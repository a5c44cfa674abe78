"""Store a checked upload under a name of ours; erase it."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common import audit
from marketplace.common.actors import Actor
from marketplace.common.references import new_reference
from marketplace.documents.inspection import inspect_upload
from marketplace.documents.models import PrivateFile

PICTURES = frozenset({"image/jpeg", "image/png"})
PICTURES_AND_PDF = PICTURES | {"application/pdf"}


@transaction.atomic
def store_upload(*, by: User, purpose: str, data: bytes, accept: frozenset[str] = PICTURES_AND_PDF) -> PrivateFile:
    """Inspect and keep a file; nothing of the browser's file name survives. Raises `UploadRefused`."""
    checked = inspect_upload(data, accept=accept)
    stored = PrivateFile(
        purpose=purpose,
        content_type=checked.content_type,
        size=len(checked.data),
        sha256=hashlib.sha256(checked.data).hexdigest(),
        uploaded_by=by,
    )
    stored.file.save(f"{new_reference()}.{checked.extension}", ContentFile(checked.data), save=False)
    stored.save()
    audit.record(by=by, verb="file.store", subject=stored, detail={"purpose": purpose, "type": checked.content_type})
    return stored


@transaction.atomic
def erase_upload(*, by: Actor, file: PrivateFile) -> None:
    """The bytes and the row are gone; the audit remembers that there was a file and who erased it."""
    storage, name = file.file.storage, str(file.file.name)
    audit.record(by=by, verb="file.erase", subject=file, detail={"purpose": file.purpose})
    file.delete()
    transaction.on_commit(lambda: storage.delete(name))
