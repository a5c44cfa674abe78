"""`/bureau/`: the figures of the city for officers and auditors, each with what it counts and as of when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.presentation.figures import say_amount, say_count
from marketplace.accounts.models import Role
from marketplace.accounts.queries import Reader, holds_role
from marketplace.common import audit
from marketplace.operations.bureau.export import to_csv, to_xlsx
from marketplace.operations.bureau.needs import open_by_area, unmet_by_area, waiting_by_kind
from marketplace.operations.bureau.others import load_by_partner, money_by_programme, pairing_by_district
from marketplace.operations.bureau.sheets import Cell, Money, Sheet

SHEETS: dict[str, Callable[[Reader], Sheet]] = {
    "open": open_by_area,
    "waits": waiting_by_kind,
    "unmet": unmet_by_area,
    "pairing": pairing_by_district,
    "money": money_by_programme,
    "load": load_by_partner,
}
FORMATS: dict[str, tuple[Callable[[Sheet], bytes], str]] = {
    "csv": (to_csv, "text/csv; charset=utf-8"),
    "xlsx": (to_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@require_safe
@login_required
@never_cache
def bureau(request: HttpRequest) -> HttpResponse:
    """Every sheet, one under the other."""
    _officers_and_auditors(request)
    sheets = [_shown(make(request.user)) for make in SHEETS.values()]
    return render(request, "operations/bureau.html", {"sheets": sheets})


@require_safe
@login_required
@never_cache
def export_sheet(request: HttpRequest, name: str, extension: str) -> HttpResponse:
    """One sheet as a file; who took it is on record."""
    _officers_and_auditors(request)
    if name not in SHEETS or extension not in FORMATS:
        raise Http404
    write, content_type = FORMATS[extension]
    audit.record(by=request.user, verb="bureau.export", subject=f"bureau:{name}", detail={"format": extension})
    answer = HttpResponse(write(SHEETS[name](request.user)), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="zhulin-{name}.{extension}"'
    return answer


def _officers_and_auditors(request: HttpRequest) -> None:
    if not (holds_role(request.user, Role.OFFICER) or holds_role(request.user, Role.AUDITOR)):
        raise Http404


def _shown(sheet: Sheet) -> dict[str, Any]:
    first, *others = sheet.heads
    rows = [
        {"first": _cell(row[0]), "others": [(head, _cell(cell)) for head, cell in zip(others, row[1:], strict=True)]}
        for row in sheet.rows
    ]
    return {"sheet": sheet, "first": first, "others": others, "rows": rows}


def _cell(cell: Cell) -> dict[str, Any]:
    value = cell.value
    text = say_amount(value.fen) if isinstance(value, Money) else say_count(0) if value is None else str(value)
    return {"text": text, "url": cell.url if value is not None else "", "number": not isinstance(value, str)}
