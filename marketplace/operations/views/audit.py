"""`/audit/`: every read of confidential data and every decision, for auditors."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from marketplace.accounts.models import Role
from marketplace.accounts.queries import holds_role
from marketplace.common import audit
from marketplace.common.audit import chain
from marketplace.common.audit.models import AuditRow, ChainHead

PER_PAGE = 50


def _auditors_only(request: HttpRequest) -> None:
    """For everybody else the page does not exist."""
    if not holds_role(request.user, Role.AUDITOR):
        raise Http404


@require_GET
@login_required
@never_cache
def audit_trail(request: HttpRequest) -> HttpResponse:
    """Filter by kind, actor, verb and subject; newest first."""
    _auditors_only(request)
    rows = AuditRow.objects.order_by("-pk")
    wanted = {name: request.GET.get(name, "").strip() for name in ("kind", "actor", "verb", "subject")}
    for name, value in wanted.items():
        if value:
            rows = rows.filter(**{name: value} if name in {"kind", "actor"} else {f"{name}__startswith": value})
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    query = "&".join(f"{name}={value}" for name, value in wanted.items() if value)
    head = ChainHead.objects.first()
    lines = [(row, list(row.detail.items())) for row in page]
    context = {"page": page, "lines": lines, "wanted": wanted, "query": query, "head": head}
    return render(request, "operations/audit.html", context)


@require_POST
@login_required
def verify_chain(request: HttpRequest) -> HttpResponse:
    """Seal what is waiting, then recompute every digest from the first row."""
    _auditors_only(request)
    chain.seal()
    breaks = sum(1 for _break in chain.breaks())
    audit.record(by=request.user, verb="audit.verify", subject="common.audit", detail={"breaks": breaks})
    if breaks:
        text = _("The chain is broken in %(count)s places. Stop changing data and inform the data protection officer.")
        messages.error(request, text % {"count": breaks})
    else:
        messages.success(request, _("The chain verifies from the first row to the last."))
    return redirect("audit")
