"""Rules about accounts that higher packages extend."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

MUST_USE_TWO_FACTORS: list[Callable[[Any], bool]] = []
"""Further reasons to need a second factor; `wiring.py` adds membership of an organisation."""
