"""Kernels are kept on disk where that is possible, and work all the same where it is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from matching import compiled as compiling


@pytest.mark.parametrize("decorator", [compiling.compiled, compiling.inlined])
def test_without_a_writable_cache_a_kernel_still_works(
    monkeypatch: pytest.MonkeyPatch, decorator: Callable[[Any], Any]
) -> None:
    refused: list[bool] = []

    def njit_on_a_read_only_disk(**options: Any) -> Callable[[Any], Any]:
        if options.get("cache"):
            refused.append(True)
            raise RuntimeError("cannot cache function: no locator available")
        return lambda kernel: kernel

    monkeypatch.setattr(compiling, "njit", njit_on_a_read_only_disk)
    assert decorator(lambda number: number + 1)(2) == 3
    assert refused == [True]
