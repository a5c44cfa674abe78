"""Bytes that a crash left without a row are swept up after the hours of the rule; nothing else is touched."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import Storage

from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.common.references import new_reference
from marketplace.common.rule_data import rule
from marketplace.documents.actions import store_upload
from marketplace.documents.forgetting import sweep_files
from marketplace.documents.models import PrivateFile, private_storage
from marketplace.operations.demo.papers import picture_of_a_paper
from tests.needs.city import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_stored() -> None:
    """What other tests left behind is none of ours."""
    storage = private_storage()
    for folder in ("files", "certificates"):
        for name in storage.listdir(folder)[1] if storage.exists(folder) else ():
            storage.delete(f"{folder}/{name}")


def hours() -> int:
    return int(rule("documents.orphan_hours", on=clock.today()).value)


def aged(storage: Storage, name: str, by: float) -> Path:
    """The file on the disk, as if it had been written so many hours ago."""
    path = Path(storage.path(name))
    moment = time.time() - by * 3600
    os.utime(path, (moment, moment))
    return path


def stored(by: float) -> tuple[PrivateFile, Path]:
    row = store_upload(by=make_user(new_reference()), purpose="proof", data=picture_of_a_paper())
    return row, aged(row.file.storage, str(row.file.name), by)


def forget_the_row(row: PrivateFile) -> None:
    """As a process does that dies after its commit and before the bytes are deleted."""
    PrivateFile.objects.filter(pk=row.pk).delete()


def test_bytes_without_a_row_go_and_the_audit_tells_how_many() -> None:
    for _each in range(2):
        row, path = stored(hours() + 1)
        forget_the_row(row)
        assert path.exists()
    kept, path_kept = stored(hours() + 1)
    assert sweep_files() == 2
    assert path_kept.exists()
    assert PrivateFile.objects.get() == kept
    line = AuditRow.objects.get(verb="file.sweep")
    assert line.detail == {"files": 2}
    assert sweep_files() == 0
    assert AuditRow.objects.filter(verb="file.sweep").count() == 1


def test_what_is_young_is_left_alone() -> None:
    row, path = stored(hours() - 1)
    forget_the_row(row)
    assert sweep_files() == 0
    assert path.exists()
    assert not AuditRow.objects.filter(verb="file.sweep").exists()


def test_a_certificate_whose_row_forgot_it_goes_too() -> None:
    storage = private_storage()
    name = storage.save("certificates/left.pdf", ContentFile(b"%PDF-1.7 left"))
    path = aged(storage, name, hours() + 1)
    assert sweep_files() == 1
    assert not path.exists()


def test_a_sweep_that_died_half_way_goes_on() -> None:
    rows = [stored(hours() + 1) for _each in range(3)]
    for row, _path in rows:
        forget_the_row(row)
    rows[0][1].unlink()
    assert sweep_files() == 2
    assert not any(path.exists() for _row, path in rows)
