"""Every refusal has a stable code and says in both languages what to do next."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.utils import translation

from marketplace.common.verdict import DomainError

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def refuses(code: str, deed: Callable[[], object]) -> None:
    """The deed is refused with this code, with a sentence in Chinese and another in English."""
    said = {language: _refusal(code, deed, language) for language in ("zh-hans", "en")}
    assert CHINESE.search(said["zh-hans"]), said
    assert said["en"], said
    assert said["en"] != said["zh-hans"], said


def _refusal(code: str, deed: Callable[[], object], language: str) -> str:
    with translation.override(language):
        with pytest.raises(DomainError) as caught:
            deed()
        assert caught.value.code == code
        return str(caught.value)
