"""Everything that the site says, it says in Chinese."""

from __future__ import annotations

import pytest

from tests.architecture.places import run


@pytest.mark.slow
def test_every_message_has_its_chinese() -> None:
    result = run("manage", "translations", "check")
    assert result.returncode == 0, result.stdout
