"""The database under the tests: migrated rows are always there, and nothing of a test outlives it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from wagtail.models import Page

PLANTED = "left behind by a test that commits"


@pytest.mark.django_db
def test_the_database_is_migrated() -> None:
    assert Page.objects.filter(depth=1).exists()
    assert str(connection.settings_dict["NAME"]).endswith("test.sqlite3") or connection.vendor == "postgresql"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_that_commits_starts_from_the_migrated_rows(turn: int) -> None:
    assert Page.objects.filter(depth=1).exists()
    assert not Group.objects.filter(name=PLANTED).exists()
    Group.objects.create(name=PLANTED)
    Page.objects.all().delete()
