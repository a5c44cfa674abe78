"""Files of cases through the pages, without a script: template, preview, import, and nothing kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import override_settings

from marketplace.casework.importing import uploads
from marketplace.casework.importing.columns import COLUMNS
from marketplace.casework.models import Case, ImportUpload
from marketplace.common import clock
from marketplace.common.tables import read_table
from tests.casework.factories import (
    another,
    as_csv,
    row,
)
from tests.casework.sites import Site

pytestmark = pytest.mark.django_db


def upload(data: bytes, name: str = "cases.csv") -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, data)}


def test_a_file_is_previewed_then_imported_and_not_kept(site: Site) -> None:
    rows = [row(), another(2, township_code="330204001"), another(3, township_code="330212004"), another(4)]
    address = site.sends("/casework/import/", **upload(as_csv(rows))).headers["Location"]
    assert not Case.objects.exists()
    text = site.shows(address)
    assert "导入2行合格数据" in text
    assert "鄞州区" in text
    assert "不在您的工作范围内" in text
    errors = site.get(address + "errors.csv")
    assert errors.headers["Content-Disposition"] == 'attachment; filename="errors.csv"'
    assert (
        errors.content.decode("utf-8-sig").splitlines()[1].startswith("3,township_code,乡镇街道代码,RETIRED_DISTRICT")
    )
    site.sends(address)
    assert Case.objects.count() == 2
    assert ImportUpload.objects.get().content == ""
    site.sends(address)
    assert Case.objects.count() == 2
    assert "已导入" in site.shows(address)


def test_a_refused_file_says_why_and_is_not_kept(site: Site) -> None:
    for data, part in ((b"\x00", "NUL"), (as_csv([row()]).replace("住址".encode(), "备注".encode()), "备注")):
        text = site.sends("/casework/import/", 422, **upload(data)).content.decode()
        assert part in text
    site.sends("/casework/import/", 422)
    assert not ImportUpload.objects.exists()


@override_settings(FILE_UPLOAD_MAX_MEMORY_SIZE=10)
def test_a_file_above_the_limit_is_not_read(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marketplace.casework.forms.others.UPLOAD_LIMIT", 100)
    assert "超过5 MB" in site.sends("/casework/import/", 422, **upload(b"x" * 101)).content.decode()


def test_a_file_given_up_or_forgotten_for_a_day_is_gone(site: Site) -> None:
    address = site.sends("/casework/import/", **upload(as_csv([row()]))).headers["Location"]
    site.sends(address + "give-up/")
    site.shows(address, 404)
    old = site.sends("/casework/import/", **upload(as_csv([row()]))).headers["Location"]
    with clock.freeze(clock.now() + uploads.KEPT_FOR + timedelta(minutes=1)):
        site.sends("/casework/import/", **upload(as_csv([another(2)])))
    site.shows(old, 404)
    assert not Case.objects.exists()


def test_the_kept_file_is_sealed_in_the_database(site: Site) -> None:
    site.sends("/casework/import/", **upload(as_csv([row()])))
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM casework_importupload")
        (stored,) = cursor.fetchone()
    assert stored.startswith("embedded:")


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_the_template_is_a_file_that_the_import_takes(site: Site, extension: str) -> None:
    answer = site.get(f"/casework/import/template.{extension}")
    table = read_table(answer.content, "template")
    assert table.headings == list(COLUMNS.values())
    assert table.rows == []
    assert f'filename="cases.{extension}"' in answer.headers["Content-Disposition"]


def test_there_is_no_other_template(site: Site) -> None:
    site.shows("/casework/import/template.pdf", 404)
