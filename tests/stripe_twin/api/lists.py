"""Lists with cursors and filters, and `expand`."""

from __future__ import annotations

import copy
import operator
from typing import Any

from tests.stripe_twin.api.call import Call
from tests.stripe_twin.state.store import type_of_id
from tests.stripe_twin.wire.messages import Refusal, invalid, missing

BOUNDS = {"gt": operator.gt, "gte": operator.ge, "lt": operator.lt, "lte": operator.le}
DEFAULT_LIMIT, LARGEST_LIMIT = 10, 100
PAGING = {"limit", "starting_after", "ending_before", "expand", "created"}


def listed(call: Call, kind: str, url: str) -> dict[str, Any]:
    """One page, newest first; every other parameter is a filter on the field of its name."""
    wanted = {name: value for name, value in call.params.items() if name not in PAGING}
    rows = [
        row
        for row in call.world.store.newest_first(call.account, kind)
        if all(row.get(name) == value for name, value in wanted.items()) and created_within(row, call.params)
    ]
    return page_of(rows, call.params, url)


def created_within(row: dict[str, Any], params: dict[str, Any]) -> bool:
    bounds = params.get("created", {})
    if isinstance(bounds, int):
        return bool(row["created"] == bounds)
    return all(BOUNDS[name](row["created"], int(value)) for name, value in bounds.items())


def page_of(rows: list[dict[str, Any]], params: dict[str, Any], url: str) -> dict[str, Any]:
    """The page between the cursors; an unknown cursor is refused."""
    limit = params.get("limit", DEFAULT_LIMIT)
    if not 1 <= limit <= LARGEST_LIMIT:
        raise invalid(f"Invalid limit: must be between 1 and {LARGEST_LIMIT}", "limit")
    if after := params.get("starting_after"):
        rows = rows[position(rows, after, "starting_after") + 1 :]
    if before := params.get("ending_before"):
        rows = rows[: position(rows, before, "ending_before")]
        return as_list(rows[-limit:], url, has_more=len(rows) > limit)
    return as_list(rows[:limit], url, has_more=len(rows) > limit)


def as_list(rows: list[dict[str, Any]], url: str, *, has_more: bool = False) -> dict[str, Any]:
    """The API's list object."""
    return {"object": "list", "data": rows, "has_more": has_more, "url": url}


def position(rows: list[dict[str, Any]], key: str, param: str) -> int:
    for index, row in enumerate(rows):
        if row["id"] == key:
            return index
    raise missing("object", key, param)


def expanded(call: Call, answer: dict[str, Any]) -> dict[str, Any]:
    """A copy in which every path of `expand` is an object instead of an id; `data.x` expands each row of a list."""
    result = copy.deepcopy(answer)
    for path in call.params.get("expand", []):
        expand(call, [result], path.split("."), path)
    return result


def expand(call: Call, things: list[dict[str, Any]], names: list[str], path: str) -> None:
    """Walk one path; a field that does not exist is refused, an empty one is left."""
    name, *rest = names
    for thing in things:
        if name not in thing:
            raise Refusal(400, f"This property cannot be expanded ({path}).", param="expand")
        if isinstance(thing[name], str):
            thing[name] = referred(call, thing[name], path)
        below = thing[name] if isinstance(thing[name], list) else [thing[name]]
        if rest and thing[name] is not None:
            expand(call, below, rest, path)


def referred(call: Call, key: str, path: str) -> dict[str, Any]:
    """The object an id stands for."""
    for prefix, kind in type_of_id.items():
        if key.startswith(prefix):
            return copy.deepcopy(call.get(kind, key))
    raise Refusal(400, f"This property cannot be expanded ({path}).", param="expand")
