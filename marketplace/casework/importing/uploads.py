"""A file between its preview and the word to go: encrypted, for a day at most."""

from __future__ import annotations

import base64
from datetime import timedelta

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.casework.importing.run import ImportResult, import_cases
from marketplace.casework.models import ImportUpload
from marketplace.common import audit, clock

KEPT_FOR = timedelta(hours=24)


@transaction.atomic
def try_upload(*, by: User, data: bytes) -> ImportUpload:
    """Try the import and keep the file with its result; raises `FileRefused`, having kept nothing.

    Files of anybody that nobody confirmed within a day are forgotten on the way.
    """
    result = import_cases(by=by, data=data, name="", dry_run=True)
    ImportUpload.objects.filter(imported_at__isnull=True, created_at__lt=clock.now() - KEPT_FOR).delete()
    upload = ImportUpload(by=by, content=base64.b64encode(data).decode())
    _note(upload, result)
    upload.save()
    audit.record(by=by, verb="cases.upload", subject=upload, detail=result.counts())
    return upload


@transaction.atomic
def import_upload(*, by: User, upload: ImportUpload) -> bool:
    """Import the file and keep it no longer; False, changing nothing, when that was done already."""
    locked = ImportUpload.objects.select_for_update().get(pk=upload.pk)
    if locked.imported_at is not None:
        return False
    _note(locked, import_cases(by=by, data=base64.b64decode(locked.content), name=""))
    locked.content, locked.imported_at = "", clock.now()
    locked.save()
    return True


@transaction.atomic
def forget_upload(*, by: User, upload: ImportUpload) -> None:
    """Nothing was imported, nothing is kept."""
    audit.record(by=by, verb="cases.forget_upload", subject=upload)
    upload.delete()


def _note(upload: ImportUpload, result: ImportResult) -> None:
    upload.result = result.counts()
    upload.reasons = [reason.stored() for reason in result.reasons]
