"""Compiled kernels: loops over millions of edges run as machine code, kept on disk between commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def compiled(kernel: Kernel) -> Kernel:
    """Compile on first call; where no cache folder is writable the kernel is compiled once per process instead."""
    try:
        return cast(Kernel, njit(cache=True, nogil=True)(kernel))
    except RuntimeError:  # numba: "cannot cache function: no locator available"
        return cast(Kernel, njit(nogil=True)(kernel))


def inlined(kernel: Kernel) -> Kernel:
    """A step of an inner loop: compiled into its callers, so that a call costs nothing."""
    try:
        return cast(Kernel, njit(cache=True, nogil=True, forceinline=True)(kernel))
    except RuntimeError:
        return cast(Kernel, njit(nogil=True, forceinline=True)(kernel))
