"""What a crash left behind: bytes in the private storage that no row knows any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.apps import apps
from django.core.files.storage import Storage
from django.db import models

from marketplace.common import audit, clock
from marketplace.common.actors import SystemActor
from marketplace.common.rule_data import rule
from marketplace.documents.models import private_storage

SWEEP = SystemActor("file-sweep")
AT_ONCE = 500
"""Names looked up in one query."""


def sweep_files() -> int:
    """Delete stored bytes that have had no row for so many hours; returns how many. Run again, it goes on.

    An upload writes its bytes before its row commits, and an erasure deletes its row before its bytes: what is younger
    than the hours of the rule is left alone.
    """
    swept = sum(_sweep(field) for field in _private_columns())
    if swept:
        audit.record(by=SWEEP, verb="file.sweep", subject="documents.private", detail={"files": swept})
    return swept


def _private_columns() -> Iterator[models.FileField]:
    """Every column whose bytes lie in the private storage, each in a folder of its own."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField) and field.storage == private_storage():
                yield field


def _sweep(field: models.FileField) -> int:
    storage, folder = field.storage, str(field.upload_to)
    old = _old_names(storage, folder)
    orphans = []
    for start in range(0, len(old), AT_ONCE):
        names = old[start : start + AT_ONCE]
        rows = field.model._base_manager.filter(**{f"{field.name}__in": names})
        known = set(rows.values_list(field.name, flat=True))
        orphans += [name for name in names if name not in known]
    for name in orphans:
        storage.delete(name)
    return len(orphans)


def _old_names(storage: Storage, folder: str) -> list[str]:
    """The names of files that have lain there for the hours of the rule; none where nothing was ever stored."""
    if not storage.exists(folder):
        return []
    before = clock.now() - timedelta(hours=int(rule("documents.orphan_hours", on=clock.today()).value))
    names = sorted(f"{folder}/{name}" for name in storage.listdir(folder)[1])
    return [name for name in names if clock.as_set(storage.get_modified_time(name)) < before]
