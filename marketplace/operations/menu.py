"""The account menu: where each role's work is, in groups once there are too many places for one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from marketplace.accounts.models import User
from marketplace.accounts.queries import Reader
from marketplace.notifications.queries import notices_of, work_of
from marketplace.operations.places_of_work import Place, places_of_work

ON_ONE_LINE: Final = 6
"""So many places stand side by side at 1280 px in either language; beyond, they are grouped by what they are about."""


@dataclass(frozen=True)
class MenuItem:
    """A place to work at; or, with items, a group of them that opens."""

    label: str
    url: str = ""
    current: bool = False
    count: int = 0
    items: list[MenuItem] = field(default_factory=list)


def account_menu(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `account_menu` for the signed-in reader, read only when a template asks."""
    return {"account_menu": lambda: list(_items(request))}


def _items(request: HttpRequest) -> Iterator[MenuItem]:
    reader = getattr(request, "user", None)
    if not isinstance(reader, User):
        return
    known = [(place, url) for place in places_of_work(reader) if (url := _address(place.name))]
    here = max((url for _place, url in known if request.path.startswith(url)), key=len, default="")
    items = [(place.group, _item(reader, place, url, here)) for place, url in known]
    if len(items) <= ON_ONE_LINE:
        yield from (item for _group, item in items)
        return
    for group, members in groupby(items, key=itemgetter(0)):
        yield from _together(group, [item for _group, item in members])


def _item(reader: Reader, place: Place, url: str, here: str) -> MenuItem:
    count = _waiting(reader) if place.name == "desk" else 0
    return MenuItem(place.label, url=url, current=url == here, count=count)


def _together(group: str, items: list[MenuItem]) -> list[MenuItem]:
    if not group or len(items) == 1:
        return items
    return [MenuItem(group, current=any(item.current for item in items), items=items)]


def _address(name: str) -> str:
    """Nothing for a page that this installation does not have."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _waiting(reader: Reader) -> int:
    return work_of(reader).count() + notices_of(reader).filter(read_at__isnull=True).count()
