"""The tables are what the models say."""

from __future__ import annotations

import pytest

from tests.architecture.places import run


@pytest.mark.slow
def test_no_model_is_ahead_of_its_migrations() -> None:
    result = run("manage", "makemigrations", "--check", "--dry-run")
    assert result.returncode == 0, result.stdout
