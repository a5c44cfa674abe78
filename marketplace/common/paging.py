"""Lists turn page by page, and each page keeps the filters of its address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

M = TypeVar("M", bound=Model)
PER_PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class Turned(Generic[M]):
    """One page of rows, how many there are in all, and the addresses of its neighbours."""

    rows: list[M]
    total: int
    previous_url: str
    next_url: str
    here: str


def turn_to_page(request: HttpRequest, rows: QuerySet[M, Any], size: int = PER_PAGE) -> Turned[M]:
    """The page that `?page=` asks for; a number beyond the ends shows the nearest page."""
    page = Paginator(rows, size).get_page(request.GET.get("page"))
    return Turned(
        rows=list(page.object_list),
        total=page.paginator.count,
        previous_url=_address(request, page.number - 1) if page.has_previous() else "",
        next_url=_address(request, page.number + 1) if page.has_next() else "",
        here=_("%(page)s of %(pages)s") % {"page": page.number, "pages": page.paginator.num_pages},
    )


def _address(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"
