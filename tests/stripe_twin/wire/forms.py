"""`a[b][0][c]=v` into nested dicts and lists, as the API reads its form bodies and query strings."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl

from tests.stripe_twin.wire.messages import Refusal

KEY = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
FREE_KEYS = {"metadata"}
"""Maps whose keys belong to the caller: never read as lists, even when the keys are numbers."""


def decode(text: str) -> dict[str, Any]:
    """The nested value of a form body; empty brackets append."""
    tree: dict[str, Any] = {}
    for key, value in parse_qsl(text, keep_blank_values=True):
        match = KEY.fullmatch(key)
        if match is None:
            raise Refusal(400, f"Invalid request: malformed parameter name {key!r}")
        plant(tree, [match[1], *re.findall(r"\[([^\[\]]*)\]", match[2])], value)
    return {key: gather(value, key) for key, value in tree.items()}


def plant(tree: dict[str, Any], path: list[str], value: str) -> None:
    """Put `value` at `path`, making the branches on the way."""
    *branches, leaf = path
    for name in branches:
        tree = tree.setdefault(name or str(len(tree)), {})
        if not isinstance(tree, dict):
            raise Refusal(400, f"Invalid request: {path[0]} is both a value and a map")
    tree[leaf or str(len(tree))] = value


def gather(value: Any, key: str) -> Any:
    """Maps with the keys 0…n-1 become lists."""
    if not isinstance(value, dict) or key in FREE_KEYS:
        return value
    children = {name: gather(child, name) for name, child in value.items()}
    if set(children) == {str(index) for index in range(len(children))}:
        return [children[str(index)] for index in range(len(children))]
    return children
