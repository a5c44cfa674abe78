"""`/desk/`: what waits for me, since when, until when."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from marketplace.accounts.models import User
from marketplace.notifications.actions import mark_read
from marketplace.notifications.models import Notice
from marketplace.notifications.queries import notices_of, work_of

PER_PAGE = 20


def sentence(kind: str, params: dict[str, Any]) -> str:
    """What a notice or a piece of work says (`notice/<kind>.txt`), in the reader's language."""
    return " ".join(render_to_string(f"notice/{kind}.txt", params).split())


@require_GET
@login_required
@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    """The reader's open work, the most pressing first, and the newest notices."""
    work = Paginator(work_of(request.user), PER_PAGE).get_page(request.GET.get("work"))
    notices = Paginator(notices_of(request.user), PER_PAGE).get_page(request.GET.get("notices"))
    tasks = [{"title": sentence(item.kind, item.params), "url": item.url, "due": item.due_at} for item in work]
    told = [{"notice": notice, "text": sentence(notice.kind, notice.params)} for notice in notices]
    context = {"work": work, "tasks": tasks, "notices": notices, "told": told}
    return render(request, "operations/desk.html", context)


@require_POST
@login_required
def open_notice(request: HttpRequest, reference: str) -> HttpResponse:
    """Mark one of the reader's notices read and go where it points."""
    notice = get_object_or_404(notices_of(request.user), reference=reference)
    _mark(request.user, notice)
    return redirect(notice.url or "desk")


def _mark(user: object, notice: Notice) -> None:
    if isinstance(user, User):
        mark_read(by=user, notice=notice)
