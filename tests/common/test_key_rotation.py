"""`manage.py rotate_field_keys`: after it, the old key opens nothing any more and nothing was lost."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django import Settings

from marketplace.common import key_rotation
from marketplace.common.audit.models import AuditRow
from marketplace.common.encryption import CannotDecrypt, key_id_of
from marketplace.common.key_rotation import rotate, sealed_columns
from marketplace.notifications.models import Mail

pytestmark = pytest.mark.django_db
OLD, NEW = (base64.b64encode(bytes([number]) * 32).decode() for number in (1, 2))


@pytest.fixture(autouse=True)
def old_key(settings: Settings) -> None:
    settings.FIELD_KEYS, settings.FIELD_KEY_ID = {"old": OLD}, "old"


def new_key(settings: Settings) -> None:
    settings.FIELD_KEYS, settings.FIELD_KEY_ID = {"old": OLD, "new": NEW}, "new"


def mails(number: int) -> list[Mail]:
    return [Mail.objects.create(kind="x", recipient=f"a{i}@example.org", once_key=str(i)) for i in range(number)]


def stored() -> list[str]:
    """What stands in the column itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT recipient FROM notifications_mail ORDER BY id")
        return [text for (text,) in cursor.fetchall()]


def run(*, dry_run: bool = False) -> tuple[int, dict[str, Any], str]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("rotate_field_keys", dry_run=dry_run, stdout=out, stderr=err)
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    return code, json.loads(out.getvalue()), err.getvalue()


def test_every_value_is_sealed_with_the_new_key_and_reads_the_same(settings: Settings) -> None:
    mails(3)
    new_key(settings)
    code, result, said = run()
    assert (code, result["rotated"], result["left"]) == (0, 3, {})
    assert "notifications_mail.recipient: 3/3" in said
    settings.FIELD_KEYS = {"new": NEW}
    assert {key_id_of(text) for text in stored()} == {"new"}
    assert [mail.recipient for mail in Mail.objects.order_by("pk")] == [f"a{i}@example.org" for i in range(3)]


def test_a_second_run_changes_nothing(settings: Settings) -> None:
    mails(2)
    new_key(settings)
    run()
    before = stored()
    assert run()[:2] == (0, {"key": "new", "columns": len(sealed_columns()), "rotated": 0, "left": {}})
    assert stored() == before


def test_a_dry_run_counts_and_changes_nothing(settings: Settings) -> None:
    mails(2)
    new_key(settings)
    before = stored()
    code, result, _said = run(dry_run=True)
    assert (code, result["rotated"], result["left"]) == (1, 0, {"notifications_mail.recipient": 2})
    assert stored() == before
    assert not AuditRow.objects.filter(verb="keys.rotate").exists()


def test_stopped_half_way_it_goes_on_where_it_was(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    mails(5)
    new_key(settings)
    monkeypatch.setattr(key_rotation, "BATCH", 2)
    column = next(column for column in sealed_columns() if column.name == "notifications_mail.recipient")
    next(rotate(column))
    assert [key_id_of(text) for text in stored()] == ["new", "new", "old", "old", "old"]
    assert run()[1]["rotated"] == 3


def test_a_value_whose_key_is_gone_is_counted_and_left_alone(settings: Settings) -> None:
    mails(1)
    settings.FIELD_KEYS, settings.FIELD_KEY_ID = {"new": NEW}, "new"
    Mail.objects.create(kind="x", recipient="b@example.org", once_key="b")
    before = stored()
    code, result, _said = run()
    assert (code, result["rotated"], result["left"]) == (1, 0, {"notifications_mail.recipient": 1})
    assert stored() == before
    with pytest.raises(CannotDecrypt):
        Mail.objects.get(once_key="0")


def test_an_empty_value_is_nobodys_secret(settings: Settings) -> None:
    Mail.objects.create(kind="x", recipient="", once_key="empty")
    new_key(settings)
    assert run()[:2] == (0, {"key": "new", "columns": len(sealed_columns()), "rotated": 0, "left": {}})


def test_a_value_written_meanwhile_is_not_overwritten(settings: Settings) -> None:
    (mail,) = mails(1)
    new_key(settings)
    column = next(column for column in sealed_columns() if column.name == "notifications_mail.recipient")
    (key, sealed) = column.stale().values_list("pk", "sealed").get()
    Mail.objects.filter(pk=mail.pk).update(recipient="later@example.org")
    key_rotation._seal_anew(column, key, sealed, key_rotation.Rotation())
    assert Mail.objects.get().recipient == "later@example.org"


def test_the_run_leaves_one_line_in_the_audit(settings: Settings) -> None:
    mails(2)
    new_key(settings)
    run()
    line = AuditRow.objects.get(verb="keys.rotate")
    assert (line.actor, line.detail) == ("system:rotate-field-keys", {"key": "new", "rotated": 2, "left": 0})


def test_every_encrypted_column_of_every_package_is_found() -> None:
    names = {column.name for column in sealed_columns()}
    assert {"casework_case.head_id", "casework_member.name", "casework_needdraft.original_story"} <= names
    assert len(names) == len(sealed_columns())
